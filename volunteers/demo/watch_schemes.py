"""Neighbourhood Watch in the demonstration: schemes of invented streets, one quiet and one that nobody looks after."""

from datetime import timedelta
from random import Random

from volunteers import clock
from volunteers.demo.names import FIRST, LAST, Person
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.demo.serving_elsewhere import Serving, add_serving
from volunteers.forces.rules import Verification
from volunteers.places.models import Unit, UnitKind
from volunteers.strands.rules import StrandCode
from volunteers.watch_schemes.models import (
    WatchHousehold,
    WatchMessage,
    WatchPassing,
    WatchReached,
    WatchReport,
    WatchScheme,
    WatchStreet,
)
from volunteers.watch_schemes.rules import Category, ReportKind, SchemeState, Way

STRAND = StrandCode.NEIGHBOURHOOD_WATCH
FIRST_NUMBER = 93_000
# Invented names; the scheme at place QUIET was not heard of for a year, the one at ORPHAN has nobody.
STREETS = ("Coppice Hill", "Larch Close", "Mill Lane", "Orchard Rise", "Quarry Walk", "Sedgemoor Drive",
           "Tannery Row", "Weavers Court")  # fmt: skip
OWN, QUIET, ORPHAN = 0, 3, 6
WAITING = 2  # coordinators who serve and have no scheme yet
# What was sent, how many days ago, and at how many of the schemes it was passed on.
SENT = (
    (Category.CRIME_ALERT, "Sheds broken into at night", "Three sheds were broken into this week. Lock yours, and "
     "light the way to it.\n\nSeen something? Call 101.", 2, 3),
    (Category.PREVENTION, "Doorstep callers: ask for a card", "Ask every caller for a card, and ring the number on "
     "their website, not the one on the card.", 20, 5),
    (Category.FEEDBACK, "Two arrests after your calls", "Your calls led us to two people. Thank you.", 75, 7),
)  # fmt: skip


def add_watch_schemes(scene: Scene) -> None:
    """Schemes with their coordinators, households, messages in every state, and what came back."""
    chance = scene.chance("watch schemes")
    areas = [area.code for area in scene.force.areas]
    schemes = [
        _scheme(scene, chance, place, name, areas[place % len(areas)]) for place, name in enumerate(STREETS)
    ]  # fmt: skip
    for place in range(WAITING):
        add_serving(
            scene, chance, FIRST_NUMBER + 50 + place, strand=STRAND, area=areas[place], grade="scheme_coordinator"
        )
    for category, title, body, days, passed in SENT:
        _send(scene, chance, schemes, WatchMessage(category=category, title=title, body=body), days, passed)
    _report(scene, schemes)


class _Made:
    """A scheme of the demonstration, with who looks after it and which households are on its list."""

    def __init__(self, scheme_id: int, coordinator: Serving | None) -> None:
        self.scheme_id, self.coordinator = scheme_id, coordinator
        self.households: list[tuple[int, Way]] = []


def _scheme(scene: Scene, chance: Random, place: int, street: str, area: str) -> _Made:
    registered_on = scene.today - timedelta(days=chance.randrange(400, 2_000))
    unit_id = scene.sheets.add(
        Unit, code=f"watch_{place}", name=f"{street} Watch", kind=UnitKind.SCHEME, strand=STRAND, area=area,
    )  # fmt: skip
    quiet = place == QUIET
    heard_on = scene.today - timedelta(days=360 if quiet else chance.randrange(1, 60))
    scheme_id = scene.sheets.add(
        WatchScheme, unit_id=unit_id, state=SchemeState.INACTIVE if quiet else SchemeState.ACTIVE,
        registered_on=registered_on, verified_how=Verification.POLICE, estimated_households=chance.randrange(20, 40),
        list_confirmed_on=scene.today - timedelta(days=350 if place == OWN else chance.randrange(20, 300)),
        next_review_on=scene.today + timedelta(days=chance.randrange(10, 300)),
        last_sign_at=clock.start_of_day(heard_on), close_reason="", registered_by_id=scene.staff["coordinator"],
        asked_at=clock.start_of_day(scene.today - timedelta(days=40)) if quiet else None,
    )  # fmt: skip
    scene.sheets.add(
        WatchStreet, scheme_id=scheme_id, name=street, first_number=1, last_number=60, postcode=""
    )  # fmt: skip
    made = _Made(scheme_id, None if place == ORPHAN else _coordinator(scene, chance, place, area, unit_id))
    for number in sorted(chance.sample(range(1, 61), chance.randrange(10, 26))):
        made.households.append(_household(scene, chance, scheme_id, number, street))
    return made


