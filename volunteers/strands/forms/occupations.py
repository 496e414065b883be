"""What an administrator fills in to keep the list of occupations."""

from collections.abc import Sequence

from wtforms import SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from volunteers.forces.rules import OccupationOutcome
from volunteers.strands.models import Occupation
from volunteers.strands.queries import strands_asking
from volunteers.strands.rules.occupations import OUTCOME_WORDS, OccupationDraft
from volunteers.web.fields import line, one_of, pick, several_of
from volunteers.web.forms import CreatingForm, VersionForm

FIRST = "first"
LONGEST_NOTE = 300


class OccupationForm(CreatingForm, VersionForm):
    """One occupation, what it means, and where in the list it stands."""

    name = line(
        "Occupation", missing="Enter the name of the occupation.",
        hint="As applicants read it in the list, for example: Private investigator",
    )  # fmt: skip
    outcome = one_of(
        "What it means for someone who applies",
        [(each.value, words) for each, words in OUTCOME_WORDS.items()],
        missing="Choose what it means.",
    )
    note = line(
        "Note to the applicant (optional)", missing=None, longest=LONGEST_NOTE,
        hint="Shown with the result, for example: You need your employer’s written permission.",
    )  # fmt: skip
    strands: SelectMultipleField
    after: SelectField

    def draft(self) -> OccupationDraft:
        """What was entered, once the form is ready."""
        after = str(self.after.data)
        return OccupationDraft(
            name=" ".join(str(self.name.data).split()),
            outcome=OccupationOutcome(self.outcome.data),
            note=" ".join(str(self.note.data or "").split()),
            strands=tuple(self.strands.data or ()),
            after=None if after == FIRST else int(after),
        )

    def validate_note(self, field: object) -> None:
        text = getattr(field, "data", None) or ""
        if text and text.strip()[-1] not in ".!?":
            raise ValidationError("End the note with a full stop: it is shown after a sentence of ours.")


def occupation_form(offered: Sequence[Occupation], kept: Occupation | None = None) -> OccupationForm:
    """The form for a new occupation, or filled in with one that is kept, among those offered now."""
    others = [each for each in offered if kept is None or each.id != kept.id]

    class Offered(OccupationForm):
        strands = several_of(
            "Who is asked about it",
            [(each.code.value, each.name) for each in strands_asking()],
            missing="Choose at least one kind of volunteering.",
        )
        after = pick(
            "Where it stands in the list",
            [(FIRST, "First"), *((str(each.id), f"After {each.name}") for each in others)],
            missing="Choose where it stands in the list.",
        )

    before = [each for each in others if kept is None or (each.position, each.id) < (kept.position, kept.id)]
    place = str(before[-1].id) if before else FIRST
    if kept is None:
        return Offered(data={"after": place, "strands": [each.code.value for each in strands_asking()][:1]})
    return Offered(
        data={
            "name": kept.name, "outcome": kept.outcome.value, "note": kept.note, "strands": kept.strands,
            "after": place, "version": str(kept.version),
        }
    )  # fmt: skip
