"""The guardians of the demonstration's young applicants: asked, agreed, rung, refused, or not to be told anything."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from volunteers import clock
from volunteers.demo.journeys import Found, Journey
from volunteers.demo.names import Person
from volunteers.demo.scene import Scene
from volunteers.extensions import sealing_key
from volunteers.guardians.models import Guardian, GuardianCall, GuardianConsent, HealthForm
from volunteers.guardians.rules import CallOutcome, Purpose, adult_on, current_wording, mailbox_of
from volunteers.sealing import seal
from volunteers.strands.rules import Strand

CONSENT, HEALTH = "guardian_consent", "health_and_permission"
NUMBER_SOURCE = "The school’s office"
WHY_NOT = "Children’s services ask that nothing is sent to this address."
HEALTH_VALUES = {
    "allergies": "yes",
    "allergies_what": "Peanuts. They carry two pens, and know how to use them.",
    "conditions": "no",
    "conditions_what": "",
    "medication": "no",
    "medication_what": "",
    "doctor": "Mill Lane Surgery",
    "doctor_phone": "01632 960 114",
    "contact_name": "Aunt Jo",
    "contact_relation": "Aunt",
    "contact_phone": "07700 900 321",
    "more": "",
}


class Answered(Enum):
    """What came of asking a guardian."""

    NOTHING = auto()
    YES = auto()
    YES_AND_RUNG = auto()
    NO = auto()
    TAKEN_BACK = auto()
    NOT_TO_BE_TOLD = auto()

    @property
    def is_for_coordinator(self) -> bool:
        """Whether a coordinator has to act on it."""
        return self not in (Answered.NOTHING, Answered.YES_AND_RUNG)


# While an application waits the guardians take turns.
TURNS = (
    Answered.NOTHING,
    Answered.YES,
    Answered.NO,
    Answered.YES,
    Answered.NOT_TO_BE_TOLD,
    Answered.TAKEN_BACK,
)


@dataclass(frozen=True)
class Naming:
    """Whose guardian it is and when they were named, with the words of the form."""

    application_id: int
    account_id: int
    person: Person
    guardian: dict[str, str]
    named_at: datetime


def answered_by(strand: Strand, way: Journey, turn: int) -> Answered:
    """What came of asking, so that it fits where the application stands."""
    if _consent_of(way) is not None:
        return Answered.YES_AND_RUNG
    if strand.pipeline.stage(way.stage).is_final:
        return Answered.NO if way.stage == strand.pipeline.unsuccessful.code else Answered.NOTHING
    return TURNS[turn % len(TURNS)]


def is_awaited(strand: Strand, way: Journey) -> bool:
    """Whether a guardian's consent is still to come."""
    asks = any(check.code == CONSENT for check in strand.checks)
    return asks and _consent_of(way) is None and not strand.pipeline.stage(way.stage).is_final


def without_open_consent(way: Journey) -> Journey:
    """The journey without a consent that is not in: the check of it is recorded with the call and not before."""
    checks = tuple(each for each in way.checks if each.code != CONSENT or each.result_on is not None)
    return Journey(way.moves, checks)


def add_guardian(scene: Scene, naming: Naming, way: Journey, answered: Answered) -> None:
    """A guardian with what they answered, the call that confirmed it and, where it is in, the health form."""
    said, by = naming.guardian, scene.staff["coordinator"]
    latest = clock.start_of_day(scene.today) - timedelta(hours=2)
    closed_off = answered is Answered.NOT_TO_BE_TOLD
    closed_at = min(naming.named_at + timedelta(days=2), latest) if closed_off else None
    number = scene.sheets.add(
        Guardian, application_id=naming.application_id, account_id=naming.account_id, place=1,
        young_person=f"{naming.person.first_name} {naming.person.last_name[:1]}",
        until_on=adult_on(naming.person.birth_date), name=said["name"], email=said["email"],
        mailbox=mailbox_of(said["email"]), phone=said["phone"], relation=said["relation"], named_at=naming.named_at,
        asked_at=naming.named_at, undisclosed_at=closed_at, undisclosed_by_id=by if closed_off else None,
        undisclosed_reason=WHY_NOT if closed_off else None,
        reminded_at=_reminded_at(scene, naming.named_at, answered),
    )  # fmt: skip
    note = _Notes(scene, naming.application_id, number)
    note(naming.named_at, "guardian_named", naming.account_id)
    note(naming.named_at, "guardian_asked", naming.account_id)
    if closed_at is not None:
        note(closed_at, "guardian_closed_off", by)
    elif answered is not Answered.NOTHING:
        _answers(scene, note, naming.named_at, latest, answered, _consent_of(way))
    _health(scene, note, naming, way)


