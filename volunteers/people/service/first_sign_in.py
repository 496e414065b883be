"""The first sign-in of staff: an initial password that was handed over gives way to one of their own."""

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.history.service import record
from volunteers.people import queries, rules
from volunteers.people.models import Account
from volunteers.people.service import passwords
from volunteers.people.service.sign_ins import begin_sign_in
from volunteers.people.service.staff import SIGN_IN_LASTS, use_code

SAME = Refusal("password_same", "Choose a password other than the initial one.")


def choose_password(email: str, initial: str, code: str, password: str, *, key: bytes) -> str | None:
    """The token of a new sign-in, for the initial password that was handed over; ``password`` takes its place.

    None when the address, the initial password or the code is wrong, or the time to use it is over: which one is not
    said. Refused, with the code still good, for a password too short or too easy to guess.
    """
    account = queries.find_account(email)
    usable = account is not None and _is_waiting(account)
    right = passwords.is_password(account.password_hash if account and usable else None, initial.strip().lower())
    if account is None or not usable or not right:
        return None
    refusals = rules.refusals_of_password(password, email=account.email, full_name=account.full_name)
    if refusals or password.strip().lower() == initial.strip().lower():
        raise Refused(refusals or SAME)
    if not use_code(account, code, key):
        record("code_refused", subject="account", subject_id=account.id, by=None)
        return None
    account.password_hash, account.password_expires_at = passwords.hash_of(password), None
    record("password_chosen", subject="account", subject_id=account.id, by=account.id)
    return begin_sign_in(account.id, lasts=SIGN_IN_LASTS)


def _is_waiting(account: Account) -> bool:
    expires_at = account.password_expires_at
    return account.disabled_at is None and expires_at is not None and clock.now() < expires_at
