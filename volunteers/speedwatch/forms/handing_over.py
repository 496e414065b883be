"""Handing sessions over, and entering what came of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from volunteers.speedwatch.forms.offering import choices
from volunteers.speedwatch.queries.sessions import SessionLine
from volunteers.speedwatch.service.handing_over import Reason
from volunteers.web.fields import line, one_of, several_of
from volunteers.web.filters import counted, day
from volunteers.web.forms import Form


class HandOverForm(Form):
    """Which sessions go into the file, and why it is taken out."""

    sessions = several_of("Sessions", [], missing="Tick the sessions to hand over.")
    reason = one_of(
        "Why do you take the file out?", [(each.value, each.label) for each in Reason], missing="Choose why."
    )

    @classmethod
    def of_sessions(cls, lines: Sequence[SessionLine], chosen: int | None) -> "HandOverForm":
        """The form with the sessions there are to choose from."""
        form = cls(data={"sessions": [str(chosen)] if chosen else [], "reason": Reason.USUAL.value})
        form.sessions.choices = choices([
            (str(one.session.id), f"{one.session.reference}, {day(one.duty.starts_at)}, {one.site_name}: "
             f"{counted(one.session.recorded or 0, 'vehicle')}")
            for one in lines
        ])  # fmt: skip
        return form

    @property
    def ids(self) -> list[int]:
        return [int(each) for each in self.sessions.data or []]


class OutcomesForm(Form):
    """How many of each outcome; made for the steps of the force."""

    def numbers(self) -> dict[str, int] | None:
        """What was filled in, empty for none; None where a field holds no number, which then is its error."""
        found = {}
        for name, field in self._fields.items():
            if not name.startswith("of_"):
                continue
            given = str(field.data or "0")
            if not (given.isascii() and given.isdigit() and len(given) < 6):
                field.errors = ["Enter a whole number, or leave it empty for none."]
                continue
            found[name.removeprefix("of_")] = int(given)
        return None if any(field.errors for field in self._fields.values()) else found


def outcomes_form(names: Mapping[str, str], stands: Mapping[str, Any]) -> OutcomesForm:
    """The form with one number for each thing that can come of a report."""
    fields = {f"of_{code}": line(name, missing=None, longest=5) for code, name in names.items()}
    made: type[OutcomesForm] = type("OutcomesFormOfForce", (OutcomesForm,), fields)
    return made(data={f"of_{code}": str(stands[code]) for code in names if code in stands})