def _coordinator(scene: Scene, chance: Random, place: int, area: str, unit_id: int) -> Serving:
    persona = BY_KEY["watch"]
    first, _, last = persona.name.partition(" ")
    born = clock.add_months(scene.today, -12 * 61)
    person = Person(first, last, born, persona.email) if place == OWN else None
    return add_serving(
        scene, chance, FIRST_NUMBER + place, strand=STRAND, area=area, grade="scheme_coordinator", unit_id=unit_id,
        person=person, youngest=40,
    )  # fmt: skip


def _household(scene: Scene, chance: Random, scheme_id: int, number: int, street: str) -> tuple[int, Way]:
    first, last = chance.choice(FIRST[0]), chance.choice(LAST[0])
    agreed = chance.random() < 0.92
    has_mail, has_phone = chance.random() < 0.75, chance.random() < 0.6
    joined_on = scene.today - timedelta(days=chance.randrange(30, 1_500))
    email = f"{first}.{last}.{scheme_id}.{number}@example.org".lower() if has_mail else None
    household_id = scene.sheets.add(
        WatchHousehold, scheme_id=scheme_id, address=f"{number} {street}", name=f"{first} {last}", email=email,
        phone=f"01632 960 {chance.randrange(1000):03d}" if has_phone else None, needs_help=chance.random() < 0.08,
        agreed_on=joined_on if agreed else None, agreed_how="in_person" if agreed else "", joined_on=joined_on,
    )  # fmt: skip
    return household_id, Way.MAIL if email and agreed else Way.HAND


def _send(
    scene: Scene, chance: Random, schemes: list[_Made], words: WatchMessage, days: int, passed: int
) -> None:  # fmt: skip
    """One message of staff; the first scheme has it to pass on while it is new."""
    sent_at = clock.start_of_day(scene.today - timedelta(days=days)) + timedelta(hours=10)
    message_id = scene.sheets.add(
        WatchMessage, category=words.category, title=words.title, body=words.body, sent_at=sent_at,
        sent_by_id=scene.staff["coordinator"],
    )  # fmt: skip
    ready = [one for place, one in enumerate(schemes) if place not in (OWN, QUIET, ORPHAN)]
    ready += [schemes[OWN]] * (passed > len(ready) - 1)
    for one in schemes:
        by = one.coordinator if one in ready[:passed] or (days > 30 and one is schemes[OWN]) else None
        at = sent_at + timedelta(hours=chance.randrange(3, 30)) if by else None
        passing_id = scene.sheets.add(
            WatchPassing, message_id=message_id, scheme_id=one.scheme_id, told_at=sent_at, passed_at=at,
            passed_by_id=by.account_id if by else None, added_words="",
        )  # fmt: skip
        for household_id, way in one.households if at else ():
            done = way is Way.MAIL or chance.random() < 0.7
            scene.sheets.add_unnumbered(
                WatchReached, passing_id=passing_id, household_id=household_id, way=way,
                reached_at=at if done else None,
            )  # fmt: skip


def _report(scene: Scene, schemes: list[_Made]) -> None:
    """Something that waits for staff, and something they saw to."""
    for place, kind, body, days, answer in (
        (1, ReportKind.CONCERN, "The lamp at the corner has been dark for two weeks.", 3, ""),
        (OWN, ReportKind.IDEA, "Could someone mark bicycles at our summer party?", 50, "Yes: two of us will come."),
    ):
        sender = schemes[place].coordinator
        if sender is None:
            continue
        sent_at = clock.start_of_day(scene.today - timedelta(days=days)) + timedelta(hours=17)
        scene.sheets.add(
            WatchReport, scheme_id=schemes[place].scheme_id, kind=kind, body=body, sent_by_id=sender.account_id,
            sent_at=sent_at, answer=answer, closed_at=sent_at + timedelta(days=2) if answer else None,
            closed_by_id=scene.staff["coordinator"] if answer else None,
        )  # fmt: skip
