"""Carrying text messages: by GOV.UK Notify, or into the mail catcher of a copy on one's own machine."""

import logging
import time
from dataclasses import dataclass
from email.message import EmailMessage
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

import requests
from flask import current_app
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

# Both waits are well under the lease of a message.
SECONDS = 30
# A refusal of this one message, which asking again will not change; any other may be a fault of a key or a limit.
FINAL = HTTPStatus.BAD_REQUEST

# What failed is kept with the message; the client would log it a second time, as a warning.
logging.getLogger("notifications_python_client").setLevel(logging.ERROR)


@dataclass(frozen=True)
class Carried:
    """What came of handing a text message over: its name at the carrier, or why it was not taken and if for good."""

    provider_id: str | None = None
    failure: str | None = None
    is_final: bool = False


class Carrier(Protocol):
    """Whoever carries text messages."""

    def carry(self, words: str, *, to: str, reference: str) -> Carried:
        """Hand a text message over for a mobile number; ``reference`` is our own name for it, told with receipts."""


class Notify:
    """GOV.UK Notify, with one template of the force whose whole text is ``((words))``."""

    def __init__(self, *, api_key: str, template_id: str, base_url: str) -> None:
        self.client = NotificationsAPIClient(api_key, base_url=base_url, timeout=SECONDS)  # type: ignore[no-untyped-call]
        self.template_id = template_id

    def carry(self, words: str, *, to: str, reference: str) -> Carried:
        try:
            answer = self.client.send_sms_notification(  # type: ignore[no-untyped-call]
                phone_number=to, template_id=self.template_id, personalisation={"words": words}, reference=reference
            )
        except APIError as fault:
            return Carried(failure=f"{fault.status_code} {_said(fault)}", is_final=fault.status_code == FINAL)
        except requests.RequestException as fault:
            return Carried(failure=type(fault).__name__)
        return Carried(provider_id=str(answer["id"]))


def _said(fault: APIError) -> str:
    """What Notify said of it, without what was sent."""
    said = fault.message
    return said if isinstance(said, str) else "; ".join(str(each.get("message", each.get("error"))) for each in said)


class Recorded:
    """Into the folder of the mail catcher, so that a text message is seen beside the mails, and goes nowhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def carry(self, words: str, *, to: str, reference: str) -> Carried:
        letter = EmailMessage()
        letter["X-Envelope-To"] = letter["To"] = to
        letter["Subject"] = "Text message"
        letter.set_content(words)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self.folder / f"{time.time_ns()}-{reference}.part"
        unfinished.write_bytes(bytes(letter))
        unfinished.rename(unfinished.with_suffix(".eml"))
        return Carried(provider_id=reference)


def carrier() -> Carrier | None:
    """Who carries text messages for this service; None where none was named, and nobody is offered any."""
    settings = current_app.config["SETTINGS"]
    if settings.notify is not None:
        return Notify(
            api_key=settings.notify.api_key, template_id=settings.notify.template_id, base_url=settings.notify.base_url
        )
    return Recorded(settings.data_dir / "mail") if settings.sends_texts else None
