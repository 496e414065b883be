"""A reason as an administrator fills it in."""

from collections.abc import Sequence

from wtforms import RadioField, SelectMultipleField

from volunteers.strands.queries import ReasonRow, all_strands
from volunteers.strands.rules.reasons import ReasonDraft
from volunteers.web.fields import line, one_of, several_of
from volunteers.web.lists import FOR_ALL, ListForm, after_field, place_now

LONGEST_REASON = 120


class ReasonForm(ListForm):
    """The words of a reason, whether some words are asked for beside it, and for whom it is."""

    words = line(
        "Reason", missing="Enter the reason.", longest=LONGEST_REASON,
        hint="In kind, plain words, and without a full stop",
    )  # fmt: skip
    note: RadioField = one_of(
        "Must whoever chooses it add some words?",
        [("no", "No, it says enough"), ("yes", "Yes, as for another reason")],
        missing="Choose whether some words must be added.",
    )
    strands: SelectMultipleField

    def draft(self) -> ReasonDraft:
        """What was entered, once the form is ready."""
        return ReasonDraft(
            words=" ".join(str(self.words.data).split()).rstrip("."),
            note_needed=self.note.data == "yes",
            strands=tuple(self.strands.data or ()),
            after=self.stands_after,
        )


def reason_form(rows: Sequence[ReasonRow], kept: ReasonRow | None = None) -> ReasonForm:
    """The form for a new reason, or filled in with one that is kept, among those of its kind."""
    offered = [each for each in rows if not each.is_ended]
    others = [(each.code, each.words) for each in offered if kept is None or each.code != kept.code]

    class Offered(ReasonForm):
        strands = several_of(
            "Only for (optional)",
            [(each.code.value, each.name) for each in all_strands()],
            missing=None,
            hint=FOR_ALL,
        )
        after = after_field(others)

    place = place_now([each.code for each in offered], kept.code if kept else None)
    if kept is None:
        return Offered(data={"after": place, "note": "no"})
    return Offered(
        data={
            "words": kept.words, "note": "yes" if kept.note_needed else "no", "strands": list(kept.strands),
            "after": place, "version": str(kept.version),
        }
    )  # fmt: skip
