"""Naming, asking, answering, ringing and closing off: what is written, who is written to, and when nothing is."""

from datetime import timedelta

import pytest
from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from tests.guardians.builders import SEEN, YES_TO_ALL, a_cadet, a_call, a_confirmed_guardian, a_guardian, a_yes
from tests.people.builders import a_viewer
from volunteers import clock
from volunteers.applications.jobs import remind_guardians
from volunteers.errors import NotFound, Refused
from volunteers.guardians import queries, service
from volunteers.guardians.models import GuardianConsent, HealthForm
from volunteers.guardians.rules import CallOutcome, ConsentState, Purpose
from volunteers.history.queries import list_of
from volunteers.notifications.models import Message
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Link, LinkPurpose
from volunteers.people.queries.links import open_link
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

PART, PICTURES = Purpose.TAKE_PART, Purpose.PHOTOGRAPHS


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def sent_to(session: Session, address: str) -> list[str]:
    """The kinds of what goes out to an address; what was written only to take its time has expired."""
    goes_out = or_(Message.expires_at.is_(None), Message.expires_at > Message.created_at + timedelta(minutes=1))
    about = select(Message.kind).where(Message.to_address == address, goes_out)
    return list(session.scalars(about.order_by(Message.id)))


def token_in(session: Session, address: str) -> str:
    latest = select(Message).where(Message.to_address == address).order_by(Message.id.desc()).limit(1)
    return str(session.scalars(latest).one().particulars["token"])


class TestNaming:
    def test_a_guardian_is_kept_with_the_day_their_sight_ends(self, session: Session) -> None:
        application = a_cadet()
        guardian = a_guardian(application, asked=False)
        assert application.birth_date is not None
        assert guardian.until_on == application.birth_date.replace(year=application.birth_date.year + 18)
        assert queries.consent_of(application.id).state is ConsentState.NOT_ASKED  # type: ignore[union-attr]

    def test_their_own_mailbox_is_refused_however_it_is_written(self, session: Session) -> None:
        application = a_cadet()
        application.account.email = "sam.t@gmail.com"
        for address in ("sam.t@gmail.com", "SAMT+mum@googlemail.com"):
            with pytest.raises(Refused) as refused:
                a_guardian(application, email=address)
            assert codes_of(refused) == ["same_mailbox"]
        assert queries.list_guardians(application.id) == []

    def test_another_guardian_takes_the_place_and_the_first_ones_link_ends(self, session: Session) -> None:
        application = a_cadet()
        first = a_guardian(application)
        token = token_in(session, "jo@example.org")
        second = a_guardian(application, name="Al Tiller", email="al@example.org")
        assert [line.id for line in queries.list_guardians(application.id)] == [second.id]
        assert open_link(token, LinkPurpose.GUARDIAN).is_ended
        assert queries.get_guardian(first.id).has_ended

    def test_the_same_mailbox_again_corrects_the_rest_and_keeps_the_answers(self, session: Session) -> None:
        application = a_cadet()
        guardian = a_confirmed_guardian(application)
        again = a_guardian(application, asked=False, name="Joanna Tiller", email="Jo+home@example.org")
        assert (again.id, again.name) == (guardian.id, "Joanna Tiller")
        assert queries.consent_of(application.id).stands  # type: ignore[union-attr]


class TestAsking:
    def test_the_link_goes_to_the_guardian_alone_and_opens_their_page_for_14_days(self, session: Session) -> None:
        guardian = a_guardian()
        token = token_in(session, "jo@example.org")
        opened = open_link(token, LinkPurpose.GUARDIAN)
        assert (opened.subject_id, opened.is_good) == (guardian.id, True)
        link = session.scalars(select(Link).where(Link.purpose == LinkPurpose.GUARDIAN)).one()
        assert link.expires_at - link.created_at == timedelta(days=14)
        assert sent_to(session, "jo@example.org") == ["guardian_asked"]

    def test_at_most_three_links_a_day_reach_a_mailbox_whoever_names_it(self, session: Session) -> None:
        guardian = a_guardian()
        service.ask(guardian.id, by=None)
        other = a_guardian(a_cadet(), email="j.o+x@example.org", asked=False)
        same = a_guardian(a_cadet(), email="jo+other@example.org", asked=False)
        service.ask(same.id, by=None)
        with pytest.raises(Refused) as refused:
            service.ask(guardian.id, by=None)
        assert codes_of(refused) == ["too_many_links"]
        service.ask(other.id, by=None)

    def test_a_new_link_is_sent_to_whoever_is_known_and_to_nobody_else(self, session: Session) -> None:
        a_guardian()
        service.send_links_to("jo@example.org")
        service.send_links_to("stranger@example.org")
        assert sent_to(session, "jo@example.org") == ["guardian_asked", "guardian_link"]
        assert sent_to(session, "stranger@example.org") == []

    def test_one_reminder_goes_out_a_week_later_unless_they_answered(self, session: Session) -> None:
        late, answered, fresh = a_guardian(), a_guardian(email="al@example.org"), a_guardian(email="bo@example.org")
        a_yes(answered)
        for guardian in (late, answered):
            guardian.asked_at = clock.now() - timedelta(days=8)
        session.flush()
        session.execute(text("UPDATE links SET created_at = created_at - interval '8 days'"))
        assert list(queries.list_due_for_reminder()) == [late.id]
        assert [service.remind(each.id) for each in (late, answered, fresh, late)] == [True, False, False, False]
        assert sent_to(session, "jo@example.org") == ["guardian_asked", "guardian_reminder"]

    def test_nobody_is_reminded_of_an_application_that_has_ended(self, session: Session) -> None:
        over, under_way = a_guardian(a_cadet("withdrawn")), a_guardian(email="al@example.org")
        for guardian in (over, under_way):
            guardian.asked_at = clock.now() - timedelta(days=8)
        session.flush()
        for _ in range(2):
            remind_guardians()
        assert sent_to(session, "al@example.org") == ["guardian_asked", "guardian_reminder"]
        assert sent_to(session, "jo@example.org") == ["guardian_asked"]


