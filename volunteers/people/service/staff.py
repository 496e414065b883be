"""Staff accounts: made by an operator or an administrator, opened with a password and an authenticator's code."""

from collections.abc import Iterable
from datetime import timedelta

import pyotp
from sqlalchemy import or_, update

from volunteers import clock, sealing
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people import queries, rules
from volunteers.people.models import Account, RoleGrant
from volunteers.people.service import passwords
from volunteers.people.service.sign_ins import begin_sign_in, renew_sign_in
from volunteers.permissions import Grant, Viewer

# A working day.
SIGN_IN_LASTS = timedelta(hours=10)
EMAIL_TAKEN = Refusal("email_taken", "There is already an account with this e-mail address.")


def create_staff(
    *, email: str, full_name: str, password: str, grants: Iterable[Grant], key: bytes, by: int | None = None
) -> tuple[Account, str]:
    """A staff account with these rights, and the secret for its authenticator app, which is shown once.

    Refused for a password too short or too easy to guess, and for an address that has an account. ``key`` seals the
    secret; ``by`` is the account acting, None for an operator at the command line.
    """
    address = email.strip().lower()
    refusals = rules.refusals_of_password(password, email=address, full_name=full_name)
    if queries.find_account(address) is not None:
        refusals.append(EMAIL_TAKEN)
    if refusals:
        raise Refused(refusals)
    account = Account(
        email=address, full_name=full_name, created_at=clock.now(), password_hash=passwords.hash_of(password)
    )
    account.role_grants = [RoleGrant(role=one.role, strand=one.strand, area=one.area) for one in grants]
    db.session.add(account)
    db.session.flush()
    secret = pyotp.random_base32()
    account.totp_secret = sealing.seal(secret, key=key, place=account.totp_place)
    record("staff_account_created", subject="account", subject_id=account.id, by=by)
    return account, secret


def sign_in_staff(email: str, password: str, code: str, *, key: bytes) -> str | None:
    """The token of a new sign-in; None when the address, the password or the code is wrong: which one is not said.

    The password is hashed whether or not the address is known. A code is good once: commit whatever comes back. An
    initial password does not sign in: see ``choose_password``.
    """
    account = queries.find_account(email)
    usable = account is not None and account.disabled_at is None and account.password_expires_at is None
    right = passwords.is_password(account.password_hash if account and usable else None, password)
    if account is None or not usable or not right:
        return None
    if not use_code(account, code, key):
        record("code_refused", subject="account", subject_id=account.id, by=None)
        return None
    if passwords.is_out_of_date(account.password_hash or ""):
        account.password_hash = passwords.hash_of(password)
    record("signed_in", subject="account", subject_id=account.id, by=account.id)
    return begin_sign_in(account.id, lasts=SIGN_IN_LASTS)


def confirm_staff(by: Viewer, token: str, password: str, code: str, *, key: bytes) -> str | None:
    """The new token of a sign-in whose holder proves again who they are; None when password or code is wrong.

    Which one is not said. A code is good once, here and at the sign-in together: commit whatever comes back.
    """
    account = db.session.get_one(Account, by.account_id, populate_existing=True)
    if not passwords.is_password(account.password_hash, password):
        return None
    if not use_code(account, code, key):
        record("code_refused", subject="account", subject_id=account.id, by=account.id)
        return None
    record("identity_confirmed", subject="account", subject_id=account.id, by=account.id)
    return renew_sign_in(token)


def use_code(account: Account, code: str, key: bytes) -> bool:
    """Whether an authenticator's code is right and neither it nor a later one was used before (RFC 6238, 5.2).

    Not once the password that was checked has been replaced: a reset ends the sign-ins that began before it, and one
    that begins while it is done must not slip by.
    """
    if account.totp_secret is None:
        return False
    secret = sealing.unseal(account.totp_secret, key=key, place=account.totp_place)
    step = rules.matching_step(secret, code, clock.now())
    if step is None:
        return False
    used = db.session.scalar(
        update(Account)
        .where(
            Account.id == account.id,
            Account.password_hash == account.password_hash,
            or_(Account.totp_last_step.is_(None), Account.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(Account.id)
    )
    return used is not None
