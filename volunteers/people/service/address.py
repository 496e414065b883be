"""Changing the address one signs in with: proved by a code sent to the new one, and told to the old one."""

import secrets

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people import queries, rules
from volunteers.people.models import Account, SignInCode
from volunteers.people.service.codes import spend_a_try
from volunteers.permissions import Viewer


def request_new_address(email: str, *, key: bytes, by: Viewer) -> None:
    """Send the new address a code. The page looks the same when it is taken: the message there says so."""
    now = clock.now()
    code = f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}}"
    about = _about(email, by)
    db.session.add(
        SignInCode(
            email=about, code_digest=rules.code_digest(code, email=about, key=key), created_at=now,
            expires_at=now + rules.CODE_LASTS, tries_left=rules.TRIES,
        )
    )  # fmt: skip
    is_free = queries.find_account(email) is None
    notify(
        MessageKind.NEW_ADDRESS_REQUESTED,
        to=email,
        account_id=by.account_id,
        expires_at=now + rules.CODE_LASTS,
        code=code if is_free else "",
    )


def change_address(email: str, code: str, *, key: bytes, by: Viewer) -> bool:
    """Take the new address when the code is the newest sent to it; the old address is told.

    False when the code is wrong, used or too old, or the address is taken by now. A try is spent either way, so commit
    whatever comes back.
    """
    about = _about(email, by)
    sent = spend_a_try(about, clock.now())
    if sent is None or not rules.is_code(code, sent.code_digest, email=about, key=key):
        return False
    sent.used_at = clock.now()
    if queries.find_account(email) is not None:
        return False
    account = db.session.scalars(select(Account).where(Account.id == by.account_id).with_for_update()).one()
    before, account.email = account.email, email
    notify(MessageKind.ADDRESS_CHANGED, to=before, account_id=account.id)
    record("address_changed", subject="account", subject_id=account.id, by=by.account_id)
    return True


def _about(email: str, by: Viewer) -> str:
    """What the code is for: it changes this account's address and signs nobody in."""
    return f"new address of {by.account_id}: {email}"
