"""People who apply, answer, serve and leave on known days, and the nights between, for tests of counted quarters."""

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

import time_machine

from tests.applications.builders import an_applicant, an_application, stage_of
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.monitoring import service as monitoring
from volunteers.monitoring.rules import Answers
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.trends.disclosure.quarters import Atom, QuarterCounts
from volunteers.trends.queries.ended import list_ended_applications
from volunteers.trends.queries.quarter_counts import frozen_quarters
from volunteers.trends.service.quarters import freeze_due, tally

SPECIALS, FARM_WATCH, CADETS = "special_constabulary", "farm_watch", "cadets"
BORN = date(1990, 12, 10)
ENOUGH = 2
_numbers = itertools.count(1)


def at_noon(day: date) -> datetime:
    return clock.from_london(datetime.combine(day, time(12)))


def sent(day: date, *, sex: str | None = None, account: Account | None = None, **more: object) -> Application:
    """An application sent on a day, and what its applicant said of their sex."""
    application = an_application(submitted_at=at_noon(day), account=account, **more)  # type: ignore[arg-type]
    if sex is not None:
        say(application, sex)
    return application


def say(application: Application, sex: str) -> None:
    """Answer, or answer otherwise than before."""
    monitoring.forget(application.id)
    answers = Answers({"sex": sex, "ethnic-group": "white" if sex == "male" else "asian", "condition": "no"})
    monitoring.take_over(application.id, strand=application.strand, answers=answers)


def moved(application: Application, stage: str, day: date) -> Application:
    application.move_to(stage_of(application, stage), by=None, at=at_noon(day))
    db.session.flush()
    return application


def serves(
    account: Account | None, began: date, ended: date | None = None, *, strand: str = SPECIALS, area: str = "bristol",
    born: date = BORN,
) -> ServicePeriod:  # fmt: skip
    """Service of an account's holder, who becomes a volunteer where they are none."""
    account = account or an_applicant()
    found = db.session.query(Volunteer).filter_by(account_id=account.id).one_or_none()
    volunteer = found or Volunteer(
        account_id=account.id, first_name="Ada", last_name="King", birth_date=born, created_at=clock.now()
    )
    period = ServicePeriod(volunteer=volunteer, strand=strand, area=area, started_on=began, ended_on=ended)
    db.session.add(period)
    db.session.flush()
    return period


def night(day: date, *, cuts: bool = True, tallies: bool = True) -> list[date]:
    """The night that begins a day: quarters that are over are counted, and links cut. For comparison links are not cut,
    or cut with nothing counted before."""
    with time_machine.travel(at_noon(day) - timedelta(hours=9), tick=False):
        frozen = freeze_due(day)
        if cuts:
            counting = partial(tally, today=day) if tallies else monitoring.count_nothing
            monitoring.let_out(ended=list_ended_applications(), year=2026, at_least=ENOUGH, tally=counting)
    db.session.expire_all()
    return frozen


def counts_of(cut_off: date) -> Mapping[Atom, int]:
    """What was counted for good of a quarter."""
    (found,) = [quarter for quarter in frozen_quarters(cut_off) if quarter.cut_off == cut_off]
    return found.counts


def by_sex(counts: Mapping[Atom, int], strand: str = SPECIALS) -> dict[tuple[str, str, str], int]:
    """The counts of a strand by measure, area and sex."""
    return {
        (atom.measure, atom.area, atom.group): count
        for atom, count in counts.items()
        if atom.strand == strand and atom.characteristic == "sex" and count
    }


def totals(quarter: QuarterCounts) -> dict[str, Counter[tuple[str, str, str, str]]]:
    """How many there are by scope, measure, strand and area, for each characteristic."""
    found: dict[str, Counter[tuple[str, str, str, str]]] = {}
    for atom, count in quarter.counts.items():
        scope = "cadets" if atom.strand == CADETS else "adults"
        where = (scope, atom.measure, atom.strand, atom.area)
        found.setdefault(f"{scope}/{atom.characteristic}", Counter())[where] += count
    return found


@dataclass
class Life:
    """What someone made up does, by the day; days without end are None."""

    strand: str
    area: str | None
    born: date
    sent_on: date
    says: Mapping[date, str] = field(default_factory=dict)
    moves: list[tuple[date, str]] = field(default_factory=list)
    serves_from: date | None = None
    leaves_on: date | None = None
    recorded_on: date | None = None
    again_on: date | None = None


def lives(chance: Random, people: int, first: date, days: int) -> list[Life]:
    """People by chance, of three strands and two areas, some of whom say nothing or are opened again or come back."""
    return [_life(chance, first + timedelta(days=chance.randrange(days))) for _ in range(people)]


def _life(chance: Random, sent_on: date) -> Life:
    strand = chance.choice((SPECIALS, SPECIALS, FARM_WATCH, CADETS))
    age = chance.randrange(12, 19) if strand == CADETS else chance.randrange(17, 80)
    life = Life(strand, chance.choice(("bristol", "somerset", None)), clock.add_months(sent_on, -12 * age - 5), sent_on)
    way = chance.randrange(2, 70)
    ends_on = sent_on + timedelta(days=way)
    if chance.random() < 0.7:
        days = sorted({sent_on, sent_on + timedelta(days=chance.randrange(min(9, way)))})
        life.says = {day: chance.choice(("female", "male", "prefer_not_to_say")) for day in days}
    ending = chance.choice(("appointed", "unsuccessful", "withdrawn", None))
    if ending:
        life.moves = [(ends_on, ending)]
    if ending == "unsuccessful" and not life.says and chance.random() < 0.5:
        life.moves += [(ends_on + timedelta(days=20), "submitted"), (ends_on + timedelta(days=60), "withdrawn")]
    if ending == "appointed":
        life.serves_from = ends_on
        if chance.random() < 0.6:
            life.leaves_on = ends_on + timedelta(days=chance.randrange(1, 200))
            life.recorded_on = life.leaves_on + timedelta(days=chance.choice((0, 0, 3, 40, 120)))
            life.again_on = life.recorded_on + timedelta(days=chance.randrange(1, 60))
    return life


def live(life: Life, day: date, known: dict[str, object]) -> None:
    """What happens of a life on a day; ``known`` are the rows made of it so far."""
    if day == life.sent_on:
        known["sent"] = sent(day, strand=life.strand, area=life.area, birth_date=life.born)
    application = known.get("sent")
    if not isinstance(application, Application):
        return
    if day in life.says:
        say(application, life.says[day])
    for on, stage in life.moves:
        if on == day:
            moved(application, application.changes[0].to_stage if stage == "submitted" else stage, day)
    if day == life.serves_from:
        known["served"] = _serves(life, application, day)
    period = known.get("served")
    if isinstance(period, ServicePeriod) and day == life.recorded_on:
        period.ended_on = life.leaves_on
        db.session.flush()
    if day == life.again_on:
        again = sent(day, sex="female", account=application.account, strand=life.strand, birth_date=life.born)
        _serves(life, moved(again, "appointed", day), day)


def _serves(life: Life, application: Application, day: date) -> ServicePeriod:
    return serves(application.account, day, strand=life.strand, area=life.area or "bristol", born=life.born)