class _Notes:
    """Acts of and about one guardian, for the history."""

    def __init__(self, scene: Scene, application_id: int, guardian_id: int) -> None:
        self._scene, self._application_id, self.guardian_id = scene, application_id, guardian_id

    def __call__(self, at: datetime, act: str, by: int | None, **details: object) -> None:
        details["guardian_id"] = self.guardian_id
        self._scene.note(at, act, "application", self._application_id, by=by, **details)


def _answers(
    scene: Scene, note: _Notes, asked_at: datetime, latest: datetime, answered: Answered, consent: Found | None
) -> None:
    at = min(asked_at + timedelta(days=1, hours=3), latest)
    rung_at = None
    if consent is not None and consent.result_on is not None:
        rung_at = clock.start_of_day(consent.result_on) + timedelta(hours=17)
        at = min(at, rung_at - timedelta(hours=1))
    _answer(scene, note, at, is_yes=answered is not Answered.NO)
    if rung_at is not None:
        by = scene.staff["coordinator"]
        scene.sheets.add(
            GuardianCall, guardian_id=note.guardian_id, by_account_id=by, at=rung_at, outcome=CallOutcome.CONFIRMED,
            number_source=NUMBER_SOURCE, note="",
        )  # fmt: skip
        note(rung_at, "guardian_called", by, outcome=CallOutcome.CONFIRMED.value)
    if answered is Answered.TAKEN_BACK:
        _answer(scene, note, latest, is_yes=False, purposes=(Purpose.TAKE_PART,), act="consent_withdrawn")


def _answer(
    scene: Scene, note: _Notes, at: datetime, *, is_yes: bool, purposes: tuple[Purpose, ...] = tuple(Purpose),
    act: str = "",
) -> None:  # fmt: skip
    for purpose in purposes:
        # Photographs are the purpose to which some parents say no.
        agrees = is_yes and not (purpose is Purpose.PHOTOGRAPHS and note.guardian_id % 3 == 0)
        version = current_wording(purpose).version
        scene.sheets.add(
            GuardianConsent, guardian_id=note.guardian_id, purpose=purpose, is_yes=agrees, wording=version, at=at
        )
        said = act or ("consent_given" if agrees else "consent_refused")
        note(at, said, None, purpose=purpose.value, wording=version)


def _health(scene: Scene, note: _Notes, naming: Naming, way: Journey) -> None:
    """The health and permission form, sent before its check was recorded."""
    checked = next((each for each in way.checks if each.code == HEALTH), None)
    if checked is None or checked.result_on is None:
        return
    sent_at = clock.start_of_day(checked.result_on) + timedelta(hours=8)
    sealed = seal(
        json.dumps(HEALTH_VALUES, ensure_ascii=False), key=sealing_key(),
        place=HealthForm(application_id=naming.application_id).place,
    )  # fmt: skip
    scene.sheets.add_unnumbered(
        HealthForm, application_id=naming.application_id, guardian_id=note.guardian_id, sealed=sealed,
        saved_at=sent_at, sent_at=sent_at,
    )  # fmt: skip
    note(sent_at, "health_form_sent", None)


def _reminded_at(scene: Scene, asked_at: datetime, answered: Answered) -> datetime | None:
    """A week after they were asked, where nothing came."""
    at = asked_at + timedelta(days=7)
    return at if answered is Answered.NOTHING and clock.on(at) < scene.today else None


def _consent_of(way: Journey) -> Found | None:
    """The check of the consent, where it is passed."""
    return next((each for each in way.checks if each.code == CONSENT and each.result_on and each.passed), None)
