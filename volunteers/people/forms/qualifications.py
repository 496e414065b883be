"""What is filled in about a kind of qualification, and about one that a volunteer holds."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import Regexp

from volunteers.people.rules.qualifications import LONGEST_VALIDITY, Award, QualificationKind, QualificationKindDraft
from volunteers.strands.queries import all_strands
from volunteers.web import fields
from volunteers.web.forms import CreatingForm
from volunteers.web.lists import FOR_ALL, ListForm, after_field, place_now
from volunteers.web.numbers import WholeNumberField

LONGEST_NAME = 80
LONGEST_EVIDENCE = 300


class KindForm(ListForm):
    """The name of a kind, how long one lasts, and whose it is."""

    name = fields.line(
        "Qualification", missing="Enter the name of the qualification.", longest=LONGEST_NAME,
        hint="As coordinators choose it, for example: Response driver",
    )  # fmt: skip
    valid_months = WholeNumberField(
        "How many months it lasts (optional)", missing=None, most=LONGEST_VALIDITY,
        wrong=f"Enter a number of months between 1 and {LONGEST_VALIDITY}, or leave it empty.",
        description="Leave it empty for one that does not run out by itself.",
    )  # fmt: skip
    confirmed = fields.one_of(
        "Has the force confirmed how long it lasts?",
        [("yes", "Yes"), ("no", "Not yet")],
        missing="Choose whether the force has confirmed how long it lasts.",
    )
    strands: SelectMultipleField

    def draft(self) -> QualificationKindDraft:
        """What was entered, once the form is ready."""
        return QualificationKindDraft(
            name=" ".join(str(self.name.data).split()),
            valid_months=self.valid_months.data,
            to_confirm=self.confirmed.data == "no",
            strands=tuple(self.strands.data or ()),
            after=self.stands_after,
        )


def kind_form(rows: Sequence[QualificationKind], kept: QualificationKind | None = None) -> KindForm:
    """The form for a new kind, or filled in with one that is kept, among those there are."""
    offered = [each for each in rows if not each.is_ended]
    others = [(each.code, each.name) for each in offered if kept is None or each.code != kept.code]

    class Offered(KindForm):
        strands = fields.several_of(
            "Only for (optional)",
            [(each.code.value, each.name) for each in all_strands()],
            missing=None,
            hint=FOR_ALL,
        )
        after = after_field(others)

    place = place_now([each.code for each in offered], kept.code if kept else None)
    if kept is None:
        return Offered(data={"after": place, "confirmed": "no"})
    return Offered(
        data={
            "name": kept.name, "valid_months": kept.valid_months, "confirmed": "no" if kept.to_confirm else "yes",
            "strands": list(kept.strands), "after": place, "version": str(kept.version),
        }
    )  # fmt: skip


class AwardForm(CreatingForm):
    """A qualification that a volunteer was awarded."""

    code: SelectField
    from_on = fields.DayField("Date of the award", missing="Enter the date of the award.", name_of_it="The date")
    until_on = fields.DayField("Last good day", missing=None, name_of_it="The last good day")
    evidence = fields.line(
        "What shows it", missing="Say what shows it, for example the number of a certificate.",
        hint="A certificate, a course and its date, or for a language which one and how well. Nothing about health.",
        longest=LONGEST_EVIDENCE,
    )  # fmt: skip

    def award(self) -> Award:
        """What was entered, once the form is ready."""
        if self.from_on.data is None:
            raise AssertionError("the form asks for it")
        return Award(str(self.code.data), self.from_on.data, self.until_on.data, str(self.evidence.data))


def award_form(kinds: Sequence[QualificationKind]) -> AwardForm:
    """The form with the kinds this volunteer may be awarded."""

    class Offered(AwardForm):
        code = fields.pick(
            "Qualification",
            [("", "Choose one"), *((each.code, f"{each.name} ({each.validity.lower()})") for each in kinds)],
            missing="Choose the qualification.",
        )

    return Offered()


class EndingForm(CreatingForm):
    """Why one is good no longer, and until when it was. ``seen`` is its last good day on the page that was seen."""

    how = fields.one_of(
        "What happened?",
        [("ended", "It is good no longer"), ("mistake", "It was recorded by mistake and was never good")],
        missing="Choose what happened.",
    )
    last_on = fields.DayField("Last good day", missing=None, name_of_it="The last good day")
    reason = fields.line("Why", missing="Say why.", longest=LONGEST_EVIDENCE)
    seen = HiddenField(validators=[Regexp(r"^(\d{4}-\d{2}-\d{2})?$", message="Open this page again.")])
