"""Bringing in what a check found good: one transaction, so that a process that dies leaves nothing of it.

Accounts are made and nobody is written to. Every row that is made is written down with a digest of it, for the undoing.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, text

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import Base, db
from volunteers.history.service import record, record_each
from volunteers.imports.models import ForceNumber, Import
from volunteers.imports.queries import get_own
from volunteers.imports.rules import ImportState, Mode
from volunteers.imports.rules.judging import Outcome
from volunteers.imports.rules.matching import plain
from volunteers.imports.rules.people import Person
from volunteers.imports.service import contents
from volunteers.imports.service.checking import Check
from volunteers.imports.service.claiming import go_on_to, hold
from volunteers.imports.service.copying import copy_in, numbers_for, take_time
from volunteers.imports.service.matching import NOT_NOW
from volunteers.notifications.rules import NOBODY
from volunteers.people.models import (
    Account,
    Clearance,
    GradePeriod,
    Qualification,
    RoleGrant,
    ServicePeriod,
    Volunteer,
)
from volunteers.permissions import Role, Viewer

IMPORTS_LOCK = 20_231_036
NOTHING_GOOD = Refusal("nothing_good", "No row of this sheet can be brought in. Put it right and send it again.")
HAS_BAD = Refusal(
    "has_bad", "There are rows with problems. Put them right and send the file again, or bring in the good rows only."
)
MEANWHILE = Refusal("meanwhile", "Another import came in at the same moment.")
HELD = {"clearance": Clearance, "qualification": Qualification}
# How a row of each table leads to the volunteer it is of.
VOLUNTEER_OF = {
    "accounts": "(SELECT v.id FROM volunteers v WHERE v.account_id = t.id)",
    "role_grants": "(SELECT v.id FROM volunteers v WHERE v.account_id = t.account_id)",
    "volunteers": "t.id",
}


def ask_to_apply(import_id: int, mode: Mode, *, by: Viewer) -> None:
    """Have a checked sheet brought in: all of it, or its good rows alone.

    Refused when there is nothing good in it, and, all or nothing, while a row has a problem. ``NotFound`` for
    another's; ``Conflict`` when it has gone on since.
    """
    get_own(import_id, by)
    found = hold(import_id)
    if found.state is not ImportState.CHECKED:
        raise Conflict(NOT_NOW)
    if not (found.counts[Outcome.NEW] or found.counts[Outcome.ADDS]):
        raise Refused(NOTHING_GOOD)
    if mode is Mode.ALL and found.counts[Outcome.BAD]:
        raise Refused(HAS_BAD)
    found.mode = mode
    go_on_to(found, ImportState.APPLYING)


def apply(import_id: int, check: Check) -> None:
    """Bring in what the check, made just now, found good; what came is in one history entry, and one of each volunteer.

    Where things are not as they were when the importer decided, nothing is brought in and the sheet is checked again.
    """
    take_time()
    db.session.execute(select(func.pg_advisory_xact_lock(IMPORTS_LOCK)))
    found = hold(import_id)
    if found.state is not ImportState.APPLYING:
        return
    if _is_other_than_decided(found, check):
        found.reading = {**found.reading, "is_again": True}
        go_on_to(found, ImportState.CHECKING)
        return
    if db.session.scalar(select(Import.id).where(Import.applied_at > check.began_at).limit(1)):
        raise Conflict(MEANWHILE)
    people = [person for person in check.people.all if person.gains]
    written = _Written(clock.now())
    written.people(people)
    for model, numbers in written.made.items():
        _note(import_id, model, numbers)
    found.applied_at, found.has_cadets = clock.now(), check.has_cadets
    go_on_to(found, ImportState.APPLIED)
    contents.erase(import_id)
    record(
        "import_applied", subject="import", subject_id=import_id, by=found.made_by_id, sha256=found.sha256,
        rows=found.rows, mode=found.mode, **{name: found.counts[name] for name in (Outcome.NEW, Outcome.ADDS)},
    )  # fmt: skip
    ids = sorted(person.volunteer_id or 0 for person in people)
    record_each("imported", subject="volunteer", subject_ids=ids, by=found.made_by_id, import_id=import_id)


def _is_other_than_decided(found: Import, check: Check) -> bool:
    now = check.counts()
    return any(now[outcome] != found.counts.get(outcome) for outcome in Outcome)


class _Written:
    """Writes people and all that comes for them, table by table, and remembers the numbers of the rows."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.today = clock.on(now)
        self.made: dict[type[Base], Sequence[int]] = {}

    def people(self, people: Sequence[Person]) -> None:
        """Parents before children."""
        self._accounts([person for person in people if person.account_id is None])
        self._volunteers([person for person in people if person.is_new])
        self._service(people)
        numbered = [person for person in people if person.new_number]
        self._rows(ForceNumber, ("volunteer_id", "number", "plain_number"),
                   [(one.volunteer_id, one.new_number, plain(one.new_number)) for one in numbered])  # fmt: skip
        grades = [(one.volunteer_id, *grade) for one in people for grade in one.new_grades]
        self._rows(GradePeriod, ("volunteer_id", "strand", "grade", "from_on"), grades)
        self._held(people)

    def _accounts(self, people: Sequence[Person]) -> None:
        for person, number in zip(people, numbers_for(Account, len(people)), strict=True):
            person.account_id = number
        rows = [
            (
                one.account_id,
                one.email or f"{secrets.token_hex(12)}{NOBODY}",
                f"{one.first_name} {one.last_name}",
                self.now,
            )
            for one in people
        ]
        copy_in(Account, ("id", "email", "full_name", "created_at"), rows)
        self.made[Account] = [one.account_id or 0 for one in people]

    def _volunteers(self, people: Sequence[Person]) -> None:
        for person, number in zip(people, numbers_for(Volunteer, len(people)), strict=True):
            person.volunteer_id = number
        copy_in(
            Volunteer,
            ("id", "account_id", "first_name", "last_name", "birth_date", "created_at"),
            [(p.volunteer_id, p.account_id, p.first_name, p.last_name, p.birth_date, self.now) for p in people],
        )
        self.made[Volunteer] = [one.volunteer_id or 0 for one in people]

    def _service(self, people: Sequence[Person]) -> None:
        rows = [
            (person.volunteer_id, one.strand, one.area, one.unit_id, one.rank, one.started_on, one.ended_on,
             one.end_reason)
            for person in people
            for one in person.new_service
        ]  # fmt: skip
        columns = ("volunteer_id", "strand", "area", "unit_id", "rank", "started_on", "ended_on", "end_reason")
        self._rows(ServicePeriod, columns, rows)
        serving = {
            person.account_id for person in people if any(_runs(one.ended_on, self.today) for one in person.new_service)
        }
        may_book = set(db.session.scalars(select(RoleGrant.account_id).where(
            RoleGrant.role == Role.VOLUNTEER, RoleGrant.account_id.in_(serving))))  # fmt: skip
        grants = [(number, Role.VOLUNTEER.value) for number in sorted(n for n in serving - may_book if n)]
        self._rows(RoleGrant, ("account_id", "role"), grants)

    def _held(self, people: Sequence[Person]) -> None:
        for kind, model in HELD.items():
            own = [(person, one) for person in people for one in person.new_held if one.kind == kind]
            columns, more = ("volunteer_id", "code", "from_on", "until_on"), kind == "clearance"
            rows: Iterable[Sequence[Any]] = [
                (person.volunteer_id, one.code, one.from_on, one.until_on, *((one.reference,) if more else ()))
                for person, one in own
            ]
            self._rows(model, (*columns, *(("reference",) if more else ())), list(rows))

    def _rows(self, model: type[Base], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        numbers = numbers_for(model, len(rows))
        copy_in(model, ("id", *columns), [(number, *row) for number, row in zip(numbers, rows, strict=True)])
        self.made[model] = numbers


def _runs(ended_on: date | None, today: date) -> bool:
    return ended_on is None or ended_on > today


def _note(import_id: int, model: type[Base], numbers: Sequence[int]) -> None:
    """Write down rows that were made, with a digest of each as it is now."""
    name = model.__tablename__
    whose = VOLUNTEER_OF.get(name, "t.volunteer_id")
    # Names of our own tables alone; nothing of a sheet stands in the statement.
    noted = text(
        "INSERT INTO import_records (import_id, made_in, row_id, volunteer_id, digest) "  # noqa: S608
        f"SELECT :import_id, '{name}', t.id, {whose}, md5(t::text) FROM {name} t WHERE t.id = ANY(:numbers)"
    )
    if numbers:
        db.session.execute(noted, {"import_id": import_id, "numbers": list(numbers)})
