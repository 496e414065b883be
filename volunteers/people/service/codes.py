"""Signing in by a code sent to an address. Nobody can tell from it who has an account."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import NOBODY, MessageKind
from volunteers.notifications.service import notify
from volunteers.people import queries, rules
from volunteers.people.models import Account, RoleGrant, SignInCode
from volunteers.people.service.sign_ins import begin_sign_in
from volunteers.permissions import STAFF_ROLES, Role

# Longer than anyone sits over a form, so that no work is lost (WCAG 2.2, 2.2.1: a limit over 20 hours is no limit).
SIGN_IN_LASTS = timedelta(hours=20)
NOT_AN_APPLICANT = Refusal(
    "not_an_applicant", "This address belongs to a member of staff or to a closed account. Ask for another address."
)


def request_code(email: str, *, key: bytes) -> None:
    """Send an address a code to sign in with; a newer one replaces it.

    The same is done whether or not the address is known. One that belongs to staff is told to sign in as staff, and
    one whose account is closed is told so: what differs is read in the mailbox, never on the page.
    """
    now = clock.now()
    code = f"{secrets.randbelow(10**rules.DIGITS):0{rules.DIGITS}}"
    db.session.add(
        SignInCode(
            email=email, code_digest=rules.code_digest(code, email=email, key=key), created_at=now,
            expires_at=now + rules.CODE_LASTS, tries_left=rules.TRIES,
        )
    )  # fmt: skip
    account = queries.find_account(email)
    way = _way_in(account)
    notify(
        MessageKind.SIGN_IN_CODE_REQUESTED,
        to=email,
        account_id=account.id if account else None,
        expires_at=now + rules.CODE_LASTS,
        way=way,
        code=code if way == "code" else "",
    )


def sign_in_with_code(email: str, code: str, *, key: bytes) -> str | None:
    """The token of a new sign-in, for the newest code sent to the address; its account is made at the first.

    None when the code is wrong, used, replaced or too old. A try is spent either way, so commit whatever comes back.
    """
    now = clock.now()
    sent = spend_a_try(email, now)
    if sent is None or not rules.is_code(code, sent.code_digest, email=email, key=key):
        return None
    sent.used_at = now
    account = queries.find_account(email) or open_account(email, now)
    if _way_in(account) != "code":
        return None
    return begin_sign_in(account.id, lasts=SIGN_IN_LASTS)


def _way_in(account: Account | None) -> str:
    """How an address may sign in: staff must give a password and a second factor, and a code would go round both."""
    if account is None:
        return "code"
    if account.disabled_at is not None:
        return "closed"
    is_staff = account.password_hash is not None or any(grant.role in STAFF_ROLES for grant in account.role_grants)
    return "staff" if is_staff else "code"


def spend_a_try(email: str, now: datetime) -> SignInCode | None:
    """One guarded update: two guesses at once spend two tries, and a code is used by one of them alone."""
    newest = select(func.max(SignInCode.id)).where(SignInCode.email == email).scalar_subquery()
    return db.session.scalar(
        update(SignInCode)
        .where(
            SignInCode.id == newest,
            SignInCode.used_at.is_(None),
            SignInCode.expires_at > now,
            SignInCode.tries_left > 0,
        )
        .values(tries_left=SignInCode.tries_left - 1)
        .returning(SignInCode)
        .execution_options(populate_existing=True)
    )


def account_of_applicant(email: str | None) -> Account:
    """The account of someone whose application staff write down: of that address or, without one, a new one.

    Refused for an address that belongs to staff or whose account is closed.
    """
    if not email:
        return open_account(f"{secrets.token_hex(12)}{NOBODY}", clock.now())
    account = queries.find_account(email) or open_account(email, clock.now())
    if _way_in(account) != "code":
        raise Refused(NOT_AN_APPLICANT)
    return account


def open_account(email: str, now: datetime) -> Account:
    """An account with no name yet; the application gives it one."""
    made = db.session.scalar(
        insert(Account).values(email=email, full_name="", created_at=now).on_conflict_do_nothing().returning(Account.id)
    )
    account = db.session.scalars(select(Account).where(Account.email == email)).one()
    if made is not None:
        db.session.add(RoleGrant(account_id=made, role=Role.APPLICANT))
        record("account_opened", subject="account", subject_id=made, by=made)
    return account
