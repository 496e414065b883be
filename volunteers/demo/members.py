"""What a Special of the demonstration holds: service with a rank, patrol status, clearances and qualifications."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.accounts import add_account
from volunteers.demo.careers import Career
from volunteers.demo.journeys import MEDICAL_MONTHS, Found, valid_until
from volunteers.demo.scene import Scene
from volunteers.people.models import Clearance, GradePeriod, Qualification, ServicePeriod, Volunteer
from volunteers.permissions import Role
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
# How many of those serving hold a rank, by years of service; and the one chief officer of the force.
RANKS = (("special_chief_inspector", 9, 0.06), ("special_inspector", 6, 0.12), ("special_sergeant", 3, 0.18))
# Qualification: months it lasts or None, months of service before it, and the part of Specials who hold it.
QUALIFICATIONS = {
    "body_worn_video": (None, 0, 1.0),
    "first_aid": (36, 0, 0.95),
    "standard_driver": (60, 12, 0.35),
    "evidential_breath_test": (None, 9, 0.3),
    "response_driver": (60, 24, 0.12),
    "public_order_level_2": (12, 18, 0.14),
    "taser": (12, 30, 0.04),
    "community_language": (None, 0, 0.08),
}
# Some are late to renew: the clearance lapses, and they are on no duty until it is good again.
LATE_TO_RENEW = 0.2
LATEST_RENEWAL_DAYS = 90
HOURS_A_MONTH, HOURS_SPREAD = 19.5, 3.5


@dataclass
class Member:
    """A Special as duties need to know them. ``cleared`` are the spans of days on which every clearance is good."""

    volunteer_id: int
    account_id: int
    area: str
    started_on: date
    ended_on: date | None
    grades: list[tuple[date, str]]
    cleared: list[tuple[date, date]]
    qualified: dict[str, list[tuple[date, date | None]]]
    hours: float
    persona: str | None = None
    taken: set[date] = field(default_factory=set)
    period_id: int = 0
    unit_id: int | None = None
    rank: str = "special_constable"

    def serves_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    def is_cleared(self, first: date, last: date) -> bool:
        return any(start <= first and last <= end for start, end in self.cleared)

    def grade_on(self, day: date) -> str:
        return [grade for from_on, grade in self.grades if from_on <= day][-1]

    def holds(self, code: str, first: date, last: date) -> bool:
        spans = self.qualified.get(code, ())
        return any(start <= first and (end is None or last <= end) for start, end in spans)


def add_member(
    scene: Scene,
    career: Career,
    chance: Random,
    *,
    account_id: int | None = None,
    found: Mapping[str, Found] | None = None,
) -> Member:
    """Everything about one Special, with the checks that cleared them where their application is on record."""
    at = clock.from_london(datetime.combine(career.started_on, time(12)))
    person = career.person
    account_id = account_id or add_account(
        scene.sheets, email=person.email, name=person.name, at=at, roles=(Role.VOLUNTEER,)
    )
    volunteer_id = scene.sheets.add(
        Volunteer, account_id=account_id, first_name=person.first_name, last_name=person.last_name,
        birth_date=person.birth_date, created_at=at,
    )  # fmt: skip
    member = Member(
        volunteer_id, account_id, career.area, career.started_on, career.ended_on,
        grades=_grades(scene, career, chance), cleared=[], qualified={},
        hours=max(8.0, chance.gauss(HOURS_A_MONTH, HOURS_SPREAD)), persona=career.persona,
    )  # fmt: skip
    _serve(scene, career, chance, member)
    _be_cleared(scene, career, chance, member, found or {})
    _learn(scene, career, chance, member)
    for from_on, grade in member.grades:
        scene.sheets.add(GradePeriod, volunteer_id=volunteer_id, strand=SPECIALS, grade=grade, from_on=from_on)
    return member


def _serve(scene: Scene, career: Career, chance: Random, member: Member) -> None:
    years = ((career.ended_on or scene.today) - career.started_on).days / 365.25
    draw = chance.random()
    held = [rank for rank, least, part in RANKS if years >= least and draw < part]
    member.unit_id = chance.choice(scene.units[career.area])
    if held and career.persona is None:
        member.rank = held[0]
    period_id = member.period_id = scene.sheets.add(
        ServicePeriod, volunteer_id=member.volunteer_id, strand=SPECIALS, area=career.area, unit_id=member.unit_id,
        rank=member.rank, started_on=career.started_on, ended_on=career.ended_on, end_reason=career.end_reason,
    )  # fmt: skip
    at = clock.from_london(datetime.combine(career.started_on, time(12)))
    by = scene.staff["coordinator"]
    scene.note(at, "enrolled", "volunteer", member.volunteer_id, by=by, service_period_id=period_id)


def _grades(scene: Scene, career: Career, chance: Random) -> list[tuple[date, str]]:
    """Accompanied first; directed after half a year or more; qualified within about two years."""
    directed = career.started_on + timedelta(days=chance.randint(150, 330))
    qualified = directed + timedelta(days=chance.randint(180, 480))
    reached = [(career.started_on, "accompanied"), (directed, "directed"), (qualified, "qualified")]
    return [(day, grade) for day, grade in reached if career.serves_on(day) and day <= scene.today]


def _be_cleared(scene: Scene, career: Career, chance: Random, member: Member, found: Mapping[str, Found]) -> None:
    numbers = scene.force.numbers
    lasts = {
        "vetting": numbers.recruitment_vetting_years * 12,
        "medical": MEDICAL_MONTHS,
        "personal_safety_training": numbers.personal_safety_training_months,
    }
    spans = []
    for code, months in lasts.items():
        before = career.started_on - timedelta(days=chance.randint(14, 80))
        first = (found[code].result_on if code in found else None) or before
        held = _renewals(scene, career, chance, code, first, months)
        spans.append(held)
        for from_on, until_on in held:
            scene.sheets.add(
                Clearance, volunteer_id=member.volunteer_id, code=code, from_on=from_on, until_on=until_on,
                reference=f"RV-{chance.randrange(10_000, 99_999)}" if code == "vetting" else None,
            )  # fmt: skip
    member.cleared = _all_good(spans)


def _renewals(
    scene: Scene, career: Career, chance: Random, code: str, first: date, months: int
) -> list[tuple[date, date]]:
    """One span after another, each renewed before the last runs out, until today or the end of service."""
    needed = career.ended_on or scene.today + timedelta(days=1)
    if career.ended_on is None and career.persona is None and chance.random() < LATE_TO_RENEW:
        needed = scene.today - timedelta(days=LATEST_RENEWAL_DAYS)
    if career.persona == "lapsing" and code == "medical":
        last = scene.today + timedelta(days=7)
        begins = clock.add_months(last, -months) + timedelta(days=1)
        return [(min(first, begins), begins + timedelta(days=10)), (begins, last)]
    spans = [(first, valid_until(first, months) or first)]
    while spans[-1][1] < needed:
        from_on = spans[-1][1] - timedelta(days=chance.randrange(20))
        spans.append((from_on, valid_until(from_on, months) or from_on))
    if career.persona and (spans[-1][1] - scene.today).days < 100:
        from_on = scene.today - timedelta(days=20)
        spans.append((from_on, valid_until(from_on, months) or from_on))
    return spans


def _all_good(held: list[list[tuple[date, date]]]) -> list[tuple[date, date]]:
    """The spans in which every one of the clearances is good: a renewal follows on without a gap."""
    first = max(spans[0][0] for spans in held)
    last = min(spans[-1][1] for spans in held)
    return [(first, last)] if first <= last else []


def _learn(scene: Scene, career: Career, chance: Random, member: Member) -> None:
    until = career.ended_on or scene.today
    for code, (months, after, part) in QUALIFICATIONS.items():
        from_on = clock.add_months(career.started_on, after) + timedelta(days=chance.randrange(60) if after else 0)
        if from_on >= until or chance.random() >= part:
            continue
        while months is not None and clock.add_months(from_on, months) <= until - timedelta(days=30):
            from_on = clock.add_months(from_on, months)
        until_on = valid_until(from_on, months)
        member.qualified.setdefault(code, []).append((from_on, until_on))
        scene.sheets.add(Qualification, volunteer_id=member.volunteer_id, code=code, from_on=from_on, until_on=until_on)
