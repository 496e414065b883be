"""Cases that a coordinator meets now and then: a form that came on paper, and one person who applied twice."""

from datetime import date, timedelta

from volunteers import clock
from volunteers.applications.models import Channel
from volunteers.demo.accounts import add_account
from volunteers.demo.answers import answers_of
from volunteers.demo.answers_strands import answers_to
from volunteers.demo.applications import Applicant, add_application
from volunteers.demo.beside import add_with_others
from volunteers.demo.journeys import Found, Journey, Move
from volunteers.demo.names import Person
from volunteers.demo.scene import Scene
from volunteers.notifications.rules import NOBODY
from volunteers.permissions import Role
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand, StrandCode

BORN_TWICE = date(1986, 9, 17)
REASON = "They have no e-mail address and asked for the form on paper."


def add_cases(scene: Scene) -> None:
    """One form on paper, and one person under two addresses."""
    areas = [area.code for area in scene.force.areas]
    _on_paper(scene, areas[-1])
    _twice(scene, areas[0])


def _on_paper(scene: Scene, area: str) -> None:
    """Someone without e-mail, who wrote; the coordinator typed it in."""
    strand = get_strand(StrandCode.NEIGHBOURHOOD_WATCH)
    person = Person("Harold", "Durston", date(scene.today.year - 79, 3, 2), f"harold.durston{NOBODY}")
    sent_on = scene.today - timedelta(days=9)
    chance = scene.chance("case/paper")
    answers = answers_to(scene, strand, person, area, chance, sent_on)
    applicant = Applicant(person, _account(scene, person, sent_on), area, answers, channel=Channel.PAPER)
    added = add_application(scene, strand, applicant, _way(strand, sent_on), chance)
    scene.note(
        added.submitted_at - timedelta(minutes=20), "application_recorded", "application", added.id,
        by=scene.staff["coordinator"], channel=Channel.PAPER.value, received_on=sent_on.isoformat(), reason=REASON,
    )  # fmt: skip


def _twice(scene: Scene, area: str) -> None:
    """She applied as a Special, and from another address, her name written otherwise, as a support volunteer."""
    chance = scene.chance("case/twice")
    once = Person("Zoë", "O’Rourke", BORN_TWICE, "zoe.orourke@example.com")
    again = Person("Zoe", "O'Rourke", BORN_TWICE, "z.orourke@example.net")
    specials, support = get_strand(StrandCode.SPECIAL_CONSTABULARY), get_strand(StrandCode.POLICE_SUPPORT_VOLUNTEERS)
    first_on, then_on = scene.today - timedelta(days=33), scene.today - timedelta(days=6)
    answers = answers_of(once, area, chance, first_on)
    way = _way(specials, first_on, 8, 11, found=(_sift(first_on),))
    add_application(scene, specials, Applicant(once, _account(scene, once, first_on), area, answers), way, chance)
    others = {**answers_to(scene, support, again, area, chance, then_on), "contact": answers["contact"]}
    applicant = Applicant(again, _account(scene, again, then_on), area, others)
    add_with_others(scene, support, applicant, _way(support, then_on), chance, turn=0)


def _sift(sent_on: date) -> Found:
    return Found("sift", sent_on + timedelta(days=9), sent_on + timedelta(days=17))


def _way(strand: Strand, sent_on: date, *gaps: int, found: tuple[Found, ...] = ()) -> Journey:
    """Sent on a day and moved on after so many days each."""
    codes, days = [stage.code for stage in strand.pipeline.path], [sent_on]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    return Journey(tuple(Move(codes[place], codes[place + 1], day) for place, day in enumerate(days)), found)


def _account(scene: Scene, person: Person, on: date) -> int:
    at = clock.start_of_day(on - timedelta(days=4)) + timedelta(hours=19)
    return add_account(scene.sheets, email=person.email, name=person.name, at=at, roles=(Role.APPLICANT,))
