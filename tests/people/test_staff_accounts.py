"""What one administrator may do to staff accounts, what takes two, and what nobody may do."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import load_settings
from tests.conftest import settings_for
from tests.people.builders import a_viewer, an_account
from volunteers import clock, sealing
from volunteers.app import create_app
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.local.servers import Addresses
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.people.queries.accounts import get_staff_account, list_staff_accounts
from volunteers.people.queries.sign_ins import get_viewer_of
from volunteers.people.rules.accounts import AccountState
from volunteers.people.service import accounts, begin_sign_in, passwords
from volunteers.permissions import Grant, Role, Viewer
from volunteers.unit_of_work import unit_of_work

KEY = b"testsealingkeytestsealingkey1234"
SPECIALS = "special_constabulary"
IN_BRISTOL = Grant(Role.COORDINATOR, SPECIALS, "bristol")
AUDITOR = Grant(Role.AUDITOR)

Act = Callable[[int, Viewer], object]


@pytest.fixture
def admin(session: Session) -> Viewer:
    return a_viewer(Role.ADMINISTRATOR, full_name="Martin Lyle")


def opened(
    admin: Viewer, grant: Grant | None = IN_BRISTOL, email: str = "Jo.Bly@force.example"
) -> accounts.FirstDetails:
    with unit_of_work():
        return accounts.open_staff_account(email=email, full_name="Jo Bly", grant=grant, by=admin, key=KEY)


@contextmanager
def refused(words: str) -> Iterator[None]:
    """What is done inside is refused in these words; what was set up before is stored first, and stays."""
    with unit_of_work():
        pass
    with pytest.raises(Refused, match=words), unit_of_work():
        yield


def held_by(account_id: int) -> set[Grant]:
    rows = db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == account_id))
    return {row.as_grant() for row in rows}


def acts() -> list[tuple[str, int, int | None]]:
    rows = select(HistoryEntry.act, HistoryEntry.subject_id, HistoryEntry.by_account_id).order_by(HistoryEntry.id)
    return [tuple(row) for row in db.session.execute(rows)]


def test_a_new_account_waits_for_its_holder_to_choose_a_password(admin: Viewer, session: Session) -> None:
    details = opened(admin)
    account = session.get_one(Account, details.account_id)
    assert account.email == "jo.bly@force.example"
    assert held_by(account.id) == {IN_BRISTOL}
    assert passwords.is_password(account.password_hash, details.password)
    assert account.totp_secret is not None
    assert sealing.unseal(account.totp_secret, key=KEY, place=account.totp_place) == details.totp_secret
    assert get_staff_account(account.id).state is AccountState.WAITING
    with time_machine.travel(clock.now() + timedelta(hours=72, seconds=1), tick=False):
        assert get_staff_account(account.id).state is AccountState.RAN_OUT
    made_by = admin.account_id
    assert acts() == [("staff_account_created", account.id, made_by), ("role_granted", account.id, made_by)]


def test_details_are_random_and_do_not_show_in_a_log(admin: Viewer) -> None:
    first, second = opened(admin), opened(admin, email="other@force.example")
    assert first.password != second.password
    assert first.totp_secret != second.totp_secret
    assert len(first.password.replace("-", "")) == 16
    assert first.password not in repr(first)
    assert first.totp_secret not in repr(first)


def test_no_second_account_for_an_address(admin: Viewer) -> None:
    opened(admin)
    with refused("already an account"):
        opened(admin, email="jo.bly@force.example")


def test_ordinary_roles_are_given_and_taken_by_one(admin: Viewer) -> None:
    account_id = opened(admin, grant=None).account_id
    assert held_by(account_id) == set()
    with unit_of_work():
        accounts.grant_role(account_id, IN_BRISTOL, by=admin)
    with refused("already"):
        accounts.grant_role(account_id, IN_BRISTOL, by=admin)
    role = get_staff_account(account_id).roles[0]
    assert (role.name, role.scope) == ("Coordinator", "Special Constabulary, Bristol")
    with unit_of_work():
        accounts.remove_role(role.id, account_id=account_id, by=admin)
    assert held_by(account_id) == set()
    assert [act for act, *_ in acts()] == ["staff_account_created", "role_granted", "role_removed"]


@pytest.mark.parametrize("role", [Role.VETTING_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_whoever_vets_audits_or_administers_is_agreed_to_by_two(admin: Viewer, role: Role) -> None:
    account_id, second = opened(admin).account_id, a_viewer(Role.ADMINISTRATOR)
    grant = Grant(role)
    with refused("Someone other"):
        accounts.grant_role(account_id, grant, by=admin)
    with refused("Someone other"):
        accounts.grant_role(account_id, grant, by=admin, asked_by=admin.account_id)
    with refused("Someone other"):
        opened(admin, grant=grant, email="new@force.example")
    with unit_of_work():
        accounts.ask_for_role(account_id, grant, by=admin)
    assert held_by(account_id) == {IN_BRISTOL}
    with unit_of_work():
        accounts.grant_role(account_id, grant, by=second, asked_by=admin.account_id)
    assert held_by(account_id) == {IN_BRISTOL, grant}
    entry = db.session.scalars(select(HistoryEntry).order_by(HistoryEntry.id.desc()).limit(1)).one()
    assert (entry.act, entry.by_account_id) == ("role_granted", second.account_id)
    assert entry.details["asked_by_account_id"] == admin.account_id


def test_one_who_asked_and_is_no_longer_administrator_counts_for_nothing(admin: Viewer) -> None:
    account_id = opened(admin).account_id
    for asked_by in (a_viewer(Role.COORDINATOR), a_viewer(Role.ADMINISTRATOR, disabled_at=clock.now())):
        with refused("Only an administrator"):
            accounts.grant_role(account_id, AUDITOR, by=admin, asked_by=asked_by.account_id)


def test_nobody_asks_for_themselves_through_another(admin: Viewer) -> None:
    second = a_viewer(Role.ADMINISTRATOR)
    with refused("your own account"):
        accounts.grant_role(second.account_id, AUDITOR, by=admin, asked_by=second.account_id)


ACTS: dict[str, Act] = {
    "give": lambda account_id, by: accounts.grant_role(account_id, IN_BRISTOL, by=by),
    "ask": lambda account_id, by: accounts.ask_for_role(account_id, AUDITOR, by=by),
    "remove": lambda account_id, by: accounts.remove_role(
        db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == account_id)) or 0,
        account_id=account_id, by=by,
    ),
    "disable": lambda account_id, by: accounts.disable(account_id, by=by),
    "enable": lambda account_id, by: accounts.enable(account_id, by=by),
    "end": lambda account_id, by: accounts.end_sign_ins(account_id, by=by),
    "reset": lambda account_id, by: accounts.reset(account_id, by=by, key=KEY),
    "ask to reset": lambda account_id, by: accounts.ask_for_reset(account_id, by=by),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_nobody_changes_their_own_account(admin: Viewer, act: str) -> None:
    with refused("your own account"):
        ACTS[act](admin.account_id, admin)
    assert acts() == []


@pytest.mark.parametrize("act", ACTS)
def test_applicants_and_volunteers_are_not_found(admin: Viewer, act: str) -> None:
    person = an_account(Role.APPLICANT, Role.VOLUNTEER)
    with pytest.raises(NotFound), unit_of_work():
        ACTS[act](person.id, admin)


@pytest.mark.parametrize("act", ACTS)
def test_one_who_is_no_longer_administrator_does_nothing(session: Session, act: str) -> None:
    former, staff = a_viewer(Role.ADMINISTRATOR), an_account(Role.SUPERVISOR)
    for row in session.scalars(select(RoleGrant).where(RoleGrant.account_id == former.account_id)):
        session.delete(row)
    session.commit()
    with refused("Only an administrator"):
        ACTS[act](staff.id, former)
    assert acts() == []


def test_disabling_ends_every_sign_in_at_once_and_enabling_restores_none(admin: Viewer, session: Session) -> None:
    staff = an_account(Role.SUPERVISOR)
    tokens = [begin_sign_in(staff.id, lasts=timedelta(hours=1)) for _ in range(2)]
    bystander = begin_sign_in(an_account(Role.SUPERVISOR).id, lasts=timedelta(hours=1))
    with unit_of_work():
        accounts.disable(staff.id, by=admin)
    with unit_of_work():
        accounts.disable(staff.id, by=admin)
    assert [get_viewer_of(token, clock.now()) for token in tokens] == [None, None]
    assert get_staff_account(staff.id).state is AccountState.DISABLED
    with unit_of_work():
        accounts.enable(staff.id, by=admin)
    assert get_staff_account(staff.id).state is AccountState.OPEN
    assert [get_viewer_of(token, clock.now()) for token in tokens] == [None, None]
    assert get_viewer_of(bystander, clock.now()) is not None
    entries = session.execute(select(HistoryEntry.act, HistoryEntry.details).order_by(HistoryEntry.id)).all()
    assert [tuple(entry) for entry in entries] == [("account_disabled", {"sign_ins_ended": 2}), ("account_enabled", {})]


def test_ending_sign_ins_leaves_the_account_open(admin: Viewer) -> None:
    staff = an_account(Role.SUPERVISOR)
    token = begin_sign_in(staff.id, lasts=timedelta(hours=1))
    assert get_staff_account(staff.id).open_sign_ins == 1
    with unit_of_work():
        accounts.end_sign_ins(staff.id, by=admin)
    assert get_viewer_of(token, clock.now()) is None
    assert get_staff_account(staff.id).open_sign_ins == 0
    assert get_staff_account(staff.id).state is AccountState.OPEN


def test_a_reset_replaces_password_and_authenticator_and_ends_sign_ins(admin: Viewer, session: Session) -> None:
    first = opened(admin)
    account = session.get_one(Account, first.account_id)
    account.totp_last_step, account.password_expires_at = 7, None
    begin_sign_in(account.id, lasts=timedelta(hours=1))
    with unit_of_work():
        second = accounts.reset(account.id, by=admin, key=KEY)
    assert not passwords.is_password(account.password_hash, first.password)
    assert passwords.is_password(account.password_hash, second.password)
    assert account.totp_secret is not None
    assert sealing.unseal(account.totp_secret, key=KEY, place=account.totp_place) == second.totp_secret
    assert account.totp_last_step is None
    assert get_staff_account(account.id).state is AccountState.WAITING
    assert session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all() == []
    assert acts()[-1] == ("sign_in_reset", account.id, admin.account_id)


def test_one_administrator_alone_does_not_take_over_an_auditors_account(admin: Viewer) -> None:
    auditor, second = an_account(Role.AUDITOR), a_viewer(Role.ADMINISTRATOR)
    assert get_staff_account(auditor.id).reset_needs_second
    with refused("Someone other"):
        accounts.reset(auditor.id, by=admin, key=KEY)
    with unit_of_work():
        details = accounts.reset(auditor.id, by=second, key=KEY, asked_by=admin.account_id)
    assert passwords.is_password(auditor.password_hash, details.password)


def test_a_volunteers_part_of_an_account_is_not_an_administrators_to_take(admin: Viewer) -> None:
    account = an_account(Role.SUPERVISOR, Role.VOLUNTEER)
    role = next(role for role in get_staff_account(account.id).roles if role.name == "Volunteer")
    assert not role.may_be_removed
    with pytest.raises(NotFound), unit_of_work():
        accounts.remove_role(role.id, account_id=account.id, by=admin)


def test_a_role_of_another_account_is_not_found(admin: Viewer) -> None:
    one, other = an_account(Role.SUPERVISOR), an_account(Role.SUPERVISOR)
    role = get_staff_account(other.id).roles[0]
    with pytest.raises(NotFound), unit_of_work():
        accounts.remove_role(role.id, account_id=one.id, by=admin)


def test_the_list_is_of_staff_alone_by_name_and_found_by_parts(session: Session) -> None:
    an_account(Role.APPLICANT, full_name="Al Applicant")
    for name in ("carla Moss", "Bert Moss", "Ann O'Hara"):
        an_account(Role.SUPERVISOR, full_name=name, email=f"{name.split()[0].lower()}@force.example")
    an_account(full_name="Dot Left", password_hash="x")
    assert [row.name for row in list_staff_accounts().rows] == ["Ann O'Hara", "Bert Moss", "carla Moss", "Dot Left"]
    assert [row.name for row in list_staff_accounts(search="MOSS b").rows] == ["Bert Moss"]
    assert [row.name for row in list_staff_accounts(search="carla@").rows] == ["carla Moss"]
    assert list_staff_accounts(search="%").rows == ()


def test_pages_follow_each_other_without_gap_or_repeat(session: Session) -> None:
    made = {an_account(Role.SUPERVISOR, full_name="Same" if number < 3 else f"N{number}").id for number in range(5)}
    seen, after = [], None
    while True:
        page = list_staff_accounts(after=after, limit=2)
        seen += [row.id for row in page.rows]
        if page.next_after is None:
            break
        after = page.next_after
    assert len(seen) == 5
    assert set(seen) == made


def test_the_last_sign_in_is_shown(session: Session) -> None:
    staff = an_account(Role.SUPERVISOR)
    assert get_staff_account(staff.id).last_sign_in_at is None
    begin_sign_in(staff.id, lasts=timedelta(hours=1))
    latest = session.scalars(select(SignIn.started_at)).one()
    assert get_staff_account(staff.id).last_sign_in_at == latest


def test_two_who_remove_each_other_at_once_leave_one(own_database: str, addresses: Addresses, tmp_path: Path) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    with app.app_context(), unit_of_work():
        both = [a_viewer(Role.ADMINISTRATOR) for _ in range(2)]
    start = Barrier(2)

    def remove(by: Viewer, other: Viewer) -> bool:
        with app.app_context():
            grant_id = db.session.scalar(select(RoleGrant.id).where(RoleGrant.account_id == other.account_id))
            db.session.rollback()
            start.wait()
            try:
                with unit_of_work():
                    accounts.remove_role(grant_id or 0, account_id=other.account_id, by=by)
            except Refused:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(remove, both, reversed(both)))
    with app.app_context():
        db.engine.dispose()
    assert sorted(done) == [False, True]
