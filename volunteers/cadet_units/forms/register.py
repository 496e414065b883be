"""The register of a night: adults with their times, and for each cadet there or not there. Nothing typed is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wtforms import StringField

from volunteers import clock
from volunteers.cadet_units.models import AdultPresent
from volunteers.cadet_units.queries import CadetOn, NightPage
from volunteers.cadet_units.service import AdultLine, RegisterLine
from volunteers.strands.rules.reasons import Reason
from volunteers.web.fields import line, one_of, pick
from volunteers.web.forms import VersionForm
from volunteers.web.london import LondonClockField, moment_of, nearest_day

HERE, NOT_HERE = "here", "absent"
ROLES = ("Unit leader", "Deputy leader", "Cadet leader", "Police officer or PCSO", "Other adult")
LEAST_ROWS = 4


@dataclass(frozen=True)
class AdultRow:
    """The fields of one adult, in the order of the page."""

    number: int
    name: StringField
    role: Any
    came: Any
    left: Any


@dataclass(frozen=True)
class CadetRow:
    """A cadet with the fields of their card."""

    cadet: CadetOn
    here: Any
    came: Any
    left: Any
    reason: Any
    note: Any
    collected: Any


class RegisterForm(VersionForm):
    """See ``register_form``, which makes it for one night."""

    night: NightPage
    rows: int

    @property
    def adults(self) -> list[AdultRow]:
        at = self._fields
        return [
            AdultRow(n + 1, *(at[f"adult_{n}_{part}"] for part in ("name", "role", "came", "left")))
            for n in range(self.rows)
        ]

    @property
    def cadets(self) -> list[CadetRow]:
        parts, at = ("here", "came", "left", "reason", "note", "collected"), self._fields
        return [
            CadetRow(each, *(at[f"cadet_{each.sign_up_id}_{part}"] for part in parts)) for each in self.night.cadets
        ]

    def entered_adults(self) -> list[AdultLine]:
        """The adults whose names were entered; what cannot be becomes an error of its field."""
        return [found for row in self.adults if row.name.data and (found := self._adult(row))]

    def entered_cadets(self) -> list[RegisterLine]:
        """The cadets of whom it was said that they are there or not."""
        return [found for row in self.cadets if row.here.data and (found := self._cadet(row))]

    def _adult(self, row: AdultRow) -> AdultLine | None:
        came = self._moment(row.came, "Enter when they came.")
        left = self._moment(row.left, None)
        return AdultLine(row.name.data, row.role.data, came, left) if came else None

    def _cadet(self, row: CadetRow) -> RegisterLine | None:
        number = row.cadet.sign_up_id
        if row.here.data == NOT_HERE:
            if not row.reason.data:
                row.reason.errors = ["Choose why they are not here."]
            return RegisterLine(number, None, absence=row.reason.data or "", note=row.note.data or "")
        came, left = self._moment(row.came, "Enter when they came."), self._moment(row.left, None)
        if came is None:
            return None
        return RegisterLine(number, came, left, collected_by=row.collected.data or "")

    def _moment(self, field: Any, missing: str | None) -> datetime | None:
        """The moment entered, on the day of the night or, after midnight, the next."""
        if field.data is None:
            if missing and not field.errors:
                field.errors = [missing]
            return None
        try:
            return moment_of(nearest_day(field, self.night.duty.starts_at), field)
        except ValueError as fault:
            field.errors = [str(fault)]
            return None

    def problems(self) -> list[dict[str, str]]:
        """Each line with whom it is about."""
        about = dict(self._names())
        return [
            {**each, "text": f"{about[each['href']]}: {each['text']}"} if each.get("href") in about else each
            for each in super().problems()
        ]

    def _names(self) -> Iterator[tuple[str, str]]:
        for row in self.adults:
            for field in (row.name, row.role, row.came, row.left):
                yield f"#{field.id}", row.name.data or f"Adult {row.number}"
        for each in self.cadets:
            for field in (each.here, each.came, each.left, each.reason, each.note, each.collected):
                yield f"#{field.id}", each.cadet.name


def register_form(
    night: NightPage, adults: Sequence[AdultPresent], reasons: Sequence[Reason], *, mine: str
) -> RegisterForm:
    """The form for a night, filled in as it was last saved; a first time with the night's own times."""
    rows = max(LEAST_ROWS, len(adults) + 2)
    fields: dict[str, Any] = {"night": night, "rows": rows}
    for n in range(rows):
        fields |= _adult_fields(n)
    for each in night.cadets:
        fields |= _cadet_fields(each, reasons)
    made: type[RegisterForm] = type("RegisterFormOfNight", (RegisterForm,), fields)
    version = night.register.version if night.register else 0
    return made(data={"version": str(version), **_adult_data(night, adults, rows, mine), **_cadet_data(night)})


def _adult_fields(n: int) -> dict[str, Any]:
    return {
        f"adult_{n}_name": line("Name", missing=None, longest=80),
        f"adult_{n}_role": pick("Role", [(role, role) for role in ROLES], missing="Choose their role."),
        f"adult_{n}_came": LondonClockField("From", missing=None, hint=""),
        f"adult_{n}_left": LondonClockField("Until", missing=None, hint=""),
    }


def _cadet_fields(cadet: CadetOn, reasons: Sequence[Reason]) -> dict[str, Any]:
    at, both = f"cadet_{cadet.sign_up_id}", ((HERE, "Here"), (NOT_HERE, "Not here"))
    choices = [("", "Choose a reason"), *((each.code, each.words) for each in reasons)]
    return {
        f"{at}_here": one_of(cadet.name, both, missing=None),
        f"{at}_came": LondonClockField("From", missing=None, hint=""),
        f"{at}_left": LondonClockField("Until", missing=None, hint=""),
        f"{at}_reason": pick("If not here, why", choices, missing=None),
        f"{at}_note": line("In a few words", missing=None, longest=200),
        f"{at}_collected": line("Collected by", missing=None, longest=80),
    }


def _adult_data(night: NightPage, adults: Sequence[AdultPresent], rows: int, mine: str) -> dict[str, Any]:
    starts, ends = _time(night.duty.starts_at), _time(night.duty.ends_at)
    data: dict[str, Any] = {}
    for n in range(rows):
        known = adults[n] if n < len(adults) else None
        first = mine if n == 0 and not adults else None
        data[f"adult_{n}_name"] = known.name if known else first
        data[f"adult_{n}_role"] = known.role if known else ROLES[2 if n > 1 else n]
        data[f"adult_{n}_came"] = _time(known.came_at) if known else starts
        data[f"adult_{n}_left"] = _time(known.left_at) if known and known.left_at else ends
    return data


def _cadet_data(night: NightPage) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for each in night.cadets:
        at, kept = f"cadet_{each.sign_up_id}", each.line
        was_here = kept is not None and kept.came_at is not None
        left = kept.left_at if kept else (night.duty.ends_at if night.is_over else None)
        data[f"{at}_here"] = None if kept is None else HERE if was_here else NOT_HERE
        data[f"{at}_came"] = _time(kept.came_at if kept and kept.came_at else night.duty.starts_at)
        data[f"{at}_left"] = _time(left) if left else None
        data[f"{at}_reason"] = (kept.absence if kept else "") or ""
        data[f"{at}_collected"] = kept.collected_by if kept else ""
    return data


def _time(at: datetime) -> Any:
    return clock.in_london(at).time().replace(tzinfo=None)
