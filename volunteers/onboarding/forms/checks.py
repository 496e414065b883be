"""Recording how one check stands, with what shows it."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp

from volunteers.documents.queries import DocumentLine
from volunteers.onboarding.rules import CheckEntry, CheckLine, CheckState, Proposal, Score
from volunteers.onboarding.rules.references import Judgement
from volunteers.web.fields import DayField, line, one_of, paragraph, pick
from volunteers.web.forms import Form

LONGEST_REFERENCE = 80
LONGEST_COURSE = 120
LONGEST_EXPLAINED = 300
STATES = [(state.value, state.label) for state in CheckState]
ANOTHER, CORRECTION = "another", "correction"
NONE = "None of these"
FACTS = "Facts only, and nothing about their health: the applicant can ask to read it."


class CheckForm(Form):
    """How one check stands. ``version`` is the one the page showed, 0 for none. Made by ``check_form``."""

    state = one_of("How it stands", STATES, missing="Choose how the check stands.")
    act = one_of("What are you recording?", [(ANOTHER, ""), (CORRECTION, "")], missing=None)
    result_on = DayField("Date of the result", missing=None, name_of_it="The date of the result")
    valid_until = DayField("Last good day", missing=None, name_of_it="The last good day")
    course = line("Name of the course", missing=None, longest=LONGEST_COURSE)
    place = line("Where it was held", missing=None, longest=LONGEST_COURSE)
    document = pick("Document that shows it", [("", NONE)], missing=None)
    reference = line("Reference", missing=None, longest=LONGEST_REFERENCE)
    reason = paragraph("Why it counts all the same", missing=None, longest=LONGEST_EXPLAINED, hint=FACTS)
    version = HiddenField(validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")])

    must_say_which = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Where another result and a mended one are two things, whoever records one says which it is."""
        is_sound = bool(super().validate(extra_validators))
        asked = self.state.data == CheckState.ASKED.value
        if self.must_say_which and not asked and self.act.data not in (ANOTHER, CORRECTION):
            self.act.errors = ["Choose whether this is another result or corrects the last one."]
            return False
        return is_sound

    def entry(self) -> CheckEntry:
        """What was filled in; what the page did not ask is left out."""
        chosen = self._of("document")
        return CheckEntry(
            CheckState(self.state.data), self.result_on.data, self.valid_until.data, self.reference.data or None,
            document_id=int(chosen) if chosen else None, course=self._of("course"), place=self._of("place"),
            reason=self._of("reason"), corrects=self._of("act") == CORRECTION,
        )  # fmt: skip

    def _of(self, name: str) -> str | None:
        return (self[name].data or None) if name in self else None

    @property
    def seen_version(self) -> int:
        return int(self.version.data)


def check_form(
    shown: CheckLine, papers: Sequence[DocumentLine] = (), proposal: Proposal | None = None, *, is_fresh: bool = False
) -> CheckForm:
    """The form for one check, filled in with what is recorded; ``is_fresh`` leaves aside what was sent with the page.

    Where nothing is recorded it begins with what the references propose.
    """
    form = CheckForm(formdata=None, **_begin(shown, proposal)) if is_fresh else CheckForm(**_begin(shown, proposal))
    for name, is_asked in (
        ("act", bool(shown.attempts)),
        ("course", shown.definition.is_course),
        ("place", shown.definition.is_course),
        ("document", bool(papers)),
        ("reason", shown.may_be_explained),
    ):
        if not is_asked:
            del form[name]
    if "act" in form:
        form.must_say_which = shown.must_say_which
        if form.act.data is None and not shown.must_say_which:
            form.act.data = CORRECTION
        form.act.choices = [
            SelectChoice(value=ANOTHER, label=f"Another {shown.noun}, after the one {shown.last_result}"),
            SelectChoice(value=CORRECTION, label=f"A correction of the one {shown.last_result}"),
        ]
    if "document" in form:
        named = [(str(each.id), f"{each.kind.staff_label}: {each.name}") for each in papers]
        form.document.choices = [SelectChoice(value=value, label=words) for value, words in [("", NONE), *named]]
    return form


def _begin(shown: CheckLine, proposal: Proposal | None) -> dict[str, object]:
    """What the form is filled in with."""
    act = CORRECTION if shown.attempts and not shown.must_say_which else None
    if (record := shown.record) is None:
        state = CheckState.PASSED.value if proposal and proposal.is_pass else None
        course = shown.definition.name if shown.definition.is_course else None
        return {"version": "0", "state": state, "course": course, "act": act}
    known = shown.latest
    return {
        "state": record.state.value, "result_on": record.result_on, "valid_until": record.valid_until,
        "reference": record.reference, "version": str(record.version), "act": act,
        "document": str(known.document_id or "") if known else "",
        "course": (known.course if known else None) or shown.definition.name,
        "place": known.place if known else None, "reason": known.reason if known else None,
    }  # fmt: skip


class JudgementForm(Form):
    """What someone makes of a reference they have read. ``version`` is the one the page showed, 0 for none."""

    score = one_of(
        "What do you make of it?", [(each.value, each.label) for each in Score],
        missing="Choose what you make of the reference.",
    )  # fmt: skip
    reason = paragraph("What is the concern?", missing=None, longest=LONGEST_EXPLAINED, hint=FACTS)
    version = HiddenField(validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")])

    @classmethod
    def over(cls, known: Judgement | None) -> "JudgementForm":
        """The form filled in with what was made of it before."""
        if known is None:
            return cls(version="0")
        return cls(score=known.score.value, reason=known.reason, version=str(known.version))

    @property
    def seen_version(self) -> int:
        return int(self.version.data)
