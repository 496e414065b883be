"""Mailings: who gets one and who does not, the second person over 50, the hold, and each person once."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.applications.builders import stage_of
from tests.bulk.builders import BODY, SPECIALS, SUBJECT, a_mailing, cases, chosen
from tests.guardians.builders import a_cadet, a_confirmed_guardian, a_yes
from tests.onboarding.builders import a_case, a_coordinator
from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer
from volunteers import clock
from volunteers.bulk import jobs, service
from volunteers.bulk.models import Mailing, MailingReceiver
from volunteers.bulk.queries import Wish, get_mailing_page, list_mailings
from volunteers.bulk.rules import HOLD, Audience, MailingState
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models.serving import ServiceStatus
from volunteers.people.rules.serving import StatusKind
from volunteers.permissions import Grant, Role, Viewer

WORDS = {"subject": SUBJECT, "body": BODY}
OVER = 51


def after_the_hold() -> time_machine.travel:
    return time_machine.travel(clock.now() + HOLD + timedelta(seconds=1), tick=True)


def messages(session: Session) -> list[Message]:
    return list(session.scalars(select(Message).where(Message.kind == "mailing").order_by(Message.id)))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.refusals]


def left_out(mailing: Mailing, by: Viewer) -> dict[str, int]:
    return {each.reason.value: each.count for each in get_mailing_page(mailing.id, by).exclusions}


class TestSending:
    def test_after_the_hold_each_gets_their_own_words_once(self, session: Session) -> None:
        mailing = a_mailing(3)
        service.send(mailing.id, by=author_of(mailing))
        jobs.send_mailings()
        assert (mailing.state, messages(session)) == (MailingState.HELD, [])
        with after_the_hold():
            jobs.send_mailings()
            jobs.send_mailings()
        assert mailing.state is MailingState.SENT
        found = messages(session)
        assert len({message.account_id for message in found}) == len(found) == 3
        assert {message.particulars["title"] for message in found} == {SUBJECT}
        assert {message.particulars["text"].splitlines()[0] for message in found} == {
            "Dear Ada0", "Dear Ada1", "Dear Ada2",
        }  # fmt: skip

    def test_killed_in_the_middle_it_goes_on_where_it_was(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("volunteers.bulk.service.sending.BATCH", 2)
        mailing = a_mailing(5)
        service.send(mailing.id, by=author_of(mailing))
        with after_the_hold():
            assert service.send_batch()
            assert (mailing.state, len(messages(session))) == (MailingState.SENDING, 2)
            with pytest.raises(Refused):
                service.stop(mailing.id, by=author_of(mailing))
            jobs.send_mailings()
        accounts = [message.account_id for message in messages(session)]
        assert len(accounts) == len(set(accounts)) == 5
        assert mailing.state is MailingState.SENT

    def test_whoever_withdrew_since_the_preview_is_left_out(self, session: Session) -> None:
        by, (stays, goes) = a_viewer(Role.COORDINATOR), cases(2)
        mailing = service.write_to_applicants(chosen([stays, goes], by).id, **WORDS, by=by)
        service.send(mailing.id, by=by)
        goes.move_to(stage_of(goes, "withdrawn"), by=None, at=clock.now())
        session.flush()
        with after_the_hold():
            jobs.send_mailings()
        assert [message.account_id for message in messages(session)] == [stays.account_id]
        assert left_out(mailing, by) == {"ended": 1}

    def test_nobody_is_added_after_the_preview(self, session: Session) -> None:
        by, volunteer = a_viewer(Role.COORDINATOR), a_volunteer()
        mailing = service.write_to_volunteers(Wish(), chosen="All", subject="S", body="B", by=by)
        a_volunteer(last_name="Late")
        service.send(mailing.id, by=by)
        with after_the_hold():
            jobs.send_mailings()
        assert [message.account_id for message in messages(session)] == [volunteer.account_id]

    def test_the_counts_say_what_was_sent_and_what_failed(self, session: Session) -> None:
        mailing = a_mailing(3)
        by = author_of(mailing)
        service.send(mailing.id, by=by)
        with after_the_hold():
            jobs.send_mailings()
        sent, failed, _ = messages(session)
        sent.state, failed.state = MessageState.SENT, MessageState.GIVEN_UP
        session.flush()
        (line,) = list_mailings(by)
        assert (line.counts.sent, line.counts.failed, line.counts.waiting) == (1, 1, 1)


class TestSecondPerson:
    def test_fifty_one_alone_is_refused(self, session: Session) -> None:
        mailing = a_mailing(OVER)
        with pytest.raises(Refused) as refused:
            service.send(mailing.id, by=author_of(mailing))
        assert codes(refused) == ["second_person"]
        with after_the_hold():
            jobs.send_mailings()
        assert messages(session) == []

    def test_fifty_need_nobody_else(self, session: Session) -> None:
        mailing = a_mailing(1, as_if=OVER - 1)
        service.send(mailing.id, by=author_of(mailing))
        assert mailing.state is MailingState.HELD

    def test_the_second_person_agrees_and_then_it_is_held_and_sent(self, session: Session) -> None:
        mailing, second = a_mailing(OVER), a_viewer(Role.COORDINATOR)
        service.ask_second(mailing.id, by=author_of(mailing))
        service.agree(mailing.id, seen_version=mailing.version, by=second)
        assert (mailing.state, mailing.agreed_by_id) == (MailingState.HELD, second.account_id)
        with after_the_hold():
            jobs.send_mailings()
        assert len(messages(session)) == OVER

    def test_the_author_cannot_agree_nor_can_anyone_unasked(self, session: Session) -> None:
        mailing = a_mailing(1, as_if=OVER)
        author, second = author_of(mailing), a_viewer(Role.COORDINATOR)
        with pytest.raises(NotFound):
            service.agree(mailing.id, seen_version=mailing.version, by=second)  # a draft is its author's alone
        service.ask_second(mailing.id, by=author)
        with pytest.raises(Refused) as refused:
            service.agree(mailing.id, seen_version=mailing.version, by=author)
        assert codes(refused) == ["own_mailing"]
        assert mailing.state is MailingState.WAITS

    @pytest.mark.parametrize(
        "grant",
        [Grant(Role.COORDINATOR, SPECIALS, "somerset"), Grant(Role.COORDINATOR, "farm_watch"), Grant(Role.SUPERVISOR)],
    )
    def test_who_may_not_write_to_all_of_them_does_not_find_it(self, session: Session, grant: Grant) -> None:
        mailing = a_mailing(1, as_if=OVER)
        service.ask_second(mailing.id, by=author_of(mailing))
        other = as_viewer(an_account(grants=[grant]))
        assert list_mailings(other) == []
        with pytest.raises(NotFound):
            service.agree(mailing.id, seen_version=mailing.version, by=other)

    def test_refusing_takes_a_reason_and_ends_it(self, session: Session) -> None:
        mailing, second = a_mailing(1, as_if=OVER), a_viewer(Role.COORDINATOR)
        service.ask_second(mailing.id, by=author_of(mailing))
        with pytest.raises(Refused):
            service.refuse(mailing.id, note=" ", by=second)
        service.refuse(mailing.id, note="The date is wrong", by=second)
        assert (mailing.state, mailing.note) == (MailingState.STOPPED, "The date is wrong")

    def test_what_was_read_is_what_is_agreed_to(self, session: Session) -> None:
        mailing = a_mailing(1, as_if=OVER)
        service.ask_second(mailing.id, by=author_of(mailing))
        with pytest.raises(Conflict):
            service.agree(mailing.id, seen_version=mailing.version - 1, by=a_viewer(Role.COORDINATOR))

    def test_the_database_itself_lets_no_mailing_out_alone(self, session: Session) -> None:
        mailing = a_mailing(1, as_if=OVER)
        alone = update(Mailing).where(Mailing.id == mailing.id)
        for values in (
            {"state": MailingState.HELD, "held_until": clock.now()},
            {"agreed_by_id": mailing.author_id},
            {"state": MailingState.SENT, "agreed_by_id": a_viewer(Role.COORDINATOR).account_id},
        ):
            with pytest.raises(IntegrityError), session.begin_nested():
                session.execute(alone.values(**values))

    def test_it_is_in_the_history_who_did_what(self, session: Session) -> None:
        mailing = a_mailing(1, as_if=OVER)
        service.ask_second(mailing.id, by=author_of(mailing))
        service.agree(mailing.id, seen_version=mailing.version, by=a_viewer(Role.COORDINATOR))
        for act in session.info["acts to do last"]:
            act()
        acts = [entry.act for entry in list_of("mailing", mailing.id)]
        assert sorted(acts) == ["mailing_agreed", "mailing_drafted", "mailing_proposed"]


class TestHold:
    @pytest.mark.parametrize("who", ["author", "second"])
    def test_either_of_the_two_stops_it_and_nothing_is_sent(self, session: Session, who: str) -> None:
        mailing, second = a_mailing(1, as_if=OVER), a_viewer(Role.COORDINATOR)
        author = author_of(mailing)
        service.ask_second(mailing.id, by=author)
        service.agree(mailing.id, seen_version=mailing.version, by=second)
        service.stop(mailing.id, by={"author": author, "second": second}[who])
        with after_the_hold():
            jobs.send_mailings()
        assert (mailing.state, messages(session)) == (MailingState.STOPPED, [])

    def test_someone_else_does_not(self, session: Session) -> None:
        mailing = a_mailing(2)
        service.send(mailing.id, by=author_of(mailing))
        with pytest.raises(Refused) as refused:
            service.stop(mailing.id, by=a_viewer(Role.COORDINATOR))
        assert codes(refused) == ["not_theirs"]

    def test_once_the_hold_is_over_it_is_too_late(self, session: Session) -> None:
        mailing = a_mailing(2)
        service.send(mailing.id, by=author_of(mailing))
        with after_the_hold(), pytest.raises(Refused) as refused:
            service.stop(mailing.id, by=author_of(mailing))
        assert codes(refused) == ["gone"]


class TestReceivers:
    def test_each_exclusion_has_its_reason(self, session: Session) -> None:
        by = a_coordinator(strand=None)
        good, no_mail, closed, unwanted = cases(4)
        ended, cadet = a_case("withdrawn"), a_cadet("submitted")
        no_mail.account.email = "nobody1@no-mail.invalid"
        closed.account.disabled_at = clock.now()
        service.opt_out(unwanted.account_id, wanted=False, by=by)
        session.flush()
        everyone = [good, no_mail, closed, unwanted, ended, cadet]
        mailing = service.write_to_applicants(chosen(everyone, by).id, **WORDS, by=by)
        assert (mailing.receivers, mailing.is_for_cadets) == (1, False)
        assert left_out(mailing, by) == dict.fromkeys(("no_mail", "closed", "not_wanted", "ended", "apart"), 1)

    def test_someone_with_two_applications_gets_one(self, session: Session) -> None:
        by, one = a_coordinator(strand=None), a_case("submitted")
        other = a_case("submitted", strand="farm_watch", account=one.account)
        assert service.write_to_applicants(chosen([one, other], by).id, **WORDS, by=by).receivers == 1

    def test_wanting_them_again(self, session: Session) -> None:
        by, (one,) = a_coordinator(), cases(1)
        service.opt_out(one.account_id, wanted=False, by=by)
        with pytest.raises(Refused) as refused:
            service.write_to_applicants(chosen([one], by).id, **WORDS, by=by)
        assert codes(refused) == ["nobody"]
        service.opt_out(one.account_id, wanted=True, by=by)
        assert service.write_to_applicants(chosen([one], by).id, **WORDS, by=by).receivers == 1

    def test_the_wish_of_someone_out_of_sight_is_not_found(self, session: Session) -> None:
        with pytest.raises(NotFound):
            service.opt_out(a_case(area="somerset").account_id, wanted=False, by=a_coordinator("bristol"))

    def test_young_people_alone_get_one_of_their_own_and_each_guardian_a_copy(self, session: Session) -> None:
        by, cadet = a_viewer(Role.COORDINATOR), a_cadet("submitted")
        guardian = a_confirmed_guardian(cadet)
        a_yes(guardian)
        mailing = service.write_to_applicants(chosen([cadet], by).id, **WORDS, by=by)
        assert mailing.is_for_cadets
        service.send(mailing.id, by=by)
        with after_the_hold():
            jobs.send_mailings()
        copies = session.scalars(select(Message).where(Message.kind == "guardian_copied")).all()
        assert [copy.to_address for copy in copies] == [guardian.email]
        assert copies[0].particulars["original"] == "mailing"

    def test_without_clearance_nobody_reaches_young_people(self, session: Session) -> None:
        by = a_viewer(Role.COORDINATOR, for_children=False)
        cadet = a_volunteer(strand="cadets", rank=None, grade="cadet", clearances=())
        adult = a_volunteer()
        mailing = service.write_to_volunteers(Wish(), chosen="All", **{**WORDS, "body": "Hello"}, by=by)
        written = session.scalars(select(MailingReceiver.account_id)).all()
        assert written == [adult.account_id] != [cadet.account_id]
        cleared = a_viewer(Role.COORDINATOR)
        theirs = service.write_to_volunteers(Wish(strand="cadets"), chosen="Cadets", subject="S", body="B", by=cleared)
        service.ask_second(theirs.id, by=cleared)
        with pytest.raises(NotFound):
            service.agree(theirs.id, seen_version=theirs.version, by=by)
        assert mailing.receivers == 1

    def test_volunteers_by_strand_area_and_status(self, session: Session) -> None:
        by, near, far = a_viewer(Role.COORDINATOR), a_volunteer(area="bristol"), a_volunteer(area="somerset")
        on_leave = ServiceStatus(
            service_period_id=near.service[0].id, status=StatusKind.LEAVE, from_on=clock.today(),
            recorded_by_id=by.account_id, recorded_at=clock.now(),
        )  # fmt: skip
        session.add(on_leave)
        session.flush()

        def reached(wish: Wish) -> set[int]:
            mailing = service.write_to_volunteers(wish, chosen="Some", subject="S", body="B", by=by)
            found = select(MailingReceiver.account_id).where(MailingReceiver.mailing_id == mailing.id)
            return set(session.scalars(found))

        assert reached(Wish(area="bristol")) == {near.account_id}
        assert reached(Wish(status=StatusKind.LEAVE)) == {near.account_id}
        assert reached(Wish(status=StatusKind.ACTIVE)) == {far.account_id}
        assert reached(Wish(strand=SPECIALS)) == {near.account_id, far.account_id}

    def test_the_same_person_twice_is_stopped_by_the_database(self, session: Session) -> None:
        mailing = a_mailing(1)
        row = session.scalars(select(MailingReceiver)).one()
        again = {"mailing_id": mailing.id, "account_id": row.account_id, "first_name": "", "last_name": "",
                 "reference": "", "strand": SPECIALS}  # fmt: skip
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(insert(MailingReceiver).values(**again))


class TestWords:
    def test_words_that_cannot_be_sent_are_refused_before_anything_is_stored(self, session: Session) -> None:
        by, many = a_coordinator(), cases(1)
        with pytest.raises(Refused) as refused:
            service.write_to_applicants(chosen(many, by).id, subject="((nme))", body="", by=by)
        assert codes(refused) == ["no_body", "unknown_placeholder_subject"]
        assert session.scalars(select(Mailing)).all() == []

    def test_a_draft_takes_other_words_and_keeps_its_receivers(self, session: Session) -> None:
        mailing = a_mailing(2)
        by = author_of(mailing)
        service.change_words(mailing.id, subject="Better", body="Words", seen_version=mailing.version, by=by)
        assert (mailing.subject, mailing.receivers, mailing.audience) == ("Better", 2, Audience.APPLICANTS)
        with pytest.raises(Conflict):
            service.change_words(mailing.id, subject="S", body="B", seen_version=1, by=by)
        with pytest.raises(NotFound):
            service.change_words(mailing.id, subject="S", body="B", seen_version=2, by=a_viewer(Role.COORDINATOR))


def author_of(mailing: Mailing) -> Viewer:
    return Viewer(
        mailing.author_id, "The author", frozenset({Grant(Role.COORDINATOR), Grant(Role.CLEARED_FOR_CHILDREN)})
    )
