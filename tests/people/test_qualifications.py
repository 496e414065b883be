"""Kinds of qualification as the force keeps them, and what volunteers are awarded of them."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import SOMERSET, SPECIALS, a_viewer, a_volunteer, an_account, as_viewer, signed_in
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.models import HistoryEntry
from volunteers.people.models import Qualification
from volunteers.people.queries import get_standings, list_qualification_kinds, qualification_names
from volunteers.people.rules.qualifications import (
    DEFAULTS,
    Award,
    EndOfHolding,
    QualificationKind,
    QualificationKindDraft,
    last_good_day,
    refusals_of_kind,
    refusals_to_award,
    refusals_to_end_holding,
)
from volunteers.people.service import qualification_kinds as kinds
from volunteers.people.service.qualifications import award_qualification, end_qualification, usual_last_day
from volunteers.permissions import Grant, Role, Viewer
from volunteers.rosters.forms.planning import duty_form
from volunteers.rosters.queries.facts import names_of
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work

LIST = "/staff/reference/qualifications"
TODAY = date(2026, 5, 20)
MAY = timedelta(days=1)


@pytest.fixture
def by(session: Session) -> Viewer:
    return a_viewer(Role.ADMINISTRATOR)


@pytest.fixture
def coordinator(session: Session) -> Viewer:
    return a_viewer(Role.COORDINATOR, SPECIALS, SOMERSET)


def a_draft(name: str = "Dog handler", **changes: object) -> QualificationKindDraft:
    values = {"valid_months": 24, "to_confirm": False, "strands": (), "after": None, **changes}
    return QualificationKindDraft(name, **values)  # type: ignore[arg-type]


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("months", "to_confirm", "words"),
    [
        (None, False, "Does not run out by itself"),
        (None, True, "Does not run out by itself, to confirm"),
        (12, False, "1 year"),
        (36, True, "3 years, to confirm"),
        (1, False, "1 month"),
        (18, False, "18 months"),
    ],
)
def test_how_long_one_lasts_in_words(months: int | None, to_confirm: bool, words: str) -> None:
    assert QualificationKind("x", "X", months, to_confirm).validity == words


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (a_draft(), []),
        (a_draft("taser"), ["name_taken"]),
        (a_draft(valid_months=0), ["validity"]),
        (a_draft(valid_months=241), ["validity"]),
        (a_draft(strands=("pirates",)), ["unknown_strand"]),
    ],
)
def test_what_may_stand_in_the_list(draft: QualificationKindDraft, codes: list[str]) -> None:
    assert [each.code for each in refusals_of_kind(draft, taken=["Taser"], known=["cadets"])] == codes


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"from_on": TODAY + MAY}, ["award_in_future"]),
        ({"until_on": TODAY - MAY}, ["ends_before_award"]),
        ({"from_on": TODAY - 2 * MAY}, ["awarded_already"]),
        ({"evidence": "  "}, ["no_evidence"]),
    ],
)
def test_what_may_be_awarded(changes: dict[str, object], codes: list[str]) -> None:
    award = Award(**{"code": "taser", "from_on": TODAY, "until_on": None, "evidence": "Card 7", **changes})  # type: ignore[arg-type]
    found = refusals_to_award(award, DEFAULTS[0], began=[TODAY - 2 * MAY], on=TODAY)
    assert [each.code for each in found] == codes
    assert "unknown_kind" in [each.code for each in refusals_to_award(award, None, began=[], on=TODAY)]


@pytest.mark.parametrize(
    ("ending", "until_on", "codes"),
    [
        (EndOfHolding(TODAY, "Failed the course"), None, []),
        (EndOfHolding(TODAY, " "), None, ["no_reason"]),
        (EndOfHolding(None, "Failed"), None, ["no_last_day"]),
        (EndOfHolding(TODAY + MAY, "Failed"), None, ["last_day"]),
        (EndOfHolding(TODAY - 11 * MAY, "Failed"), None, ["last_day"]),
        (EndOfHolding(TODAY - MAY, "Failed"), TODAY - MAY, ["ran_out"]),
        (EndOfHolding(None, "Wrong person", was_mistake=True), TODAY - MAY, []),
    ],
)
def test_what_may_be_ended(ending: EndOfHolding, until_on: date | None, codes: list[str]) -> None:
    found = refusals_to_end_holding(ending, from_on=TODAY - 10 * MAY, until_on=until_on, on=TODAY)
    assert [each.code for each in found] == codes


def test_one_recorded_by_mistake_was_good_on_no_day() -> None:
    assert last_good_day(EndOfHolding(None, "Wrong", was_mistake=True), from_on=TODAY) == TODAY - MAY
    assert last_good_day(EndOfHolding(TODAY, "Failed"), from_on=TODAY - MAY) == TODAY


def test_kinds_are_kept_once_one_is_changed(session: Session, by: Viewer) -> None:
    assert list_qualification_kinds() == DEFAULTS
    with unit_of_work():
        made = kinds.add_kind(a_draft(), by=by)
        kinds.change_kind("taser", a_draft("Taser officer", valid_months=12, after="first_aid"), version=1, by=by)
        kinds.end_kind("body_worn_video", version=1, by=by)
    offered = list_qualification_kinds()
    assert [offered[0].code, offered[2].name] == [made.code, "Taser officer"]
    assert "body_worn_video" not in {each.code for each in offered}
    assert qualification_names()["body_worn_video"] == "Body-worn video"
    assert names_of(("taser", "gone")) == ("Taser officer", "Gone")
    changed = session.scalars(select(HistoryEntry).where(HistoryEntry.act == "qualification_kind_changed")).one()
    assert changed.details["changed"]["valid_months"] == {"from": None, "to": 12}
    with unit_of_work():
        kinds.offer_kind_again("body_worn_video", version=2, by=by)
    assert "body_worn_video" in {each.code for each in list_qualification_kinds()}
    with pytest.raises(Conflict):
        kinds.change_kind("taser", a_draft("Mine"), version=1, by=by)


@pytest.mark.usefixtures("client")
def test_a_duty_can_ask_for_the_kinds_there_are(by: Viewer, client: FlaskClient) -> None:
    kinds.add_kind(a_draft(strands=("cadets",)), by=by)
    with client.application.test_request_context():
        of = {
            code: [choice.label for choice in duty_form(get_strand(code), [], []).post_1_needs.choices]
            for code in ("cadets", SPECIALS)
        }
    assert "Dog handler" in of["cadets"]
    assert "Dog handler" not in of[SPECIALS]


@pytest.mark.parametrize(
    ("months", "from_on", "last"),
    [(12, date(2024, 2, 29), date(2025, 2, 27)), (None, date(2024, 2, 29), None), (36, TODAY, date(2029, 5, 19))],
)
def test_one_lasts_to_the_day_before(months: int | None, from_on: date, last: date | None) -> None:
    assert usual_last_day(QualificationKind("x", "X", months), from_on) == last


def test_an_award_counts_for_duties_from_its_day(session: Session, by: Viewer, coordinator: Viewer) -> None:
    kinds.change_kind("taser", a_draft("Taser", valid_months=12), version=1, by=by)
    volunteer, today = a_volunteer(), clock.today()
    with unit_of_work():
        made = award_qualification(volunteer.id, Award("taser", today, None, "Card 7"), by=coordinator)
    assert made.until_on == clock.add_months(today, 12) - MAY
    standing = get_standings([volunteer.id], SPECIALS)[volunteer.id]
    assert standing.is_qualified_throughout("taser", today, made.until_on)
    assert not standing.is_qualified_throughout("taser", today, made.until_on + MAY)
    with unit_of_work():
        ending = EndOfHolding(None, "Someone else’s card", was_mistake=True)
        end_qualification(volunteer.id, made.id, ending, seen=made.until_on, by=coordinator)
    assert not get_standings([volunteer.id], SPECIALS)[volunteer.id].is_qualified_throughout("taser", today, today)
    assert session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id.desc())).first() == "qualification_ended"
    with pytest.raises(Conflict):
        end_qualification(volunteer.id, made.id, ending, seen=None, by=coordinator)


def test_nobody_awards_themselves_nor_out_of_their_scope(coordinator: Viewer) -> None:
    award = Award("taser", clock.today(), None, "Card 7")
    account = an_account(Role.VOLUNTEER, grants=[Grant(Role.COORDINATOR)])
    own = a_volunteer(account=account)
    with pytest.raises(Refused, match="your own record"):
        award_qualification(own.id, award, by=as_viewer(account))
    with pytest.raises(NotFound):
        award_qualification(a_volunteer(area="bristol").id, award, by=coordinator)
    with pytest.raises(Refused, match="Choose one of the qualifications shown"):
        award_qualification(a_volunteer().id, Award("personal_safety", clock.today(), None, "x"), by=coordinator)


def test_a_qualification_is_recorded_once_and_ended_on_the_pages(client: FlaskClient, session: Session) -> None:
    volunteer = a_volunteer()
    page = f"/staff/volunteers/{volunteer.id}/qualifications"
    signed_in(client, an_account(Role.COORDINATOR))
    assert page in text(client, f"/staff/volunteers/{volunteer.id}")
    today = clock.today()
    day = {"from_on": [str(today.day), str(today.month), str(today.year)]}
    form = sent_form(text(client, page), code="first_aid", evidence="Certificate 12", **day)
    assert [client.post(page, data=form).status_code for _ in range(2)] == [303, 303]
    row = session.scalars(select(Qualification)).one()
    listed = text(client, page)
    assert "First aid is recorded" in listed
    assert "Certificate 12" in listed
    end = f"{page}/{row.id}/end"
    wrong = client.post(end, data=sent_form(text(client, end), how="ended", reason="Failed the refresher"))
    assert wrong.status_code == 409
    assert "Enter the last day on which it was good" in wrong.get_data(as_text=True)
    done = sent_form(text(client, end), how="mistake", reason="Wrong person")
    assert client.post(end, data=done).status_code == 303
    assert "Recorded by mistake" in text(client, page)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OPCC_ANALYST, Role.ADMINISTRATOR])
def test_only_those_who_change_service_reach_the_pages(client: FlaskClient, role: Role) -> None:
    volunteer = a_volunteer()
    signed_in(client, an_account(role))
    assert client.get(f"/staff/volunteers/{volunteer.id}/qualifications").status_code == 403


def test_the_list_on_its_pages(client: FlaskClient, by: Viewer) -> None:
    signed_in(client, an_account(Role.ADMINISTRATOR))
    form = sent_form(text(client, f"{LIST}/new"), name="Dog handler", valid_months="24", confirmed="yes")
    places = {client.post(f"{LIST}/new", data=form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    page = text(client, places.pop())
    assert "Dog handler: added to the list" in page
    assert "2 years" in page
    stale = sent_form(text(client, f"{LIST}/taser"), name="Mine", confirmed="yes")
    kinds.change_kind("taser", a_draft("Theirs"), version=1, by=by)
    answer = client.post(f"{LIST}/taser", data=stale).get_data(as_text=True)
    assert "Theirs: 2 years. For: Everyone" in answer
    assert client.post(f"{LIST}/taser/end", data=sent_form(answer)).status_code == 303
    ended = text(client, f"{LIST}/taser")
    assert "No longer awarded" in ended
    assert client.post(f"{LIST}/taser/again", data=sent_form(ended)).status_code == 303
    refused = sent_form(text(client, f"{LIST}/new"), name="Theirs", valid_months="many", confirmed="yes")
    answer = client.post(f"{LIST}/new", data=refused).get_data(as_text=True)
    assert "Enter a number of months between 1 and 240" in answer


def test_the_first_page_leads_to_every_list(client: FlaskClient, by: Viewer) -> None:
    with unit_of_work():
        kinds.add_kind(a_draft(), by=by)
    signed_in(client, an_account(Role.ADMINISTRATOR))
    page = text(client, "/staff/reference")
    for words in ("5 areas", "0 units", f"{len(DEFAULTS) + 1} qualifications", "6 pipelines", "Last change", by.name):
        assert words in page
    for place in ("areas", "units", "occupations", "reasons", "qualifications", "pipelines"):
        assert f'href="/staff/reference/{place}"' in page
        assert "Latest changes" in text(client, f"/staff/reference/{place}") or place == "pipelines"
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert "Reference data" in nav
    assert "Pipelines" not in nav
