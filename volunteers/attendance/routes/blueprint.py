"""The blueprint of this room, and what its pages share."""

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from volunteers.permissions import Permission

bp = Blueprint("attendance", __name__)

Answer = str | Response | tuple[str, int]
BOOK, RECORD = Permission.ATTENDANCE_BOOK, Permission.ATTENDANCE_RECORD

# What a refusal says to the one it is about; the rules speak of someone else.
TO_YOU = {
    "not_on_duty": "You are no longer on this duty, so you cannot book on. Ask whoever leads it.",
    "too_early": "You can book on from four hours before the duty begins.",
    "too_late": "This duty has ended, so you cannot book on any more. Ask your supervisor to book you on.",
    "in_the_future": "Your phone says a time that is still to come. Check its clock.",
    "not_booked_on": "You have not booked on yet. It is kept, and counts once you have.",
    "off_before_on": "You would have gone off before you came on. Ask your supervisor to put it right.",
    "too_long": "That is more than 24 hours on duty. Ask your supervisor to put it right.",
}


def signing_key() -> bytes:
    """What the codes of duties are signed with."""
    return str(current_app.config["SECRET_KEY"]).encode()
