"""Who of a sheet is here already, with all that is on their record."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, tuple_

from volunteers.extensions import db
from volunteers.imports.models import ForceNumber
from volunteers.imports.rules.entries import Entry
from volunteers.imports.rules.matching import plain
from volunteers.imports.rules.people import Person, Span
from volunteers.notifications.rules import reaches_nobody
from volunteers.people.models import (
    Account,
    Clearance,
    GradePeriod,
    Qualification,
    RoleGrant,
    ServicePeriod,
    Volunteer,
)
from volunteers.permissions import STAFF_ROLES, Permission, Viewer


def list_known(entries: Sequence[Entry], viewer: Viewer, *, seen: Container[int] = ()) -> list[Person]:
    """Everyone here whom one of these rows could mean: by force number, by e-mail address, by name and birth date.

    Those whose account is among ``seen`` are left out. A fixed number of statements.
    """
    accounts, volunteers = _candidates(entries)
    people = [*_people(list(volunteers), viewer), *_accounts_alone(accounts)]
    return [person for person in people if person.account_id not in seen]


def _candidates(entries: Sequence[Entry]) -> tuple[set[int], set[int]]:
    """Accounts of these addresses, and volunteers of those accounts, these numbers or these names and birth dates."""
    emails = {one.email for one in entries if one.email}
    numbers = {plain(one.number) for one in entries if one.number}
    births = {(one.birth_date, one.last_name.lower()) for one in entries if one.birth_date and one.last_name}
    accounts = set(db.session.scalars(select(Account.id).where(Account.email.in_(emails)))) if emails else set()
    by_number = select(ForceNumber.volunteer_id).where(ForceNumber.plain_number.in_(numbers))
    named = tuple_(Volunteer.birth_date, func.lower(Volunteer.last_name)).in_(births)
    wanted = or_(Volunteer.id.in_(by_number), Volunteer.account_id.in_(accounts), named)
    return accounts, set(db.session.scalars(select(Volunteer.id).where(wanted)))


def _people(ids: Sequence[int], viewer: Viewer) -> Iterator[Person]:
    rows = db.session.execute(
        select(
            Volunteer.id, Volunteer.account_id, Volunteer.first_name, Volunteer.last_name, Volunteer.birth_date,
            Account.email, ForceNumber.number,
        )
        .join(Account, Account.id == Volunteer.account_id)
        .outerjoin(ForceNumber, ForceNumber.volunteer_id == Volunteer.id)
        .where(Volunteer.id.in_(ids))
    )  # fmt: skip
    service, grades, held = _service(ids), _grades(ids), _held(ids)
    for volunteer_id, account_id, first, last, born, email, number in rows:
        spans = service[volunteer_id]
        in_reach = not spans or any(viewer.may_in(Permission.IMPORT_RUN, span.strand, span.area) for span in spans)
        yield Person(
            first, last, born, "" if reaches_nobody(email) else email, number or "", volunteer_id, account_id,
            in_reach=in_reach, service=spans, grades=grades[volunteer_id], held=held[volunteer_id],
        )  # fmt: skip


def _service(ids: Sequence[int]) -> defaultdict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    period = ServicePeriod
    rows = select(period.volunteer_id, period.strand, period.area, period.started_on, period.ended_on)
    for volunteer_id, strand, area, started_on, ended_on in db.session.execute(
        rows.where(period.volunteer_id.in_(ids))
    ):
        found[volunteer_id].append(Span(strand, area, started_on, ended_on))
    return found


def _grades(ids: Sequence[int]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = select(GradePeriod.volunteer_id, GradePeriod.strand).where(GradePeriod.volunteer_id.in_(ids))
    for volunteer_id, strand in db.session.execute(rows):
        found[volunteer_id].add(strand)
    return found


def _held(ids: Sequence[int]) -> defaultdict[int, set[tuple[str, str, date, date | None]]]:
    found: defaultdict[int, set[tuple[str, str, date, date | None]]] = defaultdict(set)
    for kind, model in (("clearance", Clearance), ("qualification", Qualification)):
        table: Any = model
        rows = select(table.volunteer_id, table.code, table.from_on, table.until_on)
        for volunteer_id, code, from_on, until_on in db.session.execute(rows.where(table.volunteer_id.in_(ids))):
            found[volunteer_id].add((kind, code, from_on, until_on))
    return found


def _accounts_alone(ids: Iterable[int]) -> Iterator[Person]:
    """People who sign in and are no volunteers: applicants, and staff."""
    staff = select(RoleGrant.account_id).where(RoleGrant.role.in_(STAFF_ROLES))
    rows = db.session.execute(
        select(Account.id, Account.full_name, Account.email, Account.id.in_(staff))
        .outerjoin(Volunteer, Volunteer.account_id == Account.id)
        .where(Account.id.in_(list(ids)), Volunteer.id.is_(None))
    )
    for account_id, full_name, email, is_staff in rows:
        first, _, last = full_name.partition(" ")
        yield Person(first, last, None, email, account_id=account_id, is_staff=is_staff)
