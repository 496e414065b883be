"""What coordinators do about a guardian: ring them, and keep everything from one who must not be told."""

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.guardians.models import Guardian, GuardianCall
from volunteers.guardians.rules import CallOutcome
from volunteers.guardians.service.naming import take
from volunteers.history.service import record
from volunteers.people.models import LinkPurpose
from volunteers.people.service import end_links

NOT_TOLD = Refusal("not_told", "This person must not be told anything, so they cannot be rung about consent.")
ENDED = Refusal("guardian_replaced", "This guardian has been replaced by another one.")


def note_call(guardian_id: int, *, outcome: CallOutcome, number_source: str, note: str, by: int) -> GuardianCall:
    """Write down a call to a guardian, with where the number came from. Refused for one who must not be told."""
    guardian = take(guardian_id)
    if guardian.undisclosed_at is not None:
        raise Refused(NOT_TOLD)
    if guardian.ended_at is not None:
        raise Refused(ENDED)
    call = GuardianCall(
        guardian_id=guardian.id, by_account_id=by, at=clock.now(), outcome=outcome, number_source=number_source,
        note=note,
    )  # fmt: skip
    guardian.calls.append(call)
    db.session.flush()
    record(
        "guardian_called", subject="application", subject_id=guardian.application_id, by=by, guardian_id=guardian.id,
        outcome=outcome.value,
    )  # fmt: skip
    return call


def do_not_disclose(guardian_id: int, *, reason: str, by: int) -> Guardian:
    """From now on this person sees and is sent nothing, whatever they agreed to. Marking twice changes nothing."""
    guardian = take(guardian_id)
    if guardian.undisclosed_at is None:
        guardian.undisclosed_at, guardian.undisclosed_by_id = clock.now(), by
        guardian.undisclosed_reason = reason
        end_links(LinkPurpose.GUARDIAN, guardian.id)
        db.session.flush()
        _note(guardian, "guardian_closed_off", by)
    return guardian


def disclose_again(guardian_id: int, *, by: int) -> Guardian:
    """Take the mark away. Their earlier answers and calls count again; links that ended stay ended."""
    guardian = take(guardian_id)
    if guardian.undisclosed_at is not None:
        guardian.undisclosed_at = guardian.undisclosed_by_id = guardian.undisclosed_reason = None
        db.session.flush()
        _note(guardian, "guardian_opened_again", by)
    return guardian


def _note(guardian: Guardian, act: str, by: int) -> None:
    record(act, subject="application", subject_id=guardian.application_id, by=by, guardian_id=guardian.id)
