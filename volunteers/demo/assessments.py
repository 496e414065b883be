"""The scoring sheets of the demonstration: some that wait for the second, some to be agreed, and some of long ago."""

import json
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Select, exists, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.demo.scene import Scene
from volunteers.extensions import db, sealing_key
from volunteers.onboarding.models import Assessment, AssessmentResult, Check, CheckState
from volunteers.onboarding.rules.assessments import Recommendation
from volunteers.sealing import seal
from volunteers.strands.definitions.sheets import SHEETS
from volunteers.strands.queries import get_strand
from volunteers.strands.rules.sheets import Sheet, scale_of

# How far the sheets of those who are being seen have come, in turn.
NONE, ONE_SEAT, ONE_IN, BOTH_IN = range(4)
TURNS = (ONE_IN, BOTH_IN, NONE, ONE_SEAT, BOTH_IN, ONE_IN)
MOST_RECORDED = 12
HEARD = (
    "They told us of a night shift on which they stayed until the last person was seen to.",
    "They spoke of a neighbour's burglary, and of what they learned from how they spoke to them.",
    "They gave an example from their work, and said what they would do differently now.",
    "They answered briefly at first, and then with an example that was to the point.",
)


DECIDED = (CheckState.PASSED, CheckState.FAILED)
# The first seat is taken by the second coordinator, so that the first one can take the other.
ASSESSORS = ("second_coordinator", "coordinator")


def add_assessments(scene: Scene) -> None:
    """Sheets for those at an interview, and for some of those who were passed lately. The applications are written."""
    chance, who = scene.chance("assessments"), [scene.staff[key] for key in ASSESSORS]
    for strand, sheets in SHEETS.items():
        for code, sheet in sheets.items():
            for place, application in enumerate(db.session.scalars(_at_interview(strand, code))):
                _Sat(scene, application, code, sheet, chance, who).add(TURNS[place % len(TURNS)])
            for application, check in db.session.execute(_recorded(strand, code)):
                _Sat(scene, application, code, sheet, chance, who).add_decided(check)


def _at_interview(strand: str, code: str) -> Select[Application]:
    """Those whose stage gathers the check, and of whom nobody has recorded it."""
    pipeline = get_strand(strand).pipeline
    stages = [each.code for each in pipeline.open_stages if code in pipeline.gathered_at(each.code)]
    known = exists().where(Check.application_id == Application.id, Check.code == code, Check.state.in_(DECIDED))
    return (
        select(Application)
        .where(Application.strand == strand, Application.stage.in_(stages), ~known)
        .order_by(Application.id.desc())
    )


def _recorded(strand: str, code: str) -> Select[Application, Check]:
    """Some of whom it was recorded lately."""
    return (
        select(Application, Check)
        .join(Check, Check.application_id == Application.id)
        .where(Application.strand == strand, Check.code == code, Check.state.in_(DECIDED))
        .order_by(Check.recorded_at.desc(), Check.id)
        .limit(MOST_RECORDED)
    )


class _Sat:
    """Two assessors over one application."""

    def __init__(
        self, scene: Scene, application: Application, code: str, sheet: Sheet, chance: Random, who: list[int]
    ) -> None:
        self._application, self._code, self._sheet, self._chance = application, code, sheet, chance
        self._scale, self._today, self._who = scale_of(scene.force), scene.today, who

    def add(self, turn: int) -> None:
        """As far as a turn says."""
        at = clock.start_of_day(self._today - timedelta(days=self._chance.randint(1, 6))) + timedelta(hours=15)
        if turn != NONE:
            self._seat(1, at, is_in=turn != ONE_SEAT)
        if turn == BOTH_IN:
            self._seat(2, at + timedelta(hours=2), is_in=True)

    def add_decided(self, check: Check) -> None:
        """Both sheets, agreed when the check was recorded."""
        passed, at = check.state is CheckState.PASSED, check.recorded_at
        one, other = (self._seat(place, at, is_in=True, passed=passed) for place in (1, 2))
        choose = max if passed else min
        result = AssessmentResult(
            application_id=self._application.id, code=self._code, round=1, passed=passed,
            scores={code: choose(score, other.scores[code]) for code, score in one.scores.items()},
            decided_by_id=check.recorded_by_id, decided_at=at,
        )  # fmt: skip
        words = "We talked it over and looked at our notes again."
        result.sealed = seal(words, key=sealing_key(), place=result.place)
        db.session.add(result)

    def _seat(self, place: int, at: datetime, *, is_in: bool, passed: bool = True) -> Assessment:
        chance, low = self._chance, 3 if passed else 1
        high = min(self._scale.highest, low + (2 if passed else 1))
        row = Assessment(
            application_id=self._application.id, code=self._code, round=1, seat=place,
            assessor_id=self._who[place - 1], highest=self._scale.highest, taken_at=at - timedelta(days=1), scores={},
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        if is_in:
            row.scores = {each.code: chance.randint(low, high) for each in self._sheet.criteria}
            row.recommendation = Recommendation.RECOMMEND if passed else Recommendation.DO_NOT_RECOMMEND
            words = {each.code: chance.choice(HEARD) for each in self._sheet.criteria}
            row.sealed = seal(json.dumps(words), key=sealing_key(), place=row.place)
            row.saved_at = row.sent_at = at
        return row
