"""Whether an invitation can go out: the sessions it names, the day to answer by, and the people it is for."""

from collections.abc import Sequence
from datetime import date, datetime

from volunteers.appointments.rules.booking import THEY, refusals_of_check
from volunteers.appointments.rules.facts import ApplicantFacts, SessionFacts
from volunteers.appointments.rules.kinds import BookingState, SessionState
from volunteers.errors import Refusal
from volunteers.web.wording import day_words

MOST_INVITED = 200


def refusals_to_offer(sessions: Sequence[SessionFacts], reply_by: date, *, now: datetime, today: date) -> list[Refusal]:
    """Why these sessions cannot be offered with this day to answer by; empty when they can."""
    if not sessions:
        return [Refusal("no_sessions", "Choose at least one session that they may pick from.")]
    found = []
    if len({(each.strand, each.purpose) for each in sessions}) > 1:
        found.append(Refusal("mixed", "Choose sessions that are for the same thing."))
    if any(each.state is not SessionState.OPEN or each.is_past_cut_off(now) for each in sessions):
        found.append(Refusal("closed", "One of these sessions can no longer be booked. Choose among the others."))
    if reply_by < today:
        found.append(Refusal("reply_in_past", "The day to answer by must be today or later."))
    last = max(each.starts_on for each in sessions)
    if reply_by > last:
        words = f"The day to answer by cannot be after the last of these sessions, on {day_words(last)}."
        found.append(Refusal("reply_too_late", words))
    return found


def refusals_to_invite(session: SessionFacts, applicant: ApplicantFacts, *, today: date) -> list[Refusal]:
    """Why someone is not invited to a session like this; empty when they may be. The first reason is enough."""
    if applicant.strand != session.strand or not applicant.is_open:
        return [Refusal("ended", "Their application is not under way any more.")]
    if refusals := refusals_of_check(session, applicant, THEY):
        return refusals
    if (live := applicant.live(session.purpose)) is not None:
        stands = "On the waiting list for" if live.state is BookingState.WAITING else "Has a place on"
        return [Refusal("booked", f"{stands} {live.when}.")]
    if applicant.reply_by is not None and applicant.reply_by >= today:
        return [Refusal("invited", f"Invited already: asked to choose by {day_words(applicant.reply_by)}.")]
    return []
