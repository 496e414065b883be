"""Faults in accounts, rights, decisions and the history."""

from datetime import timedelta

from tests.integrity.planted.applications import an_act
from tests.integrity.planted.planting import plants, sql
from tests.people.builders import an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.permissions import Role


@plants("no_second_factor")
def staff_without_an_authenticator() -> list[int]:
    an_account(Role.COORDINATOR, totp_secret=b"sealed")
    an_account(Role.COORDINATOR, disabled_at=clock.now())
    an_account(Role.VOLUNTEER)
    return [an_account(Role.COORDINATOR, Role.SUPERVISOR).id]


def _grant_of(account: Account) -> int:
    return db.session.query(RoleGrant.id).filter_by(account_id=account.id).scalar() or 0


@plants("role_given_by_one")
def without_a_second_administrator() -> list[int]:
    first, second = an_account(), an_account()
    operator_made, by_two, by_one, by_nobody = (an_account(Role.AUDITOR) for _ in range(4))
    an_account(Role.OPCC_ANALYST)
    entry = HistoryEntry(
        id=1, at=clock.now(), by_account_id=None, act="staff_account_created", subject="account",
        subject_id=operator_made.id, details={}, previous_seal="0" * 64, seal="x",
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    for account, asked_by in ((by_two, first.id), (by_one, second.id)):
        said = {"role": "auditor", "asked_by_account_id": asked_by}
        an_act(account.id, second.id, subject="account", act="role_granted", **said)  # type: ignore[arg-type]
    return sorted([_grant_of(by_one), _grant_of(by_nobody)])


@plants("disabled_but_signed_in")
def a_sign_in_that_was_not_ended() -> list[int]:
    rows = []
    for disabled_at, lasts in ((clock.now(), 1), (clock.now(), -1), (None, 1)):
        account = an_account(Role.COORDINATOR, disabled_at=disabled_at)
        started = clock.now() - timedelta(hours=2)
        rows.append(
            SignIn(
                token_digest=f"digest {account.id}", account_id=account.id, started_at=started, confirmed_at=started,
                expires_at=clock.now() + timedelta(hours=lasts),
            )
        )  # fmt: skip
    db.session.add_all(rows)
    db.session.flush()
    return [rows[0].id]


def _five_acts() -> None:
    account = an_account()
    for _ in range(5):
        an_act(account.id, account.id, subject="account")


@plants("history_broken")
def an_entry_was_changed() -> list[int]:
    _five_acts()
    sql("UPDATE history_entries SET subject_id = subject_id + 1 WHERE id = 3")
    return [3]


@plants("history_broken")
def an_entry_was_removed() -> list[int]:
    _five_acts()
    sql("DELETE FROM history_entries WHERE id = 3")
    return [4]
