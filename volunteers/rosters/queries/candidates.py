"""Volunteers who might be put on a duty, each judged for one of its posts."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, select

from volunteers import clock
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, Post
from volunteers.rosters.queries.facts import post_facts
from volunteers.rosters.queries.judging import cases_for
from volunteers.rosters.rules import THEY, notes_of, refusals_to_take

FOUND = 20


@dataclass(frozen=True)
class Candidate:
    """A volunteer, what stands between them and the post, and what is worth saying although it stops nothing."""

    volunteer_id: int
    name: str
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class Candidates:
    """Those found by name, who can take the place first; ``more`` when the search should be narrower."""

    people: tuple[Candidate, ...]
    more: bool


def find_candidates(duty_id: int, post_id: int, viewer: Viewer, *, search: str) -> Candidates:
    """The viewer's volunteers of the duty's strand with these words in their name; raises ``NotFound``."""
    found = db.session.execute(
        select(Duty, Post)
        .join(Post, Post.duty_id == Duty.id)
        .where(
            Duty.id == duty_id, Post.id == post_id, viewer.within(Permission.DUTY_ASSIGN, Duty.strand, Duty.area)
        )
    ).one_or_none()  # fmt: skip
    if found is None:
        raise NotFound(f"no post {post_id} on duty {duty_id} for this viewer")
    duty, post = found
    ids = _named(search, duty.strand, viewer)
    people = _judged(ids[:FOUND], duty, post)
    return Candidates(tuple(sorted(people, key=lambda one: not one.is_open)), len(ids) > FOUND)


def _named(search: str, strand: str, viewer: Viewer) -> list[int]:
    within = viewer.within(Permission.VOLUNTEER_READ, ServicePeriod.strand, ServicePeriod.area)
    serving = and_(
        ServicePeriod.volunteer_id == Volunteer.id, ServicePeriod.strand == strand,
        (ServicePeriod.ended_on.is_(None)) | (ServicePeriod.ended_on > clock.today()), within,
    )  # fmt: skip
    words = [Volunteer.search_words.contains(word, autoescape=True) for word in search.lower().split()]
    query = (
        select(Volunteer.id)
        .where(exists().where(serving), *words)
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id)
        .limit(FOUND + 1)
    )
    return list(db.session.scalars(query))


def _judged(ids: list[int], duty: Duty, post: Post) -> list[Candidate]:
    place = post_facts(post)
    return [
        Candidate(one, case.standing.name if case.standing else "", refusals_to_take(case, place), notes_of(case))
        for one, case in cases_for(duty, ids, to=THEY).items()
    ]
