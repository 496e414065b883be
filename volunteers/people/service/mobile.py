"""The mobile number at which someone wants text messages: proved by a code, told to nobody, taken out at a word."""

import secrets

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.models import Message
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import text_only, text_too
from volunteers.notifications.service.holding import wants_text
from volunteers.people import rules
from volunteers.people.models import Account, SignInCode
from volunteers.people.service.codes import spend_a_try
from volunteers.permissions import Viewer


def send_mobile_code(mobile: str, *, key: bytes, by: Viewer) -> None:
    """Send a mobile number, as networks write it, a code that proves it is theirs."""
    now = clock.now()
    code = f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}}"
    about = _about(mobile, by)
    db.session.add(
        SignInCode(
            email=about, code_digest=rules.code_digest(code, email=about, key=key), created_at=now,
            expires_at=now + rules.CODE_LASTS, tries_left=rules.TRIES,
        )
    )  # fmt: skip
    text_only(
        MessageKind.MOBILE_GIVEN, to=mobile, account_id=by.account_id, expires_at=now + rules.CODE_LASTS, code=code
    )


def take_mobile(mobile: str, code: str, *, key: bytes, by: Viewer) -> bool:
    """Send text messages there from now on when the code is the newest sent to it.

    False when it is wrong, used or too old. A try is spent either way, so commit whatever comes back.
    """
    about = _about(mobile, by)
    sent = spend_a_try(about, clock.now())
    if sent is None or not rules.is_code(code, sent.code_digest, email=about, key=key):
        return False
    sent.used_at = clock.now()
    db.session.get_one(Account, by.account_id).mobile = mobile
    record("text_messages_wanted", subject="account", subject_id=by.account_id, by=by.account_id)
    return True


def stop_texts(*, by: Viewer) -> None:
    """Forget the mobile number; what is told by e-mail goes on."""
    account = db.session.get_one(Account, by.account_id)
    if account.mobile is not None:
        account.mobile = None
        record("text_messages_stopped", subject="account", subject_id=by.account_id, by=by.account_id)


def text_who_wants(message: Message) -> None:
    """Tell the same in a text message where its receiver wants that of its kind."""
    if message.account_id is None or not wants_text(message):
        return
    account = db.session.get(Account, message.account_id)
    if account is not None and account.mobile and account.disabled_at is None:
        text_too(message, to=account.mobile)


def _about(mobile: str, by: Viewer) -> str:
    """What the code is for: it proves this number for this account and signs nobody in."""
    return f"mobile of {by.account_id}: {mobile}"
