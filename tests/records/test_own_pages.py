"""A volunteer's own record: evidence entered on a telephone, a review agreed to, and nobody else's."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.pages import sent_form
from tests.people.builders import a_volunteer, signed_in
from tests.records.builders import a_kit_item, a_review, a_signer, a_special, an_evidence
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, Volunteer
from volunteers.records.models import Evidence
from volunteers.records.rules import EvidenceState

NEW = "/my-record/evidence/new"


@pytest.fixture
def special(session: object) -> Volunteer:
    return a_special()


@pytest.fixture
def signer(session: object) -> Account:
    return a_signer()


@pytest.fixture
def browser(client: FlaskClient, special: Volunteer) -> FlaskClient:
    return signed_in(client, special.account)


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def answers(officer: Account, **more: object) -> dict[str, object]:
    today = clock.today()
    return {
        "skill": "stop_and_search", "duty_on": [str(today.day), str(today.month), str(today.year)],
        "what": "I stopped a man.", "signer": str(officer.id), **more,
    }  # fmt: skip


def test_evidence_is_entered_once_and_shown_as_waiting(browser, special, signer):
    sent = sent_form(page(browser, f"{NEW}?skill=stop_and_search"), **answers(signer, place="Taunton", incident="AS-1"))
    locations = {browser.post(NEW, data=sent).location for _ in range(2)}
    assert locations == {"/my-record/skills"}
    (row,) = db.session.scalars(select(Evidence))
    assert (row.skill, row.place, row.incident, row.signer_id) == ("stop_and_search", "Taunton", "AS-1", signer.id)
    shown = page(browser, "/my-record/skills")
    assert "Your evidence is sent to be signed." in shown
    assert "0 of 3 signed, 1 waiting" in shown


def test_the_skill_one_comes_from_and_the_officer_asked_last_are_chosen_already(browser, special, signer):
    a_signer("Zoe Last")
    an_evidence(special, signer)
    shown = page(browser, f"{NEW}?skill=radio")
    assert '<option value="radio" selected>' in shown
    assert f'<option value="{signer.id}" selected>Owen Marsh</option>' in shown
    assert "Do not name members of the public" in shown


@pytest.mark.parametrize(
    ("more", "words", "field"),
    [
        ({"skill": ""}, "Choose the skill.", "skill"),
        ({"what": " "}, "Write what happened.", "what"),
        ({"signer": ""}, "Choose the officer who was with you.", "signer"),
        ({"duty_on": ["31", "4", "2026"]}, "must be a real date", "duty_on-day"),
        ({"duty_on": ["1", "1", "2100"]}, "cannot be in the future", "duty_on-day"),
        ({"signer_email": "nobody@force.example"}, "Nobody with this address can sign for you.", "signer_email"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(browser, signer, more, words, field):
    kept = {"place": "Bridgwater", **more}
    sent = sent_form(page(browser, NEW), **answers(signer, **kept))
    said = browser.post(NEW, data=sent).get_data(as_text=True)
    assert f'href="#{field}">' in said
    assert words in said
    assert "Bridgwater" in said
    assert db.session.scalars(select(Evidence)).all() == []


def test_what_was_sent_back_is_said_first_and_changed(browser, special, signer):
    piece = an_evidence(special, signer, state=EvidenceState.SENT_BACK)
    assert "Stop and search was sent back" in page(browser, "/my-record")
    assert "Which grounds?" in page(browser, f"/my-record/evidence/{piece.id}")
    here = f"/my-record/evidence/{piece.id}/change"
    answer = browser.post(here, data=sent_form(page(browser, here), **answers(signer, what="Because of the knife.")))
    assert answer.location == f"/my-record/evidence/{piece.id}"
    assert (piece.what, piece.state) == ("Because of the knife.", EvidenceState.WAITING)


def test_a_stale_page_does_not_overwrite_and_keeps_what_was_typed(browser, special, signer):
    piece = an_evidence(special, signer)
    here = f"/my-record/evidence/{piece.id}/change"
    sent = sent_form(page(browser, here), **answers(signer, what="Mine"))
    piece.state, piece.sent_back_words, piece.version = EvidenceState.SENT_BACK, "More please", 2
    answer = browser.post(here, data=sent)
    said = answer.get_data(as_text=True)
    assert (answer.status_code, "Mine" in said, "More please" in said) == (409, True, True)


def test_taking_back(browser, special, signer):
    piece = an_evidence(special, signer)
    here = f"/my-record/evidence/{piece.id}/take-back"
    assert browser.post(here, data=sent_form(page(browser, here))).location == "/my-record/skills"
    assert piece.state is EvidenceState.TAKEN_BACK
    assert browser.get(here).location == f"/my-record/evidence/{piece.id}"


def test_a_review_is_agreed_to(browser, special, signer):
    review = a_review(special, signer)
    here = f"/my-record/reviews/{review.id}"
    assert "Read your review" in page(browser, "/my-record")
    browser.post(here, data=sent_form(page(browser, here), own_words="More nights, please."))
    assert (review.own_words, review.agreed_at is not None) == ("More nights, please.", True)
    assert "this stays as it is" in page(browser, here)


def test_a_review_changed_meanwhile_is_shown_again(browser, special, signer):
    review = a_review(special, signer)
    here = f"/my-record/reviews/{review.id}"
    sent = sent_form(page(browser, here), own_words="Yes")
    review.went_well, review.version = "Something else", 2
    answer = browser.post(here, data=sent)
    assert (answer.status_code, "Something else" in answer.get_data(as_text=True)) == (409, True)


def test_the_record_has_kit_and_years_and_stands_on_the_page_of_duties(browser, special):
    a_kit_item(special, serial="R-77")
    shown = page(browser, "/my-record")
    assert "R-77" in shown
    assert "19 of 19 skills to go" in shown
    assert "1 year" in shown
    assert "19 of 19 skills to go" in page(browser, "/my-duties")


def test_a_volunteer_without_skills_has_a_record_without_them(client, session):
    member = a_volunteer(strand="farm_watch", rank=None, grade="member")
    browser = signed_in(client, member.account)
    assert "Skills" not in page(browser, "/my-record")
    page(browser, "/my-record/skills", 404)
    page(browser, "/my-duties")


def test_nobody_opens_what_is_anothers(browser, signer):
    other = a_special()
    piece, review = an_evidence(other, signer), a_review(other, signer)
    for address in (f"evidence/{piece.id}", f"evidence/{piece.id}/change", f"reviews/{review.id}"):
        page(browser, f"/my-record/{address}", 404)
