"""One page on which everyone in a session is marked, with the result of its check where there is one."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField
from wtforms.validators import Regexp

from volunteers.appointments.queries.people import Person, SessionFile
from volunteers.appointments.rules import BookingState
from volunteers.appointments.rules.attendance import Came, Mark
from volunteers.appointments.service import NotDone
from volunteers.web.fields import line, one_of
from volunteers.web.forms import Form

CAME = [(each.value, each.label) for each in Came]
PASSED, FAILED, NO_RESULT = "passed", "failed", "none"
RESULTS = [(PASSED, "Passed"), (FAILED, "Not passed"), (NO_RESULT, "No result yet")]
OF_STATE = {each.state: each.value for each in Came}


class AttendanceForm(Form):
    """Made by ``attendance_form``. ``everyone`` says that whoever is not marked came."""

    def marks(self, people: Sequence[Person], *, everyone: bool) -> dict[int, Mark]:
        """What the page says of each person; nothing of those left open, unless everyone came."""
        marks = {}
        for person in people:
            given = self[f"came_{person.booking_id}"].data or (Came.CAME.value if everyone else None)
            if given is not None:
                marks[person.booking_id] = self._mark(person, Came(given))
        return marks

    def _mark(self, person: Person, came: Came) -> Mark:
        said = {name: self._of(name, person) for name in ("result", "version", "reference")}
        result = {PASSED: True, FAILED: False}.get(said["result"] or "")
        return Mark(came, result, int(said["version"] or 0), said["reference"] or "")

    def _of(self, name: str, person: Person) -> str | None:
        field = self._fields.get(f"{name}_{person.booking_id}")
        return field.data if field is not None else None

    def fields_of(self, person: Person) -> dict[str, Any]:
        """The fields of one person, by what they ask; those that are not asked are None."""
        return {
            name: self._fields.get(f"{name}_{person.booking_id}") for name in ("came", "result", "reference", "version")
        }

    def show(self, not_done: Sequence[NotDone], people: Sequence[Person]) -> None:
        """Say beside each of these people what could not be written down; what was typed of them stays."""
        known = {person.booking_id: person for person in people}
        for each in not_done:
            fields = self.fields_of(known[each.booking_id])
            field = fields["result"] or fields["came"]
            field.errors = [refusal.message for refusal in each.refusals]
            if fields["version"] is not None:
                fields["version"].data = str(known[each.booking_id].version)

    def problems(self) -> list[dict[str, str]]:
        """As on every form, each line with the person it speaks of."""
        labels = {f"#{field.id}": field.label.text for field in self._fields.values()}
        return [
            {**each, "text": f"{labels[each['href']]}: {each['text']}"} if each.get("href") in labels else each
            for each in super().problems()
        ]


def attendance_form(shown: SessionFile) -> AttendanceForm:
    """The form for everyone with a place; results where the session is for a check that they have none of since."""
    fields: dict[str, Any] = {}
    begin: dict[str, Any] = {}
    for person in shown.placed:
        number = person.booking_id
        fields[f"came_{number}"] = one_of(person.name, CAME, missing=None)
        begin[f"came_{number}"] = OF_STATE.get(person.state) if person.state is not BookingState.BOOKED else None
        if shown.check is None or person.has_result_since(shown.facts.starts_on):
            continue
        fields[f"result_{number}"] = one_of(f"{person.name}, result", RESULTS, missing=None)
        fields[f"version_{number}"] = HiddenField(
            validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")]
        )  # fmt: skip
        begin[f"version_{number}"] = str(person.version)
        if shown.check.evidence is not None and shown.check.evidence.is_needed:
            label = f"{person.name}, number of the paper that shows it"
            fields[f"reference_{number}"] = line(label, missing=None, longest=80)
    made: type[AttendanceForm] = type("AttendanceFormOfSession", (AttendanceForm,), fields)
    return made(**begin)
