"""Deciding on claims, and taking out what is approved."""

from collections.abc import Iterable
from typing import Any

from volunteers.errors import Refusal
from volunteers.expenses.forms.fields import MoneyField
from volunteers.web.fields import DayField, one_of, paragraph, several_of
from volunteers.web.forms import CreatingForm, Form, VersionForm


class TicksForm(Form):
    """The claims that are ticked, each as its number and the version that was seen."""

    claims = several_of("Claims", [], missing=None)

    def chosen(self) -> list[tuple[int, int]]:
        """Numbers and versions; only of a form that is ready, so that all are among the choices."""
        pairs = (value.split("-") for value in self.claims.data or ())
        return [(int(number), int(version)) for number, version in pairs]


class DecisionForm(VersionForm):
    """Approve, approve for less, or refuse."""

    answer = one_of(
        "What do you decide?",
        [("approve", "Approve it in full"), ("lower", "Approve it for less"), ("refuse", "Refuse it")],
        missing="Choose what you decide.",
    )
    amount = MoneyField("Pay this much, in pounds", missing=None, hint="Only if you approve it for less")
    reason = paragraph("Why", missing=None, hint="The volunteer reads this. Needed unless you approve it in full.")

    def pays(self, claimed: int) -> int | None:
        """Pence to pay; None to refuse."""
        if self.answer.data == "refuse":
            return None
        return claimed if self.answer.data == "approve" else int(self.amount.data or 0)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """What is wrong with the amount or the reason is said there."""
        fields: dict[str, Any] = {"amount": self.amount, "no_reason": self.reason}
        for refusal in refusals:
            field = fields.get(refusal.code)
            if field is None:
                super().refuse([refusal])
            else:
                field.errors = [*field.errors, refusal.message]


class BatchForm(CreatingForm):
    """Take out what is approved, of adults or of cadets."""

    whose = one_of("Whose claims", [("adults", "Adults"), ("cadets", "Cadets")], missing="Choose whose claims.")


class PaidForm(Form):
    """The day on which a batch was paid."""

    paid_on = DayField("Paid on", missing="Enter the day it was paid.", name_of_it="The day")
