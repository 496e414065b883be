"""Counting what was changed, change by change, comes to the same figures as counting everything."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS
from tests.trends.builders import an_application_that_moved, an_attended_duty, someone_serving
from volunteers import clock
from volunteers.openings.models import InterestTally, Tallied
from volunteers.people.models import GradePeriod
from volunteers.trends.models import FigureChange
from volunteers.trends.service import compute_changes, compute_figures

pytestmark = pytest.mark.usefixtures("session")
STAGES = ("submitted", "sift", "intake", "training", "withdrawn")
BY_HAND = (
    "UPDATE applications SET area = 'bristol' WHERE id = (SELECT min(application_id) FROM stage_changes)",
    'UPDATE applications SET area = NULL, answers = \'{"heard-about": {"source": "friend"}}\''
    " WHERE id = (SELECT max(application_id) FROM stage_changes)",
    "UPDATE stage_changes SET at = at - INTERVAL '40 days' WHERE id = (SELECT max(id) FROM stage_changes)",
    "DELETE FROM stage_changes WHERE id = (SELECT max(id) FROM stage_changes)",
    "UPDATE stints SET voided_at = now() WHERE id = (SELECT min(id) FROM stints WHERE voided_at IS NULL)",
    "UPDATE duties SET plan_priority = 'prevention' WHERE id = (SELECT max(id) FROM duties)",
    "UPDATE service_periods SET ended_on = started_on + 40 WHERE id = (SELECT max(id) FROM service_periods)",
)


@pytest.mark.parametrize("seed", range(3))
def test_changes_one_by_one_come_to_the_same_as_all_at_once(seed: int, session: Session) -> None:
    chance = Random(seed)
    acts: list[Callable[[], object]] = [
        *[lambda: _apply(chance)] * 3,
        *[lambda: _serve(chance, session)] * 2,
        lambda: _wish(chance, session),
        *[lambda words=words: session.execute(text(words)) for words in BY_HAND],
    ]
    compute_figures()

    for act in chance.choices(acts, k=20):
        act()
        session.flush()
        changed = compute_changes()
    assert session.query(FigureChange).count() == 0
    whole = compute_figures()

    assert (changed.rows, changed.digest) == (whole.rows, whole.digest)
    assert whole.rows > 0


def _apply(chance: Random) -> None:
    ago = sorted(chance.sample(range(1, 300), 3), reverse=True)
    moves = [(stage, clock.now() - timedelta(days=days)) for stage, days in zip(STAGES, ago, strict=False)]
    moves[-1] = (chance.choice(STAGES[2:]), moves[-1][1])
    area = chance.choice(["bristol", "somerset", None])
    an_application_that_moved(*((stage, f"{at:%Y-%m-%d %H:%M}") for stage, at in moves), area=area)


def _serve(chance: Random, session: Session) -> None:
    began = clock.add_months(clock.month_of(clock.today()), -chance.randrange(3, 30))
    who = someone_serving((began, chance.choice([None, clock.add_months(began, 1)]), "bristol"))
    session.add(GradePeriod(volunteer_id=who.id, strand=SPECIALS, grade="independent", from_on=began))
    an_attended_duty(who, f"{clock.today() - timedelta(days=chance.randrange(2, 100)):%Y-%m-%d} 10:00", 90)


def _wish(chance: Random, session: Session) -> None:
    on = clock.today() - timedelta(days=chance.randrange(300))
    session.add(InterestTally(strand="cadets", unit_id=None, tallied_on=on, what=chance.choice(list(Tallied))))
