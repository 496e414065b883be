"""Naming, asking, answering and replacing: what is written and sent, and when nothing is."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application, stage_of
from tests.onboarding.builders import a_coordinator, an_entry
from tests.references.builders import (
    a_given_reference,
    a_waiting_application,
    an_asked_referee,
    good_answers,
    messages_about,
    messages_to_applicant,
    name,
    named,
)
from volunteers.applications.models import Application
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.notifications.models import Message
from volunteers.onboarding.service import advance, record_check
from volunteers.people.models import Link
from volunteers.references import queries, service
from volunteers.references.rules import DeclineReason, RefereeState
from volunteers.sealing import SealBroken
from volunteers.unit_of_work import unit_of_work


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def acts(application: Application) -> list[str]:
    return [entry.act for entry in list_of("application", application.id)]


class TestNaming:
    def test_they_take_the_free_places_and_are_not_written_to(self, session: Session) -> None:
        application = a_waiting_application()
        first, second = name(application, named(name="  Grace\nHopper "), named(relation="colleague"))
        assert (first.place, second.place, first.name) == (1, 2, "Grace Hopper")
        assert {first.state, second.state} == {RefereeState.NAMED}
        assert session.scalars(select(Message).where(Message.subject == "referee")).all() == []

    def test_the_refusals_of_the_rules_write_nothing(self, session: Session) -> None:
        application = a_waiting_application(account=an_applicant(email="ada@gmail.com"))
        with pytest.raises(Refused) as refused:
            name(application, named(email="a.d.a+ref@gmail.com"))
        assert codes_of(refused) == ["own_address"]
        with pytest.raises(Refused) as refused:
            name(application, named(), named(), named())
        assert "too_many" in codes_of(refused)
        assert queries.list_referees(application.id) == []

    def test_one_of_two_specials_referees_is_an_employer(self, session: Session) -> None:
        application = a_waiting_application()
        name(application, named(relation="colleague"))
        with pytest.raises(Refused) as refused:
            name(application, named(relation="known", years_known="4"))
        assert codes_of(refused) == ["one_of_missing"]

    def test_nobody_is_named_for_a_strand_that_asks_nobody_or_an_application_that_has_ended(
        self, session: Session
    ) -> None:
        with pytest.raises(Refused) as refused:
            name(an_application(strand="farm_watch"))
        assert codes_of(refused) == ["not_wanted"]
        with pytest.raises(Refused) as refused:
            name(an_application(stage="withdrawn"))
        assert codes_of(refused) == ["ended"]

    def test_support_volunteers_name_theirs_before_the_stage_and_are_asked_at_it(self, session: Session) -> None:
        application = an_application(strand="police_support_volunteers", stage="submitted")
        referees = name(application, named(), named(relation="colleague"), with_children=True)
        service.ask(application.id)
        assert {each.state for each in referees} == {RefereeState.NAMED}
        assert all(each.with_children for each in referees)
        for stage in ("role_match", "vetting_and_references"):
            application.move_to(stage_of(application, stage), by=None, at=application.stage_since)
        service.ask(application.id)
        assert {each.state for each in referees} == {RefereeState.ASKED}


class TestAsking:
    def test_each_is_written_to_once_with_a_link_that_no_row_holds(self, session: Session) -> None:
        referee = an_asked_referee()
        service.ask(referee.application_id)
        assert messages_about(referee) == ["reference_asked"]
        message = session.scalars(select(Message).where(Message.subject == "referee")).one()
        link = session.scalars(select(Link)).one()
        assert message.particulars["token"] not in (link.token_digest, "")
        assert referee.answer_by is not None
        assert message.expires_at == referee.answer_by
        assert abs(link.expires_at - referee.answer_by) < timedelta(seconds=5)

    def test_coming_to_the_stage_without_referees_asks_the_applicant_for_them_once(self, session: Session) -> None:
        application = an_application(stage="interview")
        by = a_coordinator()
        for code in ("interview", "identity", "right_to_work"):
            record_check(application.id, code, entry=an_entry(reference="N 1"), seen_version=0, by=by)
        advance(application.id, "pre_employment_checks", seen_stage="interview", by=by)
        assert messages_to_applicant(application.id) == ["referees_wanted"]
        service.ask(application.id)
        assert messages_to_applicant(application.id) == ["referees_wanted"]

    def test_someone_without_mail_is_not_written_to(self, session: Session) -> None:
        application = a_waiting_application(account=an_applicant(email="paper7@no-mail.invalid"))
        service.ask(application.id)
        assert messages_to_applicant(application.id) == []

    def test_nothing_is_asked_at_another_stage(self, session: Session) -> None:
        application = an_application(stage="sift")
        (referee,) = name(application)
        service.ask(application.id)
        assert referee.state is RefereeState.NAMED


class TestAnswering:
    def test_pages_are_kept_sealed_for_this_row_alone(self, session: Session) -> None:
        referee, other = an_asked_referee(), an_asked_referee()
        service.keep_page(referee.id, {"capacity": "I was her manager"})
        service.keep_page(referee.id, {"dates": "2019 to 2023"})
        assert referee.state is RefereeState.STARTED
        assert queries.answers_of(referee) == {"capacity": "I was her manager", "dates": "2019 to 2023"}
        assert referee.sealed is not None
        assert b"manager" not in referee.sealed
        other.sealed = referee.sealed
        with pytest.raises(SealBroken):
            queries.answers_of(other)

    def test_it_is_not_sent_while_something_is_missing(self, session: Session) -> None:
        referee = an_asked_referee()
        service.keep_page(referee.id, good_answers(referee, trust="no"))
        with pytest.raises(Refused) as refused:
            service.give(referee.id)
        assert codes_of(refused) == ["trust_why_not_missing"]
        assert referee.state is RefereeState.STARTED

    def test_sent_twice_it_is_given_once_and_thanked_once(self, session: Session) -> None:
        referee = a_given_reference()
        service.give(referee.id)
        assert referee.state is RefereeState.GIVEN
        assert messages_about(referee) == ["reference_asked", "reference_given"]
        with pytest.raises(Conflict):
            service.keep_page(referee.id, {"capacity": "changed"})
        with pytest.raises(Conflict):
            service.decline(referee.id, DeclineReason.NO_TIME)

    def test_what_was_left_under_another_answer_is_not_sent(self, session: Session) -> None:
        referee = an_asked_referee()
        service.keep_page(referee.id, good_answers(referee, trust_why_not="left over", concern_what="left over"))
        service.give(referee.id)
        assert not {"trust_why_not", "concern_what"} & set(queries.answers_of(referee))

    def test_the_last_of_them_makes_a_decision_due_and_the_check_takes_it_back(self, session: Session) -> None:
        application = a_waiting_application()
        a_given_reference(application)
        session.refresh(application)
        assert not application.decision_due
        a_given_reference(application, relation="colleague")
        session.refresh(application)
        assert application.decision_due
        by = a_coordinator()
        record_check(application.id, "fitness", entry=an_entry(), seen_version=0, by=by)
        assert application.decision_due, "nobody has judged the references yet"
        record_check(application.id, "references", entry=an_entry(), seen_version=0, by=by)
        assert not application.decision_due

    @pytest.mark.parametrize(
        ("reason", "told"),
        [(DeclineReason.NO_TIME, "referees_wanted"), (DeclineReason.NOT_ME, "referee_unreachable")],
    )
    def test_declining_asks_the_applicant_for_another_and_says_no_reason(
        self, session: Session, reason: DeclineReason, told: str
    ) -> None:
        referee = an_asked_referee()
        before = messages_to_applicant(referee.application_id)
        service.keep_page(referee.id, {"capacity": "half written"})
        service.decline(referee.id, reason)
        service.decline(referee.id, reason)
        assert (referee.state, referee.decline_reason, referee.sealed) == (RefereeState.DECLINED, reason, None)
        assert messages_to_applicant(referee.application_id)[len(before) :] == [told]
        newest = session.scalars(select(Message).order_by(Message.id.desc())).first()
        assert newest is not None
        assert reason.value not in str(newest.particulars)

    def test_opening_it_stands_in_the_history(self, session: Session) -> None:
        referee, by = a_given_reference(), a_coordinator()
        with unit_of_work():
            pages = service.open_reference(referee.id, application_id=referee.application_id, by=by.account_id)
        assert any("About capacity" in row.lines for page in pages for row in page.rows)
        entry = list_of("application", referee.application_id)[0]
        assert (entry.act, entry.by_account_id) == ("reference_opened", by.account_id)
        assert entry.details == {"referee_id": referee.id}

    def test_one_that_was_not_sent_or_is_of_another_application_is_not_found(self, session: Session) -> None:
        half, given = an_asked_referee(), a_given_reference()
        service.keep_page(half.id, {"capacity": "half"})
        for referee_id, application_id in ((half.id, half.application_id), (given.id, half.application_id)):
            with pytest.raises(NotFound):
                service.open_reference(referee_id, application_id=application_id, by=1)


class TestReplacing:
    def test_the_new_one_is_asked_in_the_same_place_and_the_old_link_dies(self, session: Session) -> None:
        old = an_asked_referee()
        service.keep_page(old.id, {"capacity": "half written"})
        with unit_of_work():
            new = service.replace(old.id, referee=named(), by=old.account_id)
        assert (old.state, old.successor_id, old.sealed) == (RefereeState.REPLACED, new.id, None)
        assert (new.place, new.state) == (old.place, RefereeState.ASKED)
        assert all(link.ended_at for link in session.scalars(select(Link).where(Link.subject_id == old.id)))
        assert messages_about(new) == ["reference_asked"]
        assert acts_of(old)[:2] == ["referee_asked", "referee_replaced"]
        with pytest.raises(Conflict):
            service.give(old.id)

    def test_the_same_person_may_stand_at_a_corrected_address(self, session: Session) -> None:
        old = an_asked_referee(name="Grace Hopper", email="grce@work.example")
        new = service.replace(old.id, referee=named(name="Grace Hopper", email="grace@work.example"), by=old.account_id)
        assert (new.name, new.email) == ("Grace Hopper", "grace@work.example")

    def test_one_who_was_not_asked_yet_is_followed_by_one_who_is_not(self, session: Session) -> None:
        application = an_application(strand="police_support_volunteers", stage="submitted")
        old, _ = name(application, named(), named())
        assert service.replace(old.id, referee=named(), by=old.account_id).state is RefereeState.NAMED

    def test_it_is_too_late_once_given_or_replaced(self, session: Session) -> None:
        given, old = a_given_reference(), an_asked_referee()
        service.replace(old.id, referee=named(), by=old.account_id)
        for referee, code in ((given, "answered"), (old, "replaced")):
            with pytest.raises(Refused) as refused:
                service.replace(referee.id, referee=named(), by=referee.account_id)
            assert codes_of(refused) == [code]

    def test_another_persons_is_not_found(self, session: Session) -> None:
        with pytest.raises(NotFound):
            service.replace(an_asked_referee().id, referee=named(), by=an_applicant().id)

    def test_the_other_referee_cannot_be_named_again(self, session: Session) -> None:
        application = a_waiting_application()
        first, second = name(application, named(email="one@work.example"), named(relation="colleague"))
        with pytest.raises(Refused) as refused:
            service.replace(second.id, referee=named(email="one+2@work.example"), by=application.account_id)
        assert codes_of(refused) == ["same_person"]
        assert {first.state, second.state} == {RefereeState.NAMED}


def acts_of(referee: object) -> list[str]:
    return [entry.act for entry in list_of("application", referee.application_id)]  # type: ignore[attr-defined]
