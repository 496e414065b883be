"""The auditor's history: what is found, in which order, who may look, and what a check of the chain says."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.sql_count import counted_sql
from volunteers.history.models import HistoryEntry
from volunteers.history.queries import verify
from volunteers.history.service import record
from volunteers.people.models import Account
from volunteers.people.queries.acts import Sought, list_acts, list_known
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

SQL_FOR_A_PAGE = 6


def some_acts(*acts: tuple[str, str, int, int | None], **details: object) -> None:
    """Record (act, subject, its number, who) in this order."""
    with unit_of_work():
        for act, subject, subject_id, by in acts:
            record(act, subject=subject, subject_id=subject_id, by=by, **details)


@pytest.fixture
def auditor(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(Role.AUDITOR, full_name="Joan Whitcombe"))


@pytest.fixture
def acts(session: Session) -> dict[str, Account]:
    """Six acts by two people and by nobody."""
    sam, jo = an_account(full_name="Sam O'Carter"), an_account(full_name="Jo Carter-Bly")
    some_acts(
        ("check_recorded", "application", 700007, sam.id),
        ("application_moved", "application", 700007, jo.id),
        ("check_recorded", "application", 8, sam.id),
        ("created_duty", "duty", 700007, jo.id),
        ("code_refused", "account", sam.id, None),
        ("signed_in", "account", jo.id, jo.id),
    )
    return {"sam": sam, "jo": jo}


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), [6, 5, 4, 3, 2, 1]),
        (Sought(subject="application"), [3, 2, 1]),
        (Sought(subject="application", subject_id=700007), [2, 1]),
        (Sought(subject_id=700007), [4, 2, 1]),
        (Sought(act="check_recorded"), [3, 1]),
        (Sought(act="check_recorded", subject="duty"), []),
        (Sought(who="carter"), [6, 4, 3, 2, 1]),
        (Sought(who="o'CARTER sam"), [3, 1]),
        (Sought(who="%"), []),
        (Sought(who="99999999999999"), []),
    ],
)
def test_what_is_sought_is_found_newest_first(acts: dict[str, Account], sought: Sought, found: list[int]) -> None:
    assert [row.number for row in list_acts(sought).rows] == found


def test_a_number_is_an_account(acts: dict[str, Account]) -> None:
    assert [row.number for row in list_acts(Sought(who=str(acts["jo"].id))).rows] == [6, 4, 2]


def test_kinds_and_acts_are_those_the_history_holds(acts: dict[str, Account]) -> None:
    kinds, known = list_known()
    assert kinds == [("account", "Account"), ("application", "Application"), ("duty", "Duty")]
    assert [code for code, _ in known] == [
        "application_moved", "check_recorded", "code_refused", "created_duty", "signed_in"
    ]  # fmt: skip


def test_an_empty_history_knows_no_kinds(session: Session) -> None:
    assert list_known() == ([], [])
    assert list_acts(Sought()).rows == ()


def test_pages_follow_each_other_without_gap_or_repeat(acts: dict[str, Account]) -> None:
    seen, before = [], None
    while True:
        page = list_acts(Sought(), before=before, limit=2)
        seen += [row.number for row in page.rows]
        if page.next_before is None:
            break
        before = page.next_before
    assert seen == [6, 5, 4, 3, 2, 1]


def test_an_act_is_read_in_words_and_without_addresses(auditor: FlaskClient, session: Session) -> None:
    who, nameless = an_account(full_name="Sam Carter", email="sam@private.example"), an_account(full_name="")
    some_acts(("check_recorded", "application", 7, who.id), check="vetting", fields=["state", "result_on"], first=True)
    some_acts(("withdrew_from_duty", "duty", 3, nameless.id), ("code_refused", "account", who.id, None))
    page = auditor.get("/staff/history").get_data(as_text=True)
    for words in (
        "Check recorded", "Check: vetting", "Fields: state, result on", "First: yes", "Application 7", "Sam Carter",
        f"Account {nameless.id}", "Nobody signed in",
    ):  # fmt: skip
        assert words in page
    assert "private.example" not in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_but_an_auditor_reads_or_verifies(client: FlaskClient, session: Session, role: Role) -> None:
    signed_in(client, an_account(role))
    page = client.get("/my-sign-ins").get_data(as_text=True)
    assert "/staff/history" not in page
    assert client.get("/staff/history").status_code == 403
    assert client.post("/staff/history/verify", data=sent_form(page)).status_code == 403


def test_a_stranger_is_sent_to_sign_in_as_staff(client: FlaskClient) -> None:
    assert client.get("/staff/history?act=x").location == "/staff/sign-in?next=/staff/history?act%3Dx"
    assert client.post("/staff/history/verify").status_code == 401


@pytest.mark.parametrize("number", [1, 120])
def test_a_page_asks_the_same_of_the_database_however_long_the_history(
    app: Flask, auditor: FlaskClient, number: int
) -> None:
    some_acts(*[("signed_in", "account", one, one) for one in range(1, number + 1)])
    for address in ("/staff/history", "/staff/history?who=carter&act=signed_in&subject=account&subject_id=1"):
        with counted_sql(app) as asked:
            answer = auditor.get(address)
        assert answer.status_code == 200
        assert asked.count <= SQL_FOR_A_PAGE, asked
        assert "OFFSET" not in str(asked)
    page = auditor.get("/staff/history").get_data(as_text=True)
    assert (">Older<" in page) == (number > 50)


def test_the_next_page_keeps_what_was_sought(auditor: FlaskClient) -> None:
    some_acts(*[("signed_in" if one % 2 else "code_refused", "account", 1, None) for one in range(1, 121)])
    page = auditor.get("/staff/history?act=signed_in").get_data(as_text=True)
    older = re.search(r'href="([^"]+)" rel="next"', page)
    assert older
    answer = auditor.get(older[1].replace("&amp;", "&")).get_data(as_text=True)
    assert answer.count('<th scope="row">') == 10
    assert ">Newest<" in answer


@pytest.mark.parametrize(
    "asked", ["subject=nothing", "act=%00", "subject_id=x", "subject_id=99999999999", "before=-1", "who=%00"]
)
def test_a_filter_that_means_nothing_is_left_out(auditor: FlaskClient, acts: dict[str, Account], asked: str) -> None:
    answer = auditor.get(f"/staff/history?{asked}")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count('<th scope="row">') == 6


def checked(browser: FlaskClient, printed: str = "") -> str:
    """What the button Verify the chain answers."""
    page = browser.get("/staff/history").get_data(as_text=True)
    answer = browser.post("/staff/history/verify", data=sent_form(page, printed=printed))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_whole_history_is_called_whole_and_shows_its_newest_seal(
    auditor: FlaskClient, acts: dict[str, Account], session: Session
) -> None:
    page = checked(auditor)
    assert "The history is whole" in page
    seal = session.scalars(select(HistoryEntry.seal).order_by(HistoryEntry.id.desc()).limit(1)).one()
    assert " ".join(re.findall("....", seal)) in page
    assert session.scalar(select(func.count()).select_from(HistoryEntry)) == 6, "checking writes nothing"


@pytest.mark.parametrize("changed", [{"act": "nothing"}, {"by_account_id": None}, {"details": {"x": 1}}, {"id": 99}])
def test_a_changed_or_removed_entry_is_named(
    auditor: FlaskClient, acts: dict[str, Account], session: Session, changed: dict[str, object]
) -> None:
    session.execute(update(HistoryEntry).where(HistoryEntry.id == 3).values(**changed))
    assert "The history was changed at entry 3" in checked(auditor)
    verdict = verify()
    assert verdict.first_broken == 3
    assert verdict.newest is not None
    assert verdict.newest.number == 2


def test_a_seal_printed_earlier_shows_that_the_end_was_cut(
    auditor: FlaskClient, acts: dict[str, Account], session: Session
) -> None:
    newest = verify().newest
    assert newest is not None
    assert "is that of entry 6" in checked(auditor, newest.in_groups.upper())
    session.delete(session.get_one(HistoryEntry, 6))
    page = checked(auditor, newest.in_groups)
    assert "The history is whole" in page
    assert "entries were removed from the end" in page


def test_what_is_no_seal_is_said_to_be_none(auditor: FlaskClient) -> None:
    page = checked(auditor, "abc")
    assert "A seal is 64 numbers and letters" in page
    assert 'value="abc"' in page


def test_a_post_without_its_token_gives_the_page_back(auditor: FlaskClient) -> None:
    answer = auditor.post("/staff/history/verify")
    assert answer.status_code == 200
    assert "This page had been open for a long time" in answer.get_data(as_text=True)
    assert "The newest seal" not in answer.get_data(as_text=True)


def test_an_empty_history_is_whole(auditor: FlaskClient) -> None:
    page = checked(auditor)
    assert "The history is whole" in page
    assert "Nothing has been recorded yet" in page
