"""The stories of the personas who apply: each at one telling point of the way."""

from datetime import date, datetime, time, timedelta

from volunteers import clock
from volunteers.demo.accounts import add_account
from volunteers.demo.answers import answers_of
from volunteers.demo.applications import Applicant, add_draft
from volunteers.demo.beside import add_with_others
from volunteers.demo.journeys import MEDICAL_MONTHS, Found, Journey, Move, valid_until
from volunteers.demo.names import Person
from volunteers.demo.personas import BY_KEY, Persona
from volunteers.demo.scene import Scene
from volunteers.strands.rules import Strand

AREA = "bristol"
BIRTH_DATES = {
    "draft": date(1999, 5, 14),
    "in_vetting": date(1988, 11, 2),
    "ready": date(1995, 8, 23),
    "qualified": date(1990, 3, 9),
    "lapsing": date(1985, 7, 30),
    "accompanied": date(1997, 12, 1),
}
# How many months ago the personas who serve began.
SERVING_MONTHS = {"qualified": 50, "lapsing": 80, "accompanied": 2}
ANSWERED_OF_DRAFT = 11
# Days ago on which the personas' applications came to each stage, and their checks were asked for and passed.
WAYS = {
    "in_vetting": (130, 122, 104, 75),
    "ready": (330, 322, 305, 280, 170, 130, 20),
}
CHECKS: dict[str, dict[str, tuple[int, int | None]]] = {
    "in_vetting": {
        "sift": (120, 108), "interview": (100, 80), "identity": (100, 80), "right_to_work": (100, 79),
        "references": (74, 60), "fitness": (70, 49), "medical": (72, 35), "biometrics_and_drugs": (50, 41),
        "vetting": (73, None),
    },
    "ready": {
        "sift": (320, 310), "interview": (300, 284), "identity": (300, 284), "right_to_work": (300, 283),
        "references": (278, 262), "fitness": (275, 240),
        "medical": (276, 230), "biometrics_and_drugs": (250, 239), "vetting": (277, 180), "training": (130, 27),
        "personal_safety_training": (120, 34), "attestation": (19, 3),
    },
}  # fmt: skip


def person_of(persona: Persona) -> Person:
    """The persona as someone with a date of birth."""
    first_name, last_name = persona.name.split(" ", 1)
    return Person(first_name, last_name, BIRTH_DATES[persona.key], persona.email)


def serving_since(scene: Scene) -> dict[date, dict[str, Person]]:
    """The personas who serve, by the month in which they began."""
    months: dict[date, dict[str, Person]] = {}
    for key, ago in SERVING_MONTHS.items():
        month = clock.month_of(clock.add_months(scene.today, -ago))
        months.setdefault(month, {})[key] = person_of(BY_KEY[key])
    return months


def add_applications(scene: Scene, strand: Strand) -> dict[str, int]:
    """The applications of the personas who apply; their ids by key."""
    return {"draft": _draft(scene, strand), **{key: _on_the_way(scene, strand, key) for key in WAYS}}


def _draft(scene: Scene, strand: Strand) -> int:
    started_at = clock.from_london(datetime.combine(scene.today - timedelta(days=3), time(19, 40)))
    applicant = _applicant(scene, "draft", started_at)
    kept = dict(list(applicant.answers.items())[:ANSWERED_OF_DRAFT])
    half = Applicant(applicant.person, applicant.account_id, applicant.area, kept)
    return add_draft(scene, strand, half, started_at, scene.chance("story/draft"))


def _on_the_way(scene: Scene, strand: Strand, key: str) -> int:
    days = [scene.today - timedelta(days=ago) for ago in WAYS[key]]
    codes = [stage.code for stage in strand.pipeline.path]
    moves = tuple(Move(codes[place], codes[place + 1], day) for place, day in enumerate(days))
    checks = tuple(_found(scene, strand, code, *ago) for code, ago in CHECKS[key].items())
    began_at = clock.from_london(datetime.combine(days[0] - timedelta(days=12), time(18)))
    applicant = _applicant(scene, key, began_at)
    journey, chance = Journey(moves, checks), scene.chance(f"story/{key}")
    return add_with_others(scene, strand, applicant, journey, chance, turn=0).id


def _found(scene: Scene, strand: Strand, code: str, asked: int, result: int | None) -> Found:
    asked_on = scene.today - timedelta(days=asked)
    if result is None:
        return Found(code, asked_on, None, passed=False)
    result_on = scene.today - timedelta(days=result)
    months = MEDICAL_MONTHS if code == "medical" else strand.check(code).valid_months
    return Found(code, asked_on, result_on, valid_until(result_on, months))


def _applicant(scene: Scene, key: str, at: datetime) -> Applicant:
    persona = BY_KEY[key]
    person = person_of(persona)
    account_id = add_account(scene.sheets, email=persona.email, name=persona.name, at=at, roles=(persona.role,))
    return Applicant(person, account_id, AREA, answers_of(person, AREA, scene.chance(f"answers/{key}"), clock.on(at)))
