"""A claim as it is typed: one form for each kind, all with the duty or the day that it is for."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from volunteers.errors import Refusal
from volunteers.expenses.forms.fields import MilesField, MoneyField
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.queries import Attended
from volunteers.expenses.rules import ClaimKind, Drive, Given, Other, Subsistence, Worked
from volunteers.forces.rules import Expenses
from volunteers.web.fields import ClockField, DayField, line, one_of, pick, several_of, tidy
from volunteers.web.forms import CreatingForm

NO_DUTY = "day"
# Beside which field each refusal is said; the others stand above the form.
FIELDS = {
    "future": "spent_on", "too_old": "spent_on", "same_place": "to_place", "miles": "miles", "check_miles": "sure",
    "vehicle": "vehicle", "too_short": "back", "amount": "amount", "receipt": "receipt", "not_there": "occasion",
}  # fmt: skip


class ClaimForm(CreatingForm):
    """What every claim has. ``seen`` is the amount that was shown last: another one is shown before it is sent."""

    occasion = pick("What was it for?", [], missing="Choose what it was for.")
    spent_on = DayField("The day", missing=None, name_of_it="The day", hint="Only where it was for no duty in the list")
    seen = HiddenField(filters=[tidy])
    version = HiddenField(filters=[tidy])
    attended: dict[str, Attended]

    def given(self) -> Given:
        """The claim; only of a form that is ready."""
        duty = self.attended.get(self.occasion.data)
        if duty is not None:
            return Given(duty.on, duty.sign_up_id, self.particulars())
        return Given(self.data["spent_on"], None, self.particulars())

    def particulars(self) -> Drive | Subsistence | Other:
        raise NotImplementedError

    def fill(self, claim: ExpenseClaim) -> None:
        """Put in what was claimed before."""
        raise NotImplementedError

    def offering(self, attended: Sequence[Attended]) -> None:
        """Choices: the duties they were on, then a day of its own."""
        self.attended = {str(each.sign_up_id): each for each in attended}
        own = [(NO_DUTY, "Another day, which I give below")]
        offered = [*((key, each.words) for key, each in self.attended.items()), *own]
        self.occasion.choices = [SelectChoice(value=key, label=words) for key, words in offered]

    def validate(self, extra_validators: Any = None) -> bool:
        """A claim for no duty needs its day."""
        fine: bool = super().validate(extra_validators)
        if self.occasion.data == NO_DUTY and self.spent_on.data is None and not self.spent_on.errors:
            self.spent_on.errors = ["Enter the day."]
            fine = False
        return fine

    @property
    def changing(self) -> int:
        """The version of the claim that was seen; 0, which none has, for anything that is no number."""
        given = str(self.version.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0

    def has_seen(self, worked: Worked) -> bool:
        """Whether this amount stood on the page that was sent."""
        return str(self.seen.data) == str(worked.pence)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Say each refusal beside its field where there is one."""
        for refusal in refusals:
            field = self._fields.get(FIELDS.get(refusal.code, ""))
            if field is None:
                super().refuse([refusal])
            else:
                field.errors = [*field.errors, refusal.message]


class MileageForm(ClaimForm):
    """Miles driven, ridden or cycled."""

    vehicle = one_of("How did you travel?", [], missing="Choose how you travelled.")
    from_place = line("From", missing="Enter where you set out from.", hint="An address or a place, such as a station")
    to_place = line("To", missing="Enter where you went.", hint="If you came back as well, write: and back")
    miles = MilesField("Miles", missing="Enter how many miles you travelled.", hint="To a tenth, for example 12.4")
    sure = several_of("A long way", [("yes", "I checked the miles, and they are right")], missing=None)

    def particulars(self) -> Drive:
        given = self.data
        return Drive(
            given["vehicle"],
            given["miles"] or 0,
            given["from_place"],
            given["to_place"],
            "yes" in (given["sure"] or ()),
        )

    def fill(self, claim: ExpenseClaim) -> None:
        self.vehicle.data, self.miles.data = claim.vehicle, claim.miles_tenths
        self.from_place.data, self.to_place.data = claim.from_place, claim.to_place


class SubsistenceForm(ClaimForm):
    """Meals, by how long someone was away."""

    left = ClockField("When did you leave home or work?", missing="Enter when you left.", hint="For example, 4:15pm")
    back = ClockField(
        "When were you back?", missing="Enter when you were back.", hint="For example, 11pm. After midnight counts too."
    )

    def particulars(self) -> Subsistence:
        return Subsistence(self.data["left"], self.data["back"])

    def fill(self, claim: ExpenseClaim) -> None:
        self.left.data, self.back.data = claim.left_at, claim.back_at


class OtherForm(ClaimForm):
    """Anything else, with a receipt."""

    what = line(
        "What did you pay for?", missing="Say what you paid for.", hint="For example, parking in Trenchard Street"
    )
    amount = MoneyField("How much, in pounds", missing="Enter what you paid.", hint="For example, 4.50")
    receipt = line(
        "What is on the receipt", missing=None, longest=100,
        hint="The shop and the number or time on it. Keep the receipt until you are paid.",
    )  # fmt: skip

    def particulars(self) -> Other:
        return Other(self.data["what"], self.data["amount"] or 0, self.data["receipt"] or "")

    def fill(self, claim: ExpenseClaim) -> None:
        self.what.data, self.amount.data, self.receipt.data = claim.what, claim.pence, claim.receipt


FORMS: dict[ClaimKind, type[ClaimForm]] = {
    ClaimKind.MILEAGE: MileageForm,
    ClaimKind.SUBSISTENCE: SubsistenceForm,
    ClaimKind.OTHER: OtherForm,
}


def claim_form(kind: ClaimKind, attended: Sequence[Attended], force: Expenses, **values: Any) -> ClaimForm:
    """The form of a kind of claim, with the duties to choose from."""
    form = FORMS[kind](**values)
    form.offering(attended)
    if isinstance(form, MileageForm):
        form.vehicle.choices = [SelectChoice(value=rate.code, label=rate.name) for rate in force.mileage]
    return form


def filled_in(form: ClaimForm, claim: ExpenseClaim) -> ClaimForm:
    """The form with what was claimed, unless it was sent."""
    if not form.is_submitted():
        known = str(claim.sign_up_id) in form.attended
        form.occasion.data = str(claim.sign_up_id) if known else NO_DUTY
        form.spent_on.data = None if known else claim.spent_on
        form.version.data = str(claim.version)
        form.fill(claim)
    return form
