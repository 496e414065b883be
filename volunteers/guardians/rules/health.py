"""The health and permission form: what the leaders need to know to keep a young person well."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

YES = "yes"
# Each yes-or-no question, with the field that says more and the row's title.
ASKED = (
    ("allergies", "allergies_what", "Allergies"),
    ("conditions", "conditions_what", "Health conditions and disabilities"),
    ("medication", "medication_what", "Medication"),
)
LINES = (
    ("doctor", "Doctor or surgery"),
    ("doctor_phone", "Telephone of the surgery"),
    ("contact_name", "Whom to ring in an emergency"),
    ("contact_relation", "Who that is"),
    ("contact_phone", "Their telephone"),
    ("more", "Anything else"),
)


@dataclass(frozen=True)
class HealthRow:
    """One line of the form as it is read."""

    title: str
    lines: tuple[str, ...]


def health_rows(values: Mapping[str, Any]) -> list[HealthRow]:
    """The form in words; what was left empty says so."""
    asked = [HealthRow(title, _yes_or_no(values.get(field), values.get(more))) for field, more, title in ASKED]
    return [*asked, *(HealthRow(title, _said(values.get(field))) for field, title in LINES)]


def _yes_or_no(answer: Any, more: Any) -> tuple[str, ...]:
    if answer == YES:
        return ("Yes", *str(more or "").splitlines())
    return ("No",) if answer else ("Not answered",)


def _said(value: Any) -> tuple[str, ...]:
    return tuple(str(value or "").splitlines()) or ("Nothing entered",)
