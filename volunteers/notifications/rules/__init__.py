"""Kinds of message, and when a message is tried again or given up."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(minutes=5)
BACK_OFF_MINUTES = (1, 2, 4, 8, 15)
GIVE_UP_AFTER = timedelta(hours=24)
# Letters that may stand in an address between < and > without a blank, a line break or an end before its end.
PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+")
PERMANENT_FROM = 500  # SMTP replies of 5xx will not change by asking again


# RFC 2606: no such domain will ever exist. Someone without e-mail has an address there, and is told by hand.
NOBODY = "@no-mail.invalid"


def reaches_nobody(address: str) -> bool:
    """Whether an address stands for having none."""
    return address.endswith(NOBODY)


class MessageKind(StrEnum):
    """What a message tells of; each has its words in ``templates/messages``."""

    SIGN_IN_CODE_REQUESTED = "sign_in_code_requested"
    NEW_ADDRESS_REQUESTED = "new_address_requested"
    ADDRESS_CHANGED = "address_changed"
    APPLICATION_SUBMITTED = "application_submitted"
    APPLICATION_MOVED = "application_moved"
    APPLICATION_CLOSED = "application_closed"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    CASE_GIVEN = "case_given"
    CASES_GIVEN = "cases_given"
    MAILING = "mailing"
    CLEARED_FOR_DUTY = "cleared_for_duty"
    SIGNED_UP = "signed_up"
    WITHDRAWN_FROM_DUTY = "withdrawn_from_duty"
    DUTY_CANCELLED = "duty_cancelled"
    PLACES_AT_RISK = "places_at_risk"
    PLACES_CLEAR = "places_clear"
    PLACES_AT_RISK_COUNTED = "places_at_risk_counted"
    DUTIES_SHORT = "duties_short"
    DUTY_CHANGED = "duty_changed"
    DUTY_REMINDER = "duty_reminder"
    INTEREST_REGISTERED = "interest_registered"
    OPENING_ANNOUNCED = "opening_announced"
    GUARDIAN_ASKED = "guardian_asked"
    GUARDIAN_REMINDER = "guardian_reminder"
    GUARDIAN_LINK = "guardian_link"
    GUARDIAN_ANSWERED = "guardian_answered"
    GUARDIAN_COPIED = "guardian_copied"
    EVENT_PERMISSION_ASKED = "event_permission_asked"
    EVENT_PERMISSION_REMINDER = "event_permission_reminder"
    REFERENCE_ASKED = "reference_asked"
    REFERENCE_REMINDER = "reference_reminder"
    REFERENCE_GIVEN = "reference_given"
    REFERENCE_OVERDUE = "reference_overdue"
    REFEREES_WANTED = "referees_wanted"
    REFEREE_UNREACHABLE = "referee_unreachable"
    VETTING_SAMPLE_DRAWN = "vetting_sample_drawn"
    FINDINGS_MADE = "findings_made"
    REPORT_MADE = "report_made"
    HOLDING_RUNS_OUT = "holding_runs_out"
    CHECK_RUNS_OUT = "check_runs_out"
    RUNNING_OUT = "running_out"
    EVIDENCE_WAITING = "evidence_waiting"
    EVIDENCE_SENT_BACK = "evidence_sent_back"
    REVIEW_WRITTEN = "review_written"
    SERVICE_MILESTONE = "service_milestone"
    SERVICE_STATUS_CHANGED = "service_status_changed"
    SERVICE_ENDED = "service_ended"
    POSTED = "posted"
    RANK_CHANGED = "rank_changed"
    TURNING_18 = "turning_18"
    MOVED_ON = "moved_on"
    CADETS_TO_MOVE_ON = "cadets_to_move_on"
    APPOINTMENT_INVITED = "appointment_invited"
    APPOINTMENT_BOOKED = "appointment_booked"
    APPOINTMENT_CHANGED = "appointment_changed"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    APPOINTMENT_PLACE_FREE = "appointment_place_free"
    APPOINTMENT_REMINDER = "appointment_reminder"
    APPOINTMENT_NUDGE = "appointment_nudge"
    PLACE_REQUESTED = "place_requested"
    REQUEST_TURNED_DOWN = "request_turned_down"
    PLACE_OFFERED = "place_offered"
    PLACE_OFFERED_BY_LINK = "place_offered_by_link"
    PLACE_OFFER_LAPSED = "place_offer_lapsed"
    STAND_IN_WANTED = "stand_in_wanted"
    PLACE_TAKEN_OVER = "place_taken_over"
    SWAP_OFFERED = "swap_offered"
    SWAP_ANSWERED = "swap_answered"
    CANNOT_MAKE_IT = "cannot_make_it"
    CAN_MAKE_IT = "can_make_it"
    PLACE_CHANGED_HANDS = "place_changed_hands"
    WATCH_MESSAGE_WAITING = "watch_message_waiting"
    WATCH_MESSAGE = "watch_message"
    WATCH_STILL_RUNNING = "watch_still_running"
    WATCH_SCHEME_REGISTERED = "watch_scheme_registered"
    WATCH_SCHEME_CLOSED = "watch_scheme_closed"
    WATCH_REPORT_ANSWERED = "watch_report_answered"
    FARM_ALERT = "farm_alert"
    FARM_ALERT_UPDATED = "farm_alert_updated"
    FARM_REPORT_ANSWERED = "farm_report_answered"
    FARM_VISIT_PLANNED = "farm_visit_planned"
    MOBILE_GIVEN = "mobile_given"
    BOOK_OFF_REMINDER = "book_off_reminder"
    NOT_BOOKED_OFF = "not_booked_off"
    HOURS_ADJUSTED = "hours_adjusted"
    HOURS_SENT_BACK = "hours_sent_back"
    HOURS_TO_CERTIFY = "hours_to_certify"
    DAY_GATHERED = "day_gathered"
    EXPENSE_DECIDED = "expense_decided"
    EXPENSES_PAID = "expenses_paid"
    PLACED = "placed"
    PLACEMENT_ENDED = "placement_ended"
    SPEEDWATCH_WAITING = "speedwatch_waiting"
    CAN_YOU_COME = "can_you_come"
    NOT_NEEDED = "not_needed"


# What these say is of no use to anyone once sent, and dangerous to keep.
SECRET_KINDS = frozenset(
    {
        MessageKind.SIGN_IN_CODE_REQUESTED,
        MessageKind.NEW_ADDRESS_REQUESTED,
        MessageKind.INTEREST_REGISTERED,
        MessageKind.OPENING_ANNOUNCED,
        MessageKind.GUARDIAN_ASKED,
        MessageKind.GUARDIAN_REMINDER,
        MessageKind.GUARDIAN_LINK,
        MessageKind.EVENT_PERMISSION_ASKED,
        MessageKind.EVENT_PERMISSION_REMINDER,
        MessageKind.REFERENCE_ASKED,
        MessageKind.REFERENCE_REMINDER,
        MessageKind.PLACE_OFFERED_BY_LINK,
        MessageKind.MOBILE_GIVEN,
        MessageKind.CAN_YOU_COME,
        MessageKind.WATCH_MESSAGE,
        MessageKind.WATCH_STILL_RUNNING,
    }
)


# These say in a text message as well, to whoever wants that, that there is something to read or to be at. Good news
# and bad are texted in the same words, so that neither is told by a telephone that lies on a table.
TEXT_KINDS = frozenset(
    {
        MessageKind.APPLICATION_CLOSED,
        MessageKind.APPLICATION_MOVED,
        MessageKind.APPOINTMENT_REMINDER,
        MessageKind.CLEARED_FOR_DUTY,
        MessageKind.DUTY_CANCELLED,
        MessageKind.DUTY_CHANGED,
        MessageKind.APPOINTMENT_CHANGED,
        MessageKind.APPOINTMENT_CANCELLED,
        MessageKind.APPOINTMENT_PLACE_FREE,
        MessageKind.CAN_YOU_COME,
        MessageKind.NOT_NEEDED,
        MessageKind.BOOK_OFF_REMINDER,
        MessageKind.NOT_BOOKED_OFF,
        MessageKind.FARM_ALERT,
        MessageKind.FARM_ALERT_UPDATED,
    }
)


def next_try(*, attempts: int, created_at: datetime, now: datetime) -> datetime | None:
    """When to try again after so many attempts: 1, 2, 4, 8, then every 15 minutes; None once a day has passed."""
    wait = timedelta(minutes=BACK_OFF_MINUTES[min(attempts, len(BACK_OFF_MINUTES)) - 1])
    following = now + wait
    return following if following - created_at <= GIVE_UP_AFTER else None


def is_permanent(reply_code: int) -> bool:
    """Whether a mail server's refusal is final (RFC 5321, 4.2.1)."""
    return reply_code >= PERMANENT_FROM


def unsubscribe_headers(address: str) -> dict[str, str]:
    """The headers by which a mail program offers to stop such messages at one click (RFC 8058).

    None for anything but one plain web address: what stands in a header is never taken on trust.
    """
    if not PLAIN_ADDRESS.fullmatch(address):
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
