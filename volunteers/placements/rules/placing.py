"""May a support volunteer be placed in a role? Judged on the dates of the placement, never on those of today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from volunteers.errors import Refusal
from volunteers.forces.rules import SupportRole
from volunteers.people.rules import Standing, StatusKind

PLACED_STRAND = "police_support_volunteers"
VETTING = "vetting"
AWAY = (StatusKind.LEAVE, StatusKind.SUSPENDED)
LICENCE = "driving_licence"
VETTING_OFFICER, COORDINATOR = "a vetting officer", "whoever keeps their record"


@dataclass(frozen=True)
class Terms:
    """What is agreed: where, with whom, from when until when (included; None: open), and when they come."""

    role: str
    unit_id: int
    contact: str
    contact_id: int | None
    from_on: date
    until_on: date | None
    days: str
    hours: int
    powers_on: date | None = None
    powers_reference: str = ""


@dataclass(frozen=True)
class Candidate:
    """Someone who would be placed. ``level`` is that of their vetting, 1 to 3; None where it was never recorded."""

    standing: Standing
    level: int | None


def refusals_to_place(
    candidate: Candidate, role: SupportRole, terms: Terms, *, licence_months: int, today: date
) -> list[Refusal]:
    """Why someone cannot be placed in a role on these terms: all that is missing, who can put it right, from when."""
    last = terms.until_on or terms.from_on
    refusals = list(_of_terms(role, terms, today))
    if last < terms.from_on:
        return refusals
    standing = candidate.standing
    if not standing.serves_throughout(terms.from_on, last):
        refusals.append(Refusal("not_serving", "They do not serve as a support volunteer on these dates.", COORDINATOR))
    if any(each.status in AWAY and each.touches(terms.from_on, last) for each in standing.statuses):
        refusals.append(Refusal("away", "They are on leave or suspended on these dates.", COORDINATOR))
    refusals += _of_age(standing, role, terms.from_on)
    refusals += _of_vetting(candidate, role, terms.from_on, last)
    if role.needs_driving:
        refusals += _of_licence(standing, terms.from_on, last, licence_months)
    return refusals


def refusals_to_end(*, from_on: date, ended_on: date, reason: str, today: date) -> list[Refusal]:
    """Why a placement cannot end on a day, its last."""
    refusals = []
    if ended_on < from_on:
        refusals.append(Refusal("before", "The last day cannot be before the first one."))
    if ended_on > today + timedelta(days=366):
        refusals.append(Refusal("far", "The last day must be within a year."))
    if not reason.strip():
        refusals.append(Refusal("no_reason", "Say why it ends."))
    return refusals


def _of_terms(role: SupportRole, terms: Terms, today: date) -> Iterator[Refusal]:
    if terms.until_on is not None and terms.until_on < terms.from_on:
        yield Refusal("order", "The last day cannot be before the first one.")
    if not role.designated_powers:
        if terms.powers_on is not None or terms.powers_reference:
            yield Refusal("no_powers", "This role holds no powers, so leave their date and reference empty.")
    elif terms.powers_on is None or not terms.powers_reference.strip():
        yield Refusal("powers", "This role holds powers. Enter when the chief constable gave them, and the reference.")
    elif terms.powers_on > terms.from_on:
        yield Refusal("powers", "They cannot begin before the powers of the role are given.", clears_on=terms.powers_on)


def _of_age(standing: Standing, role: SupportRole, from_on: date) -> Iterator[Refusal]:
    birthday = standing.birth_date + relativedelta(years=role.minimum_age)
    if from_on < birthday:
        yield Refusal("age", f"This role is for people aged {role.minimum_age} or over.", clears_on=birthday)


def _of_vetting(candidate: Candidate, role: SupportRole, from_on: date, last: date) -> Iterator[Refusal]:
    if not candidate.standing.is_cleared_throughout(VETTING, from_on, last):
        yield Refusal("vetting", "Their vetting is not good on all of these dates.", VETTING_OFFICER)
    elif candidate.level is None:
        yield Refusal(
            "level_unknown",
            f"The level of their vetting is not known, and the role needs level {role.nppv_level}. A review sets it.",
            VETTING_OFFICER,
        )
    elif candidate.level < role.nppv_level:
        yield Refusal(
            "level", f"They are vetted to level {candidate.level}, and this role needs level {role.nppv_level}.",
            VETTING_OFFICER,
        )  # fmt: skip


def _of_licence(standing: Standing, from_on: date, last: date, months: int) -> Iterator[Refusal]:
    held = [each for each in standing.qualifications if each.code == LICENCE]
    if not standing.is_qualified_throughout(LICENCE, from_on, last):
        yield Refusal("licence", "No full driving licence is recorded that is good on these dates.", COORDINATOR)
        return
    since = min(each.from_on for each in held)
    allowed_from = since + relativedelta(months=months, days=1)
    if from_on < allowed_from:
        yield Refusal(
            "licence_new", f"A driver has held a full licence for more than {months} months.", clears_on=allowed_from
        )
