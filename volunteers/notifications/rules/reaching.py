"""Whether messages reach people: mobile numbers, what carriers tell, and why something did not arrive, in words."""

import re
from enum import StrEnum

import phonenumbers

from volunteers.errors import Refusal

# GOV.UK Notify cuts a text message into parts of 153 letters and takes two without asking for more money than that.
LONGEST_TEXT = 306
CANNOT_REPEAT = Refusal(
    "cannot_repeat", "This message held a code or a link that is not kept. Let the person ask for a new one."
)
NO_ADDRESS = Refusal("no_address", "This person has no e-mail address. Tell them by telephone or letter.")
SEEN_TO_MEANWHILE = Refusal("seen_to_meanwhile", "Someone else has just seen to this message.")
MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
# Ofcom keeps 07700 900000 to 900999 for drama, and so for examples and tests.
FOR_DRAMA = re.compile(r"\+447700900\d{3}")
# RFC 3463: the first figure says whether it is final; the rest says why.
REASONS = {
    "5.1": "There is no such mailbox.",
    "5.2": "The mailbox is full or closed.",
    "5.3": "The receiving mail system could not take it.",
    "5.4": "The mail could not find its way there.",
    "5.7": "The receiving mail system refused it as unwanted.",
}


class Receipt(StrEnum):
    """What a carrier tells of a message it took."""

    DELIVERED = "delivered"
    NO_SUCH_NUMBER = "no_such_number"
    NOT_DELIVERED = "not_delivered"
    CAME_BACK = "came_back"
    TRY_AGAIN = "try_again"

    @property
    def words(self) -> str:
        """Why it did not arrive, for staff."""
        return {
            Receipt.DELIVERED: "",
            Receipt.NO_SUCH_NUMBER: "The network says that there is no such number, or that it takes no messages.",
            Receipt.NOT_DELIVERED: "The telephone could not be reached for three days.",
            Receipt.CAME_BACK: "The mail came back.",
            Receipt.TRY_AGAIN: "The network had a fault.",
        }[self]


# docs.notifications.service.gov.uk, Python client, delivery receipts: what the statuses of a text message mean.
NOTIFY_STATUSES = {
    "delivered": Receipt.DELIVERED,
    "permanent-failure": Receipt.NO_SUCH_NUMBER,
    "temporary-failure": Receipt.NOT_DELIVERED,
    "technical-failure": Receipt.TRY_AGAIN,
}


def mobile_number(typed: str) -> str | None:
    """A mobile number as networks write it, such as +447700900123; None for anything that is none.

    Without a country it is read as one of the United Kingdom.
    """
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    is_mobile = phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in MOBILE
    return written if is_mobile or FOR_DRAMA.fullmatch(written) else None


def readable_number(number: str) -> str:
    """A stored number as people of its country write it."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    is_british = parsed.country_code == 44
    style = phonenumbers.PhoneNumberFormat.NATIONAL if is_british else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def reason_of(status: str) -> str:
    """Why a mail came back, by the status of RFC 3463 that came with it."""
    return REASONS.get(status.strip()[:3], Receipt.CAME_BACK.words)


def why_not(failure: str | None) -> str:
    """Why a message was given up, for staff, from what is kept of the last try: a reply of a server, or a fault."""
    kept = (failure or "").strip()
    code = kept[:3]
    if kept.endswith((".", ")")):
        return kept  # in words already
    if code.isdigit() and code.startswith("5"):
        return f"The mail system refused the address ({code})."
    if code.isdigit() and code.startswith("4"):
        return f"It was put off again and again for a day ({code})."
    if "words could not be written" in kept:
        return "Its words could not be written. Tell whoever looks after this service."
    return "The server that carries messages could not be reached for a day." if kept else ""
