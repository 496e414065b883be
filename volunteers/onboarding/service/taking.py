"""Taking an application in hand: locked until the unit of work ends, so that two acts come one after the other."""

from sqlalchemy import exists, select

from volunteers.applications.models import DRAFT, Application
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.onboarding.models import DeclaredRelation
from volunteers.onboarding.queries import find_open_proposal, visible_to
from volunteers.onboarding.queries.declines import find_held_decline
from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import Strand

OWN = Refusal("own_application", "This is your own application. Someone else has to act on it.", "Another coordinator")
RELATED = Refusal(
    "related",
    "You said that you know this person. Someone else has to act on their application.",
    "Another coordinator",
)


def take(application_id: int, *, by: Viewer) -> Application:
    """The application, locked and as it stands now.

    ``NotFound`` out of scope; refused when it is their own, or that of someone they said they know.
    """
    own = (DeclaredRelation.application_id == Application.id, DeclaredRelation.account_id == by.account_id)
    found = db.session.execute(
        select(Application, exists().where(*own))
        .where(Application.id == application_id, visible_to(by))
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no application {application_id} for this viewer")
    application, is_related = found
    if application.account_id == by.account_id:
        raise Refused(OWN)
    if is_related:
        raise Refused(RELATED)
    return application


def take_to_vet(application_id: int, *, by: Viewer) -> Application:
    """The same for someone who sets the outcome of vetting there; refused when the application is their own."""
    application = db.session.scalars(
        select(Application)
        .where(
            Application.id == application_id,
            Application.stage != DRAFT,
            by.within(Permission.VETTING_SET, Application.strand, Application.area),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if application is None:
        raise NotFound(f"no application {application_id} for this viewer")
    if application.account_id == by.account_id:
        raise Refused(OWN)
    return application


def refuse_if_moved(application: Application, strand: Strand, seen_stage: str) -> None:
    """``Conflict`` when the application is no longer where the page showed it."""
    if application.stage == seen_stage:
        return
    now = strand.pipeline.stage(application.stage).name
    raise Conflict(
        Refusal("moved_meanwhile", f"Someone moved this application while you had the page open. It is now at {now}.")
    )


def refuse_if_proposed(application: Application) -> None:
    """Refused while a decision about the application waits for a second person, who alone can go on from there.

    And while its applicant was declined and is not told yet.
    """
    waiting = find_open_proposal(application.id) or find_held_decline(application.id)
    if waiting is not None:
        raise Refused(waiting.refusal)
