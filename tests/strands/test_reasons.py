"""The reasons people choose from: defaults first, then the force's own, each change in history."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import a_viewer, an_account, signed_in
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Role, Viewer
from volunteers.strands import service
from volunteers.strands.queries import get_reason_row, list_reason_rows, list_reasons
from volunteers.strands.rules.reasons import (
    DEFAULTS,
    ReasonDraft,
    ReasonKind,
    refusals_of_reason,
    refusals_of_too_few,
)
from volunteers.unit_of_work import unit_of_work

DECLINE, LEAVE = ReasonKind.DECLINE, ReasonKind.LEAVE
PAGE = "/staff/reference/reasons/decline"


@pytest.fixture
def by(session: Session) -> Viewer:
    return a_viewer(Role.ADMINISTRATOR)


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(Role.ADMINISTRATOR))


def a_draft(words: str = "The course is full", **changes: object) -> ReasonDraft:
    values = {"note_needed": False, "strands": (), "after": None, **changes}
    return ReasonDraft(words, **values)  # type: ignore[arg-type]


def words_of(kind: ReasonKind = DECLINE, strand: str | None = None) -> list[str]:
    return [each.words for each in list_reasons(kind, strand)]


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


@pytest.mark.parametrize("kind", list(ReasonKind))
def test_each_kind_has_defaults_with_one_for_all_else_and_no_code_twice(kind: ReasonKind) -> None:
    codes = [each.code for each in DEFAULTS[kind]]
    assert len(codes) == len(set(codes)) > 3
    assert [each.note_needed for each in DEFAULTS[kind] if each.code == "other"] == [True]
    assert kind.label
    assert kind.chosen_by.endswith(".")
    assert not any(each.words.endswith(".") for each in DEFAULTS[kind])


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (a_draft(), []),
        (a_draft("HEALTH"), ["name_taken"]),
        (a_draft(strands=("cadets",)), []),
        (a_draft(strands=("pirates",)), ["unknown_strand"]),
    ],
)
def test_what_may_stand_in_the_list(draft: ReasonDraft, codes: list[str]) -> None:
    refusals = refusals_of_reason(draft, taken=["Health"], known=["cadets", "specials"])
    assert [refusal.code for refusal in refusals] == codes


@pytest.mark.parametrize(
    ("offered", "fits"),
    [([()], True), ([("a",), ("b",)], True), ([("a",)], False), ([], False)],
)
def test_every_strand_keeps_a_reason(offered: list[tuple[str, ...]], fits: bool) -> None:
    refusals = refusals_of_too_few(offered, known=[("a", "A"), ("b", "B")])
    assert not refusals if fits else "B" in refusals[0].message


def test_the_defaults_stand_in_until_one_is_changed(session: Session, by: Viewer) -> None:
    assert list_reasons(DECLINE) == DEFAULTS[DECLINE]
    with unit_of_work():
        service.change_reason(DECLINE, "interview", a_draft("The interview went otherwise"), version=1, by=by)
    assert words_of()[0] == "The interview went otherwise"
    assert len(words_of()) == len(DEFAULTS[DECLINE])
    assert list_reasons(LEAVE) == DEFAULTS[LEAVE]
    taken, changed = session.scalars(select(HistoryEntry).order_by(HistoryEntry.id))
    assert taken.act == "reasons_taken_over"
    assert changed.details["changed"]["name"] == {
        "from": "The interview did not show what the role needs", "to": "The interview went otherwise",
    }  # fmt: skip


def test_one_for_some_strands_is_offered_there_alone(by: Viewer) -> None:
    with unit_of_work():
        made = service.add_reason(DECLINE, a_draft("New", strands=("cadets",), after="interview"), by=by)
    assert made.code == "new_2", "the word stands for a page in addresses"
    assert "New" in words_of(strand="cadets")
    assert "New" in words_of()
    assert "New" not in words_of(strand="special_constabulary")
    assert words_of().index("New") == 2


def test_what_ended_is_offered_no_longer_until_it_is_again(by: Viewer, session: Session) -> None:
    with unit_of_work():
        service.end_reason(DECLINE, "fitness", version=1, by=by)
        service.end_reason(DECLINE, "fitness", version=1, by=by)
    assert "fitness" not in {each.code for each in list_reasons(DECLINE)}
    assert get_reason_row(DECLINE, "fitness").is_ended
    with unit_of_work():
        service.offer_reason_again(DECLINE, "fitness", version=2, by=by)
        service.offer_reason_again(DECLINE, "fitness", version=2, by=by)
    assert "fitness" in {each.code for each in list_reasons(DECLINE)}
    acts = list(session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)))
    assert acts == ["reasons_taken_over", "reason_ended", "reason_offered_again"]


def test_the_last_one_of_a_strand_stays(by: Viewer) -> None:
    *others, last = [row.code for row in list_reason_rows(DECLINE)]
    for code in others:
        service.end_reason(DECLINE, code, version=1, by=by)
    with pytest.raises(Refused, match="no reason left to choose for Special Constabulary"):
        service.end_reason(DECLINE, last, version=1, by=by)
    with pytest.raises(Refused, match="no reason left to choose"):
        service.change_reason(DECLINE, last, a_draft("Another", strands=("cadets",)), version=1, by=by)


def test_nobody_overwrites_what_they_have_not_seen(by: Viewer) -> None:
    service.change_reason(DECLINE, "medical", a_draft("One"), version=1, by=by)
    with pytest.raises(Conflict):
        service.change_reason(DECLINE, "medical", a_draft("Two"), version=1, by=by)
    with pytest.raises(Conflict):
        service.end_reason(DECLINE, "medical", version=1, by=by)
    with pytest.raises(NotFound):
        service.end_reason(DECLINE, "unheard_of", version=1, by=by)
    with pytest.raises(Refused, match="in the list already"):
        service.add_reason(DECLINE, a_draft("one"), by=by)


def test_saving_without_a_difference_writes_nothing(by: Viewer, session: Session) -> None:
    as_it_is = a_draft(DEFAULTS[DECLINE][0].words, note_needed=True)
    with unit_of_work():
        service.change_reason(DECLINE, DEFAULTS[DECLINE][0].code, as_it_is, version=1, by=by)
    assert list(session.scalars(select(HistoryEntry.act))) == ["reasons_taken_over"]


def test_a_reason_is_added_once_and_seen_with_who_did_it(admin: FlaskClient) -> None:
    form = sent_form(text(admin, f"{PAGE}/new"), words="The course is full.", note="yes")
    places = {admin.post(f"{PAGE}/new", data=form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    page = text(admin, places.pop())
    assert "The course is full: added to the list" in page
    assert "Reason added" in page
    assert "Sam Carter" in page


def test_a_stale_page_keeps_what_was_typed_and_says_what_stands(admin: FlaskClient, by: Viewer) -> None:
    form = sent_form(text(admin, f"{PAGE}/medical"), words="Mine", note="no")
    service.change_reason(DECLINE, "medical", a_draft("Theirs"), version=1, by=by)
    page = admin.post(f"{PAGE}/medical", data=form).get_data(as_text=True)
    for words in ("Someone else changed this meanwhile", 'value="Mine"', "Theirs. For: Everyone"):
        assert words in page
    assert admin.post(f"{PAGE}/medical", data=sent_form(page, words="Mine", note="no")).status_code == 303
    assert "Mine" in words_of()


def test_ending_and_offering_again_by_button(admin: FlaskClient) -> None:
    form = sent_form(text(admin, f"{PAGE}/medical"))
    assert admin.post(f"{PAGE}/medical/end", data=form).status_code == 303
    page = text(admin, f"{PAGE}/medical")
    assert "Offer it again" in page
    assert admin.post(f"{PAGE}/medical/again", data=sent_form(page)).status_code == 303
    assert "No longer offered" not in text(admin, "/staff/reference/reasons")


@pytest.mark.parametrize("address", ["/staff/reference/reasons/pirates/new", f"{PAGE}/unheard_of"])
def test_what_there_is_none_of(admin: FlaskClient, address: str) -> None:
    assert admin.get(address).status_code == 404
