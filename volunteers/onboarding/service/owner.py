"""Whose case it is: taking one, giving it to someone else, giving it up."""

from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.onboarding.queries import list_coordinators
from volunteers.onboarding.service.taking import take
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer

NOT_PERMITTED = Refusal("not_permitted", "You do not have the right to say whose case this is.")
ENDED = Refusal("ended", "This application has ended, so it is nobody's case any more.")
OUT_OF_SCOPE = Refusal("out_of_scope", "Choose someone from the list: only they may see this application.")


def set_owner(application_id: int, *, to: int | None, seen: int | None, by: Viewer) -> Application:
    """Make an application someone's case, or nobody's (None); the new owner is told, unless they took it themselves.

    ``seen`` is whose case the page showed it to be: ``Conflict`` when that has changed since. Refused for someone who
    may not move it, once it has ended, and on one's own application.
    """
    application = take(application_id, by=by)
    if not by.may_in(Permission.APPLICATION_MOVE, application.strand, application.area):
        raise Refused(NOT_PERMITTED)
    if strand_of(application).pipeline.stage(application.stage).is_final:
        raise Refused(ENDED)
    if application.owner_id != seen:
        raise Conflict(_changed(application))
    if to == application.owner_id:
        return application
    if to is not None and to not in dict(list_coordinators(application)):
        raise Refused(OUT_OF_SCOPE)
    application.owner_id = to
    db.session.flush()
    _note(application, by)
    return application


def _changed(application: Application) -> Refusal:
    owner = db.session.get(Account, application.owner_id) if application.owner_id else None
    now = f"It is {owner.full_name}’s case now." if owner else "It is nobody’s case now."
    return Refusal("owner_changed", f"Someone said whose case this is while you had the page open. {now}")


def _note(application: Application, by: Viewer) -> None:
    """Into the history, and to the new owner where someone else chose them."""
    number, owner_id = application.id, application.owner_id
    if owner_id is None:
        record("case_given_up", subject="application", subject_id=number, by=by.account_id)
    elif owner_id == by.account_id:
        record("case_taken", subject="application", subject_id=number, by=by.account_id)
    else:
        record("case_given", subject="application", subject_id=number, by=by.account_id, owner_id=owner_id)
        _tell(application, db.session.get_one(Account, owner_id), by)


def _tell(application: Application, owner: Account, by: Viewer) -> None:
    """The mail names the case by its number: whose it is stands behind the sign-in."""
    notify(
        MessageKind.CASE_GIVEN, to=owner.email, account_id=owner.id, to_adult=True, of_strand=application.strand,
        name=owner.full_name, given_by=by.name, reference=application.reference, strand=strand_of(application).name,
    )  # fmt: skip