class TestAnswering:
    def test_each_purpose_is_kept_with_its_words_and_told_to_the_history(self, session: Session) -> None:
        guardian = a_guardian()
        with unit_of_work():
            changed = service.answer(guardian.id, {**YES_TO_ALL, PICTURES: False}, seen=SEEN)
        assert changed == list(Purpose)
        lines = {line.purpose: line for line in queries.get_guardian(guardian.id).by_purpose}
        assert (lines[PART].words, lines[PICTURES].words) == ("Yes", "No")
        assert [given.wording for line in lines.values() if (given := line.given)] == [1, 1, 1]
        acts = sorted(entry.act for entry in list_of("application", guardian.application_id))
        assert acts == ["consent_given", "consent_given", "consent_refused", "guardian_asked", "guardian_named"]

    def test_the_same_answer_again_writes_nothing(self, session: Session) -> None:
        guardian = a_guardian()
        a_yes(guardian)
        assert service.answer(guardian.id, YES_TO_ALL, seen=SEEN) == []
        assert len(session.scalars(select(GuardianConsent)).all()) == 3

    def test_an_answer_to_words_that_have_changed_since_is_refused(self, session: Session) -> None:
        guardian = a_guardian()
        with pytest.raises(Refused) as refused:
            service.answer(guardian.id, {PART: True}, seen={PART: 0})
        assert codes_of(refused) == ["changed_words"]

    def test_one_purpose_is_withdrawn_by_itself(self, session: Session) -> None:
        guardian = a_confirmed_guardian()
        service.answer(guardian.id, {PICTURES: False}, seen=SEEN)
        assert queries.consent_of(guardian.application_id).stands  # type: ignore[union-attr]
        service.answer(guardian.id, {PART: False}, seen=SEEN)
        assert queries.consent_of(guardian.application_id).state is ConsentState.WITHDRAWN  # type: ignore[union-attr]
        assert queries.awaits_coordinator(guardian.application_id, recorded=())

    def test_someone_who_is_not_the_guardian_says_so_and_somebody_has_to_be_found(self, session: Session) -> None:
        guardian = a_guardian()
        service.disown(guardian.id)
        assert queries.consent_of(guardian.application_id).state is ConsentState.NOBODY  # type: ignore[union-attr]
        assert queries.consents_of([guardian.application_id])[guardian.application_id].state is ConsentState.NOBODY
        with pytest.raises(NotFound):
            a_yes(guardian)


class TestRinging:
    def test_consent_counts_once_the_guardian_was_rung(self, session: Session) -> None:
        guardian = a_guardian()
        a_yes(guardian)
        assert queries.consent_of(guardian.application_id).awaits_call  # type: ignore[union-attr]
        a_call(guardian, CallOutcome.NO_ANSWER)
        assert not queries.consent_of(guardian.application_id).stands  # type: ignore[union-attr]
        a_call(guardian)
        assert queries.consent_of(guardian.application_id).stands  # type: ignore[union-attr]
        call = queries.get_guardian(guardian.id).calls[-1]
        assert (call.by, call.number_source) == ("Helen Marsh", "From the school office")

    def test_nobody_was_named_is_no_consent_to_judge(self, session: Session) -> None:
        application = a_cadet()
        assert queries.consent_of(application.id) is None
        assert not queries.awaits_coordinator(application.id, recorded=())


