"""Notes on a case: written once, changed by their writer, pinned for everyone, and never shown to the applicant."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_coordinator
from tests.onboarding.walk import OF_BRISTOL, SPECIALS, another, as_one_with, at, page, send
from tests.pages import sent_form
from tests.people.builders import as_viewer, signed_in
from volunteers.applications.models import Application
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.models import HistoryEntry
from volunteers.notifications.models import Message
from volunteers.onboarding.models import CaseNote
from volunteers.onboarding.service import advance, change_note, pin_note, remove_note, set_owner, write_note
from volunteers.people.models import RoleGrant
from volunteers.permissions import Grant, Role
from volunteers.unit_of_work import unit_of_work

CANARY = "Zyxwvutcanary"


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """A coordinator of the Specials in Bristol."""
    return as_one_with(client, OF_BRISTOL)


@pytest.fixture
def application(session: Session) -> Application:
    return a_case("submitted", area="bristol")


def notes_of(session: Session, application: Application) -> list[str]:
    live = (CaseNote.application_id == application.id, CaseNote.removed_at.is_(None))
    return list(session.scalars(select(CaseNote.body).where(*live).order_by(CaseNote.id)))


class TestWriting:
    def test_a_note_is_written_on_the_page_and_stands_there_with_its_writer(
        self, browser: FlaskClient, session: Session, application: Application
    ) -> None:
        shown = page(browser, at(application))
        sent = sent_form(shown, body="Ring after six")
        answers = [browser.post(at(application, "/notes"), data=sent) for _ in range(2)]
        assert [answer.location for answer in answers] == [f"{at(application)}#notes"] * 2
        assert notes_of(session, application) == ["Ring after six"]
        shown = page(browser, at(application))
        for words in ("The note is written.", "Ring after six", "Sam Carter", "Note written"):
            assert words in shown, words

    def test_an_empty_or_endless_note_comes_back_as_typed(self, browser: FlaskClient, application: Application) -> None:
        assert "Write the note first." in send(browser, at(application, "/notes"), body="  ")[1]
        shown = send(browser, at(application, "/notes"), body="so " * 1500)[1]
        assert "This must be 4000 characters or fewer." in shown
        assert "so so so" in shown

    def test_the_history_says_that_a_note_was_written_and_not_what(
        self, session: Session, application: Application
    ) -> None:
        by = a_coordinator()
        with unit_of_work():
            note = write_note(application.id, body=CANARY, by=by)
        with unit_of_work():
            change_note(application.id, note.id, body=f"{CANARY} again", seen_version=1, by=by)
            remove_note(application.id, note.id, by=by)
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.subject_id == application.id)).all()
        acts = ["note_written", "note_changed", "note_removed"]
        assert [entry.act for entry in entries if entry.subject == "application"] == acts
        assert CANARY not in repr([entry.details for entry in entries])

    def test_markup_in_a_note_is_words(self, browser: FlaskClient, application: Application) -> None:
        write_note(application.id, body="<script>alert(1)</script>", by=a_coordinator())
        assert "<script>alert" not in page(browser, at(application))


class TestChanging:
    def test_only_its_writer_changes_and_removes_a_note(self, session: Session, application: Application) -> None:
        writer, other = a_coordinator(), a_coordinator()
        note = write_note(application.id, body="Mine", by=writer)
        for act in (
            lambda: change_note(application.id, note.id, body="Theirs", seen_version=1, by=other),
            lambda: remove_note(application.id, note.id, by=other),
        ):
            with pytest.raises(Refused, match="Only the person who wrote a note"):
                act()
        change_note(application.id, note.id, body="Mine still", seen_version=1, by=writer)
        remove_note(application.id, note.id, by=writer)
        assert notes_of(session, application) == []

    def test_the_pinned_note_is_everyones_to_keep_up_to_date_and_there_is_one(
        self, session: Session, application: Application
    ) -> None:
        writer, other = a_coordinator(), a_coordinator()
        first, second = (write_note(application.id, body=words, by=writer) for words in ("First", "Second"))
        for note in (first, second):
            pin_note(application.id, note.id, is_pinned=True, by=other)
        pinned = session.scalars(select(CaseNote).where(CaseNote.is_pinned)).all()
        assert [note.body for note in pinned] == ["Second"]
        changed = change_note(application.id, second.id, body="Kept up to date", seen_version=1, by=other)
        assert (changed.written_by_id, changed.changed_by_id) == (writer.account_id, other.account_id)

    def test_two_who_change_it_see_both_versions_and_lose_nothing(
        self, browser: FlaskClient, session: Session, application: Application
    ) -> None:
        theirs = a_coordinator()
        note = write_note(application.id, body="As it was", by=theirs)
        pin_note(application.id, note.id, is_pinned=True, by=theirs)
        place = at(application, f"/notes/{note.id}")
        opened = page(browser, place)
        assert "As it was" in opened
        change_note(application.id, note.id, body="Their new words", seen_version=1, by=theirs)
        response = browser.post(place, data=sent_form(opened, body="My new words"))
        shown = response.get_data(as_text=True)
        assert response.status_code == 409
        for words in ("This note was changed while", "Their new words", "by Helen Marsh", "My new words"):
            assert words in shown, words
        assert notes_of(session, application) == ["Their new words"]
        assert browser.post(place, data=sent_form(shown, body="Both of our words")).status_code == 303
        assert notes_of(session, application) == ["Both of our words"]

    def test_words_typed_over_a_note_that_was_removed_can_be_kept_as_a_new_one(
        self, browser: FlaskClient, session: Session, application: Application
    ) -> None:
        theirs = a_coordinator()
        note = write_note(application.id, body="As it was", by=theirs)
        pin_note(application.id, note.id, is_pinned=True, by=theirs)
        place = at(application, f"/notes/{note.id}")
        opened = page(browser, place)
        remove_note(application.id, note.id, by=theirs)
        response = browser.post(place, data=sent_form(opened, body="My words"))
        shown = response.get_data(as_text=True)
        assert (response.status_code, "This note was removed while" in shown) == (409, True)
        assert "My words" in shown
        browser.post(at(application, "/notes"), data=sent_form(shown, body="My words"))
        assert notes_of(session, application) == ["My words"]

    def test_removing_is_asked_once_and_pinning_is_one_press(
        self, browser: FlaskClient, session: Session, application: Application
    ) -> None:
        send(browser, at(application, "/notes"), body="Ring after six")
        number = session.scalars(select(CaseNote.id)).one()
        pressed = browser.post(
            at(application, f"/notes/{number}/pin"), data=sent_form(page(browser, at(application)), pinned="yes")
        )
        assert pressed.location == f"{at(application)}#notes"
        assert "Pinned note" in page(browser, at(application))
        assert send(browser, at(application, f"/notes/{number}/remove"))[0] == 303
        assert "Ring after six" not in page(browser, at(application))

    def test_a_note_is_found_with_its_own_application_alone(self, session: Session, application: Application) -> None:
        by = a_coordinator()
        note, other = write_note(application.id, body="Mine", by=by), a_case()
        with pytest.raises(NotFound):
            change_note(other.id, note.id, body="Elsewhere", seen_version=1, by=by)
        remove_note(application.id, note.id, by=by)
        with pytest.raises(Conflict):
            change_note(application.id, note.id, body="Late", seen_version=1, by=by)


class TestWhoSeesThem:
    def test_out_of_scope_unknown_and_unentitled(self, browser: FlaskClient, application: Application) -> None:
        note = write_note(application.id, body=CANARY, by=a_coordinator())
        below = ("/notes", f"/notes/{note.id}", f"/notes/{note.id}/remove")
        for grant, status in (
            (Grant(Role.COORDINATOR, SPECIALS, "somerset"), 404),
            (Grant(Role.VETTING_OFFICER), 403),
            (Grant(Role.SUPERVISOR), 403),
        ):
            visitor = another(browser, grant)
            for place in below:
                page(visitor, at(application, place), status)

    def test_a_coordinator_who_applied_never_sees_the_notes_about_themselves(
        self, browser: FlaskClient, application: Application
    ) -> None:
        note = write_note(application.id, body=CANARY, by=a_coordinator())
        application.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        own = signed_in(browser.application.test_client(), application.account)
        assert CANARY not in page(own, at(application))
        page(own, at(application, "/notes"), 404)
        page(own, at(application, f"/notes/{note.id}"), 404)
        with pytest.raises(Refused, match="your own application"):
            write_note(application.id, body="About me", by=as_viewer(application.account))

    def test_the_applicant_finds_no_word_of_a_note_anywhere(self, client: FlaskClient, session: Session) -> None:
        """Every page of their own, what it leads to, and every mail: the word of the note is in none of them."""
        application = a_case("submitted", area="bristol")
        me, you = a_coordinator(), a_coordinator()
        with unit_of_work():
            note = write_note(application.id, body=f"{CANARY} of a note", by=me)
            pin_note(application.id, note.id, is_pinned=True, by=me)
        with unit_of_work():
            set_owner(application.id, to=you.account_id, seen=None, by=me)
            advance(application.id, "sift", seen_stage="submitted", by=me)
        browser = signed_in(client, application.account)
        places = [
            rule.rule.replace("<reference>", application.reference)
            for rule in client.application.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and rule.arguments <= {"reference"} and rule.endpoint != "static"
        ]
        answers = [browser.get(place, follow_redirects=True) for place in places]
        assert sum(answer.status_code == 200 for answer in answers) > 20
        assert any(application.reference in answer.get_data(as_text=True) for answer in answers)
        assert not [answer.request.path for answer in answers if CANARY.encode() in answer.data]
        mails = session.scalars(select(Message)).all()
        assert len(mails) == 2
        assert CANARY not in repr([mail.particulars for mail in mails])
