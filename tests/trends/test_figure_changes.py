"""Counting what was changed, change by change, comes to the same figures as counting everything."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
import time_machine
from sqlalchemy import text
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from tests.openings.builders import a_unit, an_opening
from tests.people.builders import SPECIALS
from tests.people.serving import period_of
from tests.trends.builders import an_application_that_moved, an_attended_duty, someone_serving
from volunteers import clock
from volunteers.openings.models import InterestTally, Tallied
from volunteers.people.models import GradePeriod, PostingPeriod
from volunteers.places.models import Unit
from volunteers.trends.models import FigureChange
from volunteers.trends.service import compute_changes, compute_figures
from volunteers.trends.service.figures import digest_figures
from volunteers.trends.service.statements import replacing

pytestmark = pytest.mark.usefixtures("session")
STAGES = ("submitted", "sift", "intake", "training", "withdrawn")
BY_HAND = (
    "UPDATE applications SET area = 'bristol' WHERE id = (SELECT min(application_id) FROM stage_changes)",
    'UPDATE applications SET area = NULL, answers = \'{"heard-about": {"source": "friend"}}\''
    " WHERE id = (SELECT max(application_id) FROM stage_changes)",
    "UPDATE stage_changes SET at = at - INTERVAL '40 days' WHERE id = (SELECT max(id) FROM stage_changes)",
    "DELETE FROM stage_changes WHERE id = (SELECT max(id) FROM stage_changes)",
    "DELETE FROM stage_changes WHERE id = (SELECT min(id) FROM stage_changes)",
    "INSERT INTO stage_changes (application_id, from_stage, to_stage, at)"
    " SELECT application_id, to_stage, 'sift', now() FROM stage_changes ORDER BY at LIMIT 1",
    "INSERT INTO stage_changes (application_id, from_stage, to_stage, at)"
    " SELECT application_id, 'draft', 'submitted', at - INTERVAL '70 days' FROM stage_changes ORDER BY at DESC LIMIT 1",
    "UPDATE stage_changes SET application_id = (SELECT max(id) FROM applications)"
    " WHERE id IN (SELECT id FROM stage_changes ORDER BY random() LIMIT 2)",
    "UPDATE stage_changes SET from_stage = 'sift' WHERE from_stage = 'draft'"
    " AND application_id = (SELECT min(application_id) FROM stage_changes)",
    "UPDATE applications SET created_at = created_at - INTERVAL '50 days'"
    " WHERE id = (SELECT max(application_id) FROM stage_changes)",
    "UPDATE stints SET voided_at = now() WHERE id = (SELECT min(id) FROM stints WHERE voided_at IS NULL)",
    "UPDATE duties SET plan_priority = 'prevention' WHERE id = (SELECT max(id) FROM duties)",
    "UPDATE units SET area = CASE area WHEN 'bristol' THEN 'somerset' ELSE 'bristol' END",
    "UPDATE openings SET ended_at = now() - INTERVAL '20 days' WHERE id = (SELECT max(id) FROM openings)",
    "UPDATE applications SET opening_id = (SELECT max(id) FROM openings)"
    " WHERE strand = (SELECT strand FROM openings ORDER BY id DESC LIMIT 1)",
    "UPDATE service_periods SET ended_on = started_on + 40 WHERE id = (SELECT max(id) FROM service_periods)",
)


@pytest.mark.parametrize("seed", range(3))
def test_changes_one_by_one_come_to_the_same_as_all_at_once(seed: int, session: Session) -> None:
    chance = Random(seed)
    units = [a_unit(f"Unit {area}", area=area) for area in ("bristol", "somerset")]
    acts: list[Callable[[], object]] = [
        *[lambda: _apply(chance)] * 3,
        *[lambda: _serve(chance, session)] * 2,
        *[lambda: _wish(chance, session, units)] * 2,
        lambda: _open(chance, units),
        lambda: _plan_ahead(chance, session, units),
        lambda: traveller.shift(timedelta(days=chance.choice([1, 9, 40]))),
        *[lambda words=words: session.execute(text(words)) for words in BY_HAND],
    ]
    with time_machine.travel(clock.now(), tick=False) as traveller:
        compute_figures()
        for act in chance.choices(acts, k=20):
            act()
            session.flush()
            compute_changes()
        assert session.query(FigureChange).count() == 0
        changed = digest_figures()
        whole = compute_figures()

    assert changed == (whole.rows, whole.digest)
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


def _wish(chance: Random, session: Session, units: list[Unit]) -> None:
    on = clock.today() - timedelta(days=chance.randrange(-20, 300))
    unit_id = chance.choice([None, *(unit.id for unit in units)])
    session.add(InterestTally(strand="cadets", unit_id=unit_id, tallied_on=on, what=chance.choice(list(Tallied))))


def _open(chance: Random, units: list[Unit]) -> None:
    """An opening of Specials or, by unit, of cadets; each in a role of its own, so that they may overlap."""
    unit = chance.choice([None, *units])
    opening = an_opening(
        strand="cadets" if unit else SPECIALS, unit=unit, role=f"role_{chance.random()}",
        opens=-chance.randrange(200), closes=chance.randrange(30), places=chance.choice([None, 1, 5]),
    )  # fmt: skip
    opening.created_at = clock.start_of_day(opening.opens_on)


def _plan_ahead(chance: Random, session: Session, units: list[Unit]) -> None:
    """Service that begins or ends, a grade and a posting, all some days from now."""
    days = [clock.today() + timedelta(days=chance.randrange(1, 30)) for _ in range(4)]
    someone_serving((days[0], None, "bristol"))
    who = someone_serving((clock.month_of(clock.today()), max(days) + timedelta(days=20), "bristol"))
    session.add(GradePeriod(volunteer_id=who.id, strand=SPECIALS, grade="directed", from_on=days[1]))
    session.add(
        PostingPeriod(
            service_period_id=period_of(who).id, area="somerset", unit_id=units[1].id, from_on=days[2],
            recorded_at=clock.now(),
        )
    )  # fmt: skip


def test_a_run_that_fails_leaves_the_notes_and_the_figures(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    someone_serving((clock.add_months(clock.month_of(clock.today()), -5), None, "bristol"))
    before = compute_figures()
    someone_serving((clock.add_months(clock.month_of(clock.today()), -3), None, "somerset"))
    an_application_that_moved(("submitted", f"{clock.now() - timedelta(days=40):%Y-%m-%d %H:%M}"))
    session.flush()
    notes, figures = _notes(session), _figures(session)
    assert notes

    monkeypatch.setattr(replacing, "REPLACE", (*replacing.REPLACE, "SELECT 1 / 0"))
    for compute in (compute_changes, compute_figures):
        with pytest.raises(DataError), session.begin_nested():
            compute()
        assert (_notes(session), _figures(session)) == (notes, figures)
    monkeypatch.undo()

    compute_changes()
    _, changed = digest_figures()
    whole = compute_figures()
    assert before.digest != changed == whole.digest
    assert _notes(session) == []


def _notes(session: Session) -> list[tuple[str, int | None]]:
    return sorted((one.what, one.application_id) for one in session.query(FigureChange))


def _figures(session: Session) -> set[str]:
    return set(session.scalars(text("SELECT row(f)::text FROM monthly_figures f")))
