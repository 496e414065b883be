"""What coordinators do with each other in the demonstration: notes, whose case it is, and a decision that waits."""

from datetime import timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.onboarding.models import CaseNote, Decision
from volunteers.onboarding.service import decline
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
NOTES = (
    "Works shifts: ring after six in the evening.",
    "Away until the end of the month. Asked us to keep their place.",
    "Came to the open evening and asked good questions about the training weekends.",
    "Moves house in spring, within the area. Check the station again then.",
    "The employer has agreed in writing; the letter is with the documents.",
)
PINNED = "Ring before you write: they do not read e-mail often."
WHY = "You told us that you can give four hours a month, and this needs sixteen. Apply again when you can give more."
MOST = 400


def add_notes(scene: Scene) -> None:
    """A third of the open cases have an owner, some have notes, and one waits for a second person."""
    chance, me, other = scene.chance("notes"), scene.staff["coordinator"], scene.staff["second_coordinator"]
    cases = db.session.scalars(
        select(Application).where(Application.strand == SPECIALS, OPEN).order_by(Application.id.desc()).limit(MOST)
    ).all()
    for application in cases:
        application.owner_id = chance.choice((me, other, None, None, None, None))
        if chance.random() < 0.2:
            _note(scene, application, chance.choice(NOTES), chance.choice((me, other)), chance.randrange(1, 20))
    for application in cases[:3]:
        _note(scene, application, PINNED, me, 2, is_pinned=True)
    db.session.flush()
    _propose(scene, other)


def _note(scene: Scene, application: Application, body: str, by: int, days: int, *, is_pinned: bool = False) -> None:
    at = clock.start_of_day(scene.today - timedelta(days=days)) + timedelta(hours=10)
    db.session.add(
        CaseNote(application_id=application.id, body=body, is_pinned=is_pinned, written_by_id=by, written_at=at)
    )


def _propose(scene: Scene, other: int) -> None:
    """The newest form that waits for its review is to be declined, if a second person agrees."""
    first = get_strand(SPECIALS).pipeline.submitted.code
    newest = select(Application).where(Application.strand == SPECIALS, Application.stage == first)
    application = db.session.scalars(newest.order_by(Application.id.desc()).limit(1)).one_or_none()
    if application is not None:
        by = Viewer(other, BY_KEY["second_coordinator"].name, frozenset({Grant(Role.COORDINATOR, SPECIALS)}))
        decline(application.id, code="requirement", feedback=WHY, seen_stage=first, by=by)
        proposed = db.session.scalars(select(Decision).where(Decision.application_id == application.id)).one()
        proposed.proposed_at = clock.start_of_day(scene.today) - timedelta(hours=9)
