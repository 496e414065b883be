"""The referees of the demonstration: who was named, who was asked and reminded, and what they said, sealed.

Where the check of the references is on record, both were given before it. Where it is still open the applications take
turns, so that every state a referee can be in is there to be seen.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from volunteers import clock
from volunteers.demo.journeys import Journey
from volunteers.demo.names import FIRST, LAST, Person
from volunteers.demo.scene import Scene
from volunteers.extensions import sealing_key
from volunteers.onboarding.models import ReferenceJudgement
from volunteers.onboarding.rules import Score
from volunteers.references.models import Referee
from volunteers.references.rules import (
    APPLICANT_DAYS,
    REFEREE_DAYS,
    DeclineReason,
    NamedReferee,
    RefereeState,
    answer_by,
    pages_for,
)
from volunteers.sealing import seal
from volunteers.strands.rules import Strand

CHECK = "references"
GIVEN, STARTED, ASKED, NAMED = RefereeState.GIVEN, RefereeState.STARTED, RefereeState.ASKED, RefereeState.NAMED
DECLINED, BOUNCED, REPLACED = RefereeState.DECLINED, RefereeState.BOUNCED, RefereeState.REPLACED
# The two referees of an application whose references are still awaited, in turn; a replaced one has a successor.
TURNS = ((REPLACED, DECLINED), (BOUNCED, STARTED), (GIVEN, ASKED), (GIVEN, GIVEN), (STARTED, GIVEN), (ASKED, GIVEN))
# Of those asked long ago nobody is waited for any more.
LATER_TURNS = ((REPLACED, DECLINED), (GIVEN, BOUNCED), (GIVEN, DECLINED), (GIVEN, GIVEN))
LONG_AGO = timedelta(days=55)
REFERENCE = {
    "capacity": "I have been their line manager since they joined us, and saw them nearly every day.",
    "known_for": "5 years",
    "dates": "From 2019 until now",
    "family": "no",
    "reliable": "very",
    "honest": "very",
    "people": "mostly",
    "pressure": "very",
    "discreet": "very",
    "examples": "When our building was flooded they stayed on to ring every family, and nobody was left waiting.",
    "children": "yes",
    "concern": "no",
    "trust": "yes",
}
DOUBTFUL = {"pressure": "sometimes", "trust": "with_doubts", "trust_doubts": "They take a lot on. They may tire."}
# Of the references that nobody has recorded the check of yet, so many were read early, and so many raise a concern.
JUDGED_EARLY = 0.5
CONCERNS = 0.2
CONCERN = "The referee has seen them lose patience with a customer twice. Ask about it at the interview."


@dataclass(frozen=True)
class Asking:
    """For whom referees are asked: the application, and the days on which it came in and came to that stage."""

    application_id: int
    account_id: int
    strand: Strand
    person: Person
    reference: str
    named_at: datetime
    asked_at: datetime | None
    with_children: bool = False


def two_referees(chance: Random, person: Person) -> list[dict[str, Any]]:
    """Two invented people who know someone, as the form keeps them: an employer, and another."""
    names = zip(chance.sample(FIRST[0], 2), chance.sample(LAST[0], 2), strict=True)
    relations = ("latest_employer", chance.choice(("colleague", "known", "teacher")))
    number = chance.randrange(10_000)
    return [
        {
            "name": f"{first} {last}", "email": f"{first}.{last}.{number}@example.org".lower(),
            "phone": f"07700 900{chance.randrange(1000):03d}", "relation": relation,
            "years_known": chance.randint(2, 15),
        }
        for (first, last), relation in zip(names, relations, strict=True)
    ]  # fmt: skip


def are_to_be_judged(strand: Strand, way: Journey, turn: int, today: date) -> bool:
    """Whether both references of an application are in and nobody has yet recorded the check."""
    return are_awaited(strand, way) and _turn(way, turn, today) == (GIVEN, GIVEN)


def add_referees(scene: Scene, asking: Asking, named: list[dict[str, Any]], way: Journey, turn: int) -> None:
    """The referees of an application at the stage it has reached; ``turn`` picks what became of asking them."""
    if asking.strand.references is None or asking.strand.pipeline.stage(way.stage).is_final:
        return
    states: tuple[RefereeState, ...] = (GIVEN, GIVEN)
    if asking.asked_at is None:
        states = (NAMED, NAMED)
    elif are_awaited(asking.strand, way):
        states = _turn(way, turn, scene.today)
    given_by = next((found.result_on for found in way.checks if found.code == CHECK and found.result_on), None)
    add_named(scene, asking, list(zip(named, states, strict=True)), given_by=given_by)


def add_named(
    scene: Scene, asking: Asking, named: list[tuple[dict[str, Any], RefereeState]], *, given_by: date | None = None
) -> None:
    """Referees as the form names them, each in a state; ``given_by`` is when the check of them was recorded."""
    told = _Told(scene, asking, given_by)
    for place, (who, state) in enumerate(named, 1):
        told.add(place, NamedReferee.read(who), state)


def are_awaited(strand: Strand, way: Journey) -> bool:
    """Whether an application stands where references are gathered, with the check of them still open."""
    at = strand.references.asked_at if strand.references else None
    return way.stage == at and not any(each.code == CHECK and each.result_on for each in way.checks)


def _turn(way: Journey, turn: int, today: date) -> tuple[RefereeState, RefereeState]:
    turns = LATER_TURNS if timedelta(days=(today - way.moves[-1].on).days) > LONG_AGO else TURNS
    return turns[turn % len(turns)]


class _Told:
    """Referees of one application as rows, with their acts in the history."""

    def __init__(self, scene: Scene, asking: Asking, given_by: date | None) -> None:
        self._scene, self._asking = scene, asking
        self._chance = scene.chance(f"referees/{asking.reference}")
        self._judging, self._given_by = scene.chance(f"judgements/{asking.reference}"), given_by
        self._latest = clock.start_of_day(scene.today)
        if given_by is not None:
            self._latest = min(self._latest, clock.start_of_day(given_by) + timedelta(hours=9))

    def add(self, place: int, who: NamedReferee, state: RefereeState) -> None:
        """One referee; one who was replaced comes with whoever took their place."""
        asking = self._asking
        if state is not REPLACED:
            asked_at = None if state is NAMED else asking.asked_at
            self._row(place, who, state, named_at=asking.named_at, asked_at=asked_at)
            return
        taken_at = max(self._latest - timedelta(days=4), asking.asked_at or asking.named_at)
        other = NamedReferee.read(two_referees(self._chance, asking.person)[0])
        successor = self._row(place, other, ASKED, named_at=taken_at, asked_at=taken_at)
        old = self._row(
            place, who, REPLACED, named_at=asking.named_at, asked_at=asking.asked_at, successor_id=successor
        )
        self._note(taken_at, "referee_replaced", by=asking.account_id, referee_id=old, successor_id=successor)

    def _row(
        self, place: int, who: NamedReferee, state: RefereeState, *, named_at: datetime, asked_at: datetime | None,
        successor_id: int | None = None,
    ) -> int:  # fmt: skip
        scene, asking = self._scene, self._asking
        number = scene.sheets.next_id(Referee)
        answered_at = self._answered_at(asked_at) if asked_at and state in (GIVEN, DECLINED) else None
        scene.sheets.add(
            Referee, id=number, application_id=asking.application_id, account_id=asking.account_id,
            strand=asking.strand.code, applicant=asking.person.name, reference=asking.reference, place=place,
            name=who.name, email=who.email, phone=who.phone, relation=who.relation, years_known=who.years_known,
            with_children=asking.with_children, state=state, named_at=named_at, asked_at=asked_at,
            answer_by=answer_by(asked_at) if asked_at else None, answered_at=answered_at,
            decline_reason=DeclineReason.NO_TIME if state is DECLINED else None,
            sealed=self._sealed(number, state), successor_id=successor_id, version=1,
            **(self._reminders(asked_at) if asked_at and state in (ASKED, STARTED) else {}),
        )  # fmt: skip
        self._note(named_at, "referee_named", by=asking.account_id, referee_id=number)
        if asked_at:
            self._note(asked_at, "referee_asked", by=None, referee_id=number)
        if answered_at:
            act = "reference_given" if state is GIVEN else "reference_declined"
            self._note(answered_at, act, by=None, referee_id=number)
            if state is GIVEN and self._is_judged:
                self._judge(number, answered_at)
        return number

    @property
    def _is_judged(self) -> bool:
        """Whether someone has read and judged it: always before its check was recorded, else now and then."""
        return self._given_by is not None or self._judging.random() < JUDGED_EARLY

    def _judge(self, number: int, answered_at: datetime) -> None:
        scene, at = self._scene, min(answered_at + timedelta(hours=20), clock.start_of_day(self._scene.today))
        score = self._judging.choice((Score.STRONG, Score.SATISFACTORY))
        reason = None
        if self._given_by is None and self._judging.random() < CONCERNS:
            score, reason = Score.CONCERN, CONCERN
        by = scene.staff["coordinator"]
        scene.sheets.add(
            ReferenceJudgement, application_id=self._asking.application_id, referee_id=number, score=score,
            reason=reason, judged_by_id=by, judged_at=at, version=1,
        )  # fmt: skip
        self._note(at, "reference_opened", by=by, referee_id=number)
        self._note(at, "reference_judged", by=by, referee_id=number, score=score.value)

    def _answered_at(self, asked_at: datetime) -> datetime:
        """Some days after they were asked, and before the check was recorded."""
        answered = asked_at + timedelta(days=self._chance.randint(1, 12), hours=self._chance.randint(0, 3))
        return max(asked_at, min(answered, self._latest))

    def _reminders(self, asked_at: datetime) -> dict[str, Any]:
        """What the referee and the applicant have been sent since, up to yesterday."""
        days = (self._scene.today - clock.on(asked_at)).days - 1
        reached = [each for each in REFEREE_DAYS if each <= days]
        nudged = [each for each in APPLICANT_DAYS if each <= days]
        return {
            "reminders": len(reached), "reminded_at": asked_at + timedelta(days=reached[-1]) if reached else None,
            "nudges": len(nudged), "nudged_at": asked_at + timedelta(days=nudged[-1]) if nudged else None,
        }  # fmt: skip

    def _sealed(self, number: int, state: RefereeState) -> bytes | None:
        if state not in (GIVEN, STARTED):
            return None
        answers = {**REFERENCE, **(DOUBTFUL if self._chance.random() < 0.15 else {})}
        pages = pages_for(self._asking.strand.code, with_children=self._asking.with_children)
        asked = [each for page in pages[: 1 if state is STARTED else None] for each in page.questions]
        said = {each.code: answers[each.code] for each in asked if each.code in answers and each.is_asked(answers)}
        return seal(json.dumps(said), key=sealing_key(), place=Referee(id=number).content_place)

    def _note(self, at: datetime, act: str, *, by: int | None, **details: Any) -> None:
        self._scene.note(at, act, "application", self._asking.application_id, by=by, **details)