class TestDoNotDisclose:
    def test_it_beats_consent_ends_the_links_and_sends_nothing_more(self, session: Session) -> None:
        guardian = a_confirmed_guardian()
        token = token_in(session, "jo@example.org")
        service.do_not_disclose(guardian.id, reason="Court order", by=a_viewer(Role.COORDINATOR).account_id)
        assert queries.consent_of(guardian.application_id).state is ConsentState.NOBODY  # type: ignore[union-attr]
        assert open_link(token, LinkPurpose.GUARDIAN).is_ended
        assert not queries.get_guardian(guardian.id).sight.is_open
        before = sent_to(session, "jo@example.org")
        service.send_links_to("jo@example.org")
        notify(MessageKind.APPLICATION_MOVED, to="sam@x.org", account_id=guardian.account_id)
        with pytest.raises(Refused):
            service.ask(guardian.id, by=None)
        with pytest.raises(Refused):
            a_call(guardian)
        for act in (lambda: a_yes(guardian), lambda: service.save_health(guardian.id, {}, is_whole=False)):
            with pytest.raises(NotFound):
                act()
        assert sent_to(session, "jo@example.org") == before

    def test_they_cannot_be_named_again_under_another_spelling(self, session: Session) -> None:
        guardian = a_guardian()
        service.do_not_disclose(guardian.id, reason="Court order", by=a_viewer(Role.COORDINATOR).account_id)
        application = session.get_one(type(a_cadet()), guardian.application_id)
        with pytest.raises(Refused) as refused:
            a_guardian(application, email="JO+new@example.org")
        assert codes_of(refused) == ["not_this_one"]

    def test_a_mark_made_by_mistake_is_taken_away(self, session: Session) -> None:
        guardian, by = a_confirmed_guardian(), a_viewer(Role.COORDINATOR).account_id
        service.do_not_disclose(guardian.id, reason="Mistaken", by=by)
        service.disclose_again(guardian.id, by=by)
        assert queries.consent_of(guardian.application_id).stands  # type: ignore[union-attr]


class TestHealthForm:
    VALUES = {"allergies": "yes", "allergies_what": "Bee stings: zorblax"}

    def test_it_is_sealed_kept_and_sent(self, session: Session) -> None:
        guardian = a_confirmed_guardian()
        service.save_health(guardian.id, {"allergies": "no"}, is_whole=False)
        assert not queries.find_health(guardian.application_id).is_sent  # type: ignore[union-attr]
        service.save_health(guardian.id, self.VALUES, is_whole=True)
        assert queries.health_values(guardian.application_id) == self.VALUES
        assert queries.find_health(guardian.application_id).is_sent  # type: ignore[union-attr]
        row = session.scalars(select(HealthForm)).one()
        assert b"zorblax" not in row.sealed
        assert queries.awaits_coordinator(guardian.application_id, recorded=())
        assert not queries.awaits_coordinator(guardian.application_id, recorded={"health_and_permission"})

    def test_one_saved_again_stays_sent(self, session: Session) -> None:
        guardian = a_confirmed_guardian()
        service.save_health(guardian.id, self.VALUES, is_whole=True)
        service.save_health(guardian.id, self.VALUES, is_whole=False)
        assert queries.find_health(guardian.application_id).is_sent  # type: ignore[union-attr]

    def test_only_someone_known_by_a_call_fills_it_in(self, session: Session) -> None:
        guardian = a_guardian()
        a_yes(guardian)
        with pytest.raises(NotFound):
            service.save_health(guardian.id, self.VALUES, is_whole=True)


class TestCopies:
    def test_what_a_cadet_is_told_is_copied_to_a_known_guardian(self, session: Session) -> None:
        guardian = a_confirmed_guardian()
        notify(MessageKind.APPLICATION_MOVED, to="sam@x.org", account_id=guardian.account_id, reference="VPC-1")
        copy = session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
        assert (copy.kind, copy.to_address) == ("guardian_copied", "jo@example.org")
        assert (copy.particulars["original"], copy.particulars["reference"]) == ("application_moved", "VPC-1")

    @pytest.mark.parametrize("kind", [MessageKind.SIGN_IN_CODE_REQUESTED])
    def test_codes_are_never_copied(self, session: Session, kind: MessageKind) -> None:
        guardian = a_confirmed_guardian()
        before = len(sent_to(session, "jo@example.org"))
        notify(kind, to="sam@x.org", account_id=guardian.account_id)
        assert len(sent_to(session, "jo@example.org")) == before

    def test_not_to_one_who_has_not_been_rung_nor_for_another_application(self, session: Session) -> None:
        guardian, known = a_guardian(), a_confirmed_guardian(email="al@example.org")
        a_yes(guardian)
        other = a_cadet()
        notify(MessageKind.APPLICATION_MOVED, to="s@x.org", account_id=guardian.account_id)
        notify(
            MessageKind.APPLICATION_MOVED, to="s@x.org", account_id=known.account_id, subject=("application", other.id)
        )
        assert "guardian_copied" not in [*sent_to(session, "jo@example.org"), *sent_to(session, "al@example.org")]

    def test_not_from_the_18th_birthday_on(self, session: Session) -> None:
        guardian = a_confirmed_guardian()
        guardian.until_on = clock.today()
        session.flush()
        notify(MessageKind.APPLICATION_MOVED, to="s@x.org", account_id=guardian.account_id)
        assert "guardian_copied" not in sent_to(session, "jo@example.org")
        assert not queries.get_guardian(guardian.id).sight.is_open
