"""The stories of the personas who apply to other strands: a cadet with her mother, a chaplain with two referees."""

from dataclasses import dataclass
from datetime import date, timedelta

from volunteers import clock
from volunteers.demo.accounts import add_account
from volunteers.demo.answers_cadets import before_consent
from volunteers.demo.answers_strands import answers_to, cadet_unit
from volunteers.demo.applications import Added, Applicant, add_application
from volunteers.demo.guardians import Answered, Naming, add_guardian
from volunteers.demo.journeys import Found, Journey, Move
from volunteers.demo.names import Person
from volunteers.demo.personas import BY_KEY, Persona
from volunteers.demo.referees import Asking, add_named
from volunteers.demo.scene import Scene
from volunteers.permissions import Role
from volunteers.references.rules import RefereeState
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode

CADET_AREA, SUPPORT_AREA = "bath_and_north_east_somerset", "bristol"
MOTHER = {
    "name": "Rowan Penhale",
    "relation": "mother",
    "email": "rowan.penhale@example.org",
    "phone": "07700 900 417",
}
ROLE = "chaplain"


@dataclass(frozen=True)
class Newcomers:
    """The numbers of the two applications."""

    cadet: int
    support: int


def add_newcomers(scene: Scene) -> Newcomers:
    """Both applications, in areas the force has."""
    return Newcomers(_cadet(scene).id, _support(scene).id)


def _cadet(scene: Scene) -> Added:
    """She applied the day before yesterday; her mother has been written to and has not answered."""
    strand, persona = get_strand(StrandCode.CADETS), BY_KEY["cadet"]
    person = _person(persona, date(scene.today.year - 14, 1, 9))
    area = _known_area(scene, CADET_AREA)
    sent_on = scene.today - timedelta(days=2)
    answers = before_consent(person, cadet_unit(scene, area), dict(MOTHER))
    applicant = Applicant(person, _account(scene, persona, sent_on), area, answers)
    way = Journey((Move(strand.pipeline.first.code, strand.pipeline.submitted.code, sent_on),), ())
    added = add_application(scene, strand, applicant, way, scene.chance("story/cadet"))
    naming = Naming(added.id, applicant.account_id, person, dict(MOTHER), named_at=added.submitted_at)
    add_guardian(scene, naming, way, Answered.NOTHING)
    return added


def _support(scene: Scene) -> Added:
    """He would be a chaplain. One referee has written; the other is asked when the demonstration is made."""
    strand, persona = get_strand(StrandCode.POLICE_SUPPORT_VOLUNTEERS), BY_KEY["support"]
    person = _person(persona, date(1979, 4, 21))
    area = _known_area(scene, SUPPORT_AREA)
    submitted, matched, asked = (scene.today - timedelta(days=days) for days in (52, 41, 12))
    chance = scene.chance("story/support")
    answers = answers_to(scene, strand, person, area, chance, submitted)
    role = next((each for each in scene.force.roles if each.code == ROLE), None)
    if role is not None:
        answers = {**answers, "role": {"role": role.code, "name": role.name}}
        answers.pop("driver", None)
    applicant = Applicant(person, _account(scene, persona, submitted), area, answers)
    codes = [stage.code for stage in strand.pipeline.path]
    moves = tuple(Move(codes[place], codes[place + 1], day) for place, day in enumerate((submitted, matched, asked)))
    known = tuple(
        Found(code, matched, asked - timedelta(days=2)) for code in ("role_match", "identity", "right_to_work")
    )
    found = (*known, Found("vetting", asked, None, passed=False))
    added = add_application(scene, strand, applicant, Journey(moves, found), chance)
    asking = Asking(
        added.id, applicant.account_id, strand, person, added.reference, added.submitted_at, added.moments[-1]
    )
    first, second = answers["referees"]["items"]
    add_named(scene, asking, [(first, RefereeState.GIVEN), (second, RefereeState.NAMED)])
    return added


def _person(persona: Persona, birth_date: date) -> Person:
    first_name, last_name = persona.name.split(" ", 1)
    return Person(first_name, last_name, birth_date, persona.email)


def _account(scene: Scene, persona: Persona, on: date) -> int:
    at = clock.start_of_day(on - timedelta(days=3)) + timedelta(hours=18)
    return add_account(scene.sheets, email=persona.email, name=persona.name, at=at, roles=(Role.APPLICANT,))


def _known_area(scene: Scene, wanted: str) -> str:
    codes = [area.code for area in scene.force.areas]
    return wanted if wanted in codes else codes[0]
