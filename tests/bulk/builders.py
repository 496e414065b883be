"""Many at once for tests: applications chosen, bulk moves planned, and mailings drafted."""

from collections.abc import Sequence

from tests.onboarding.builders import a_case, a_coordinator
from tests.people.builders import a_viewer
from volunteers.applications.models import Application
from volunteers.bulk import service
from volunteers.bulk.models import BulkChoice, BulkMove, Mailing
from volunteers.bulk.rules import Act, Target
from volunteers.extensions import db
from volunteers.permissions import Role, Viewer

SPECIALS = "special_constabulary"
SUBJECT, BODY = "The open evening", "Dear ((first name))\n\nCome on Monday. Your number is ((reference))."


def cases(count: int, stage: str = "submitted", **more: object) -> list[Application]:
    """So many applications at a stage, each of someone else."""
    return [a_case(stage, first_name=f"Ada{number}", **more) for number in range(count)]


def chosen(applications: Sequence[Application], by: Viewer) -> BulkChoice:
    """These, ticked in a list."""
    return service.choose([each.reference for each in applications], by=by)


def a_plan(applications: Sequence[Application], by: Viewer, target: Target | None = None) -> BulkMove:
    """These, to be moved to their next stage unless said."""
    return service.plan(chosen(applications, by).id, target or Target(Act.NEXT), by=by)


def a_mailing(
    count: int = 3, *, by: Viewer | None = None, subject: str = SUBJECT, body: str = BODY, as_if: int | None = None
) -> Mailing:
    """A draft to so many applicants, by a coordinator of all of them; ``as_if`` it were to so many more."""
    author = by or a_viewer(Role.COORDINATOR)
    choice = chosen(cases(count), author)
    mailing = service.write_to_applicants(choice.id, subject=subject, body=body, by=author)
    if as_if is not None:
        mailing.receivers = as_if
        db.session.flush()
    return mailing


def reread(application: Application) -> Application:
    """As it is stored."""
    db.session.flush()
    db.session.refresh(application)
    return application


__all__ = ["BODY", "SPECIALS", "SUBJECT", "a_coordinator", "a_mailing", "a_plan", "cases", "chosen", "reread"]
