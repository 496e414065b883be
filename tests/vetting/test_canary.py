"""Words from a vetting file, looked for on every page that anyone else can open, in every mail and in the history."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.crawling import crawl
from tests.people.builders import an_account, as_viewer, signed_in
from tests.vetting.builders import declare, open_it, tick_all, to_be_vetted
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import Base
from volunteers.people.models import Account
from volunteers.permissions import Role, Viewer
from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import queries, service
from volunteers.vetting.models import VettingCase
from volunteers.vetting.rules import Outcome, OutcomeEntry

NOTE, REASON, CONDITION = "zibelline", "quincunx", "ultracrepidarian"
OPENED, HANDED, DISAGREED, DECLARED = "borborygmus", "mumpsimus", "widdershins", "xanthippe"
CANARIES = (NOTE, REASON, CONDITION, OPENED, HANDED, DISAGREED, DECLARED)
MOST_PAGES = 30
OTHERS = (
    Role.COORDINATOR, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.OPCC_ANALYST, Role.VETTING_OFFICER,
)  # fmt: skip


def officer(session: Session) -> Viewer:
    return as_viewer(an_account(Role.VETTING_OFFICER, full_name="Ruth Calloway"))


@pytest.fixture
def cases(session: Session) -> list[Application]:
    """One granted with conditions, one refused, one under way: every field of the room holds a word of its own."""
    with unit_of_work():
        people = [to_be_vetted(first_name=name) for name in ("Ada", "Ben", "Cyd")]
        for each in people:
            declare(each, "convictions", {"answer": "yes"})
            declare(each, "offences", {"done": True, "items": [
                {"what": DECLARED, "happened": "2012-06-01", "outcome": "A fine"}
            ]})  # fmt: skip
        first, second = officer(session), officer(session)
        granted, refused, open_case = (service.take_next(by=first) for _ in range(3))
        for case in (granted, refused, open_case):
            service.open_file(case.id, reason="begin", words=OPENED, by=first)
            service.add_note(case.id, NOTE, by=first)
            tick_all(case, first)
        on = clock.today()
        end(granted, first, OutcomeEntry(Outcome.WITH_CONDITIONS, on, "rv", None, "RV-1", CONDITION))
        end(refused, first, OutcomeEntry(Outcome.REFUSED, on, reason=REASON))
        decide(refused, second, agrees=True)
        end(open_case, first, OutcomeEntry(Outcome.REFUSED, on, reason=REASON))
        decide(open_case, second, agrees=False)
        service.hand_over(open_case.id, to=second.account_id, reason=HANDED, by=first)
    return people


def end(case: VettingCase, by: Viewer, entry: OutcomeEntry) -> None:
    service.record_outcome(case.id, entry=entry, seen_version=case.version, by=by)


def decide(case: VettingCase, by: Viewer, *, agrees: bool) -> None:
    proposal = queries.find_proposal(case)
    assert proposal is not None
    open_it(case, by)
    service.decide(proposal.id, case.id, agrees=agrees, words=None if agrees else DISAGREED, by=by)


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_of_anyone_else_holds_a_word_of_it(
    client: FlaskClient, session: Session, cases: list[Application], role: Role
) -> None:
    browser = signed_in(client, an_account(role))
    starts = [f"/staff/applications/{each.reference}" for each in cases]
    rooms = [f"/staff/vetting/{number}" for number in session.scalars(select(VettingCase.id))]
    pages = crawl(browser, *starts, *rooms, "/staff", "/staff/vetting-sample", "/staff/history", most=MOST_PAGES)
    assert len(pages) > 6
    found = {address: [word for word in CANARIES if word in body] for address, body in pages.items()}
    assert not {address: words for address, words in found.items() if words}
    if role is Role.COORDINATOR:
        assert "with conditions: ask the vetting team" in pages[starts[0]]
        assert "Not passed" in pages[starts[1]]


def test_nor_does_a_page_of_the_applicant(client: FlaskClient, session: Session, cases: list[Application]) -> None:
    for each in cases:
        browser = signed_in(client, session.get_one(Account, each.account_id))
        pages = crawl(browser, "/my-applications", f"/my-applications/{each.reference}", most=MOST_PAGES)
        own = {DECLARED}  # what they declared is theirs to read
        for body in pages.values():
            assert not [word for word in CANARIES if word in body and word not in own]


def test_nor_any_table_in_plain_words(app: Flask, session: Session, cases: list[Application]) -> None:
    """Mails, history and every other table: whatever is written of a file is sealed."""
    for table in sorted(Base.metadata.tables):
        for row in session.scalars(text(f"SELECT to_jsonb(t)::text FROM {table} t")):  # noqa: S608
            assert not [word for word in CANARIES if word in row], table


def test_the_words_are_where_they_should_be(client: FlaskClient, session: Session, cases: list[Application]) -> None:
    """A crawl that looks for words nobody wrote finds nothing: the officer who has the case reads them."""
    case = session.scalars(select(VettingCase).where(VettingCase.closed_at.is_(None))).one()
    holder = session.get_one(Account, case.assigned_to_id)
    open_it(case, as_viewer(holder))
    shown = signed_in(client, holder).get(f"/staff/vetting/{case.id}").get_data(as_text=True)
    assert [word for word in (NOTE, HANDED, DISAGREED, DECLARED) if word not in shown] == []
