"""Referees, guardians, documents and look-alikes of the demonstration: every state, and none that could not be."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from volunteers.applications.models import Application
from volunteers.demo.papers import PAPERS, drawn
from volunteers.documents.models import Document
from volunteers.documents.queries import list_documents
from volunteers.documents.rules import MediaType, ScanState
from volunteers.documents.service import receive
from volunteers.extensions import db
from volunteers.guardians.models import Guardian
from volunteers.guardians.queries import consents_of, health_values
from volunteers.guardians.rules import ConsentState
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.queries import find_alike, get_case_file
from volunteers.onboarding.service.checks import mark_decision
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role, Viewer
from volunteers.references.models import Referee
from volunteers.references.queries import answers_of, are_all_given
from volunteers.references.rules import RefereeState, missing_of, pages_for
from volunteers.strands.queries import get_strand


def _referees(*states: RefereeState) -> list[Referee]:
    return list(db.session.scalars(select(Referee).where(Referee.state.in_(states))))


def test_there_is_a_referee_in_every_state(seeded: Flask) -> None:
    assert set(db.session.scalars(select(Referee.state))) == set(RefereeState)


def test_what_was_given_is_whole_and_can_be_read(seeded: Flask) -> None:
    given = _referees(RefereeState.GIVEN)
    assert len(given) > 10
    for referee in given:
        pages = pages_for(referee.strand, with_children=referee.with_children)
        assert missing_of(pages, answers_of(referee)) == []
        assert referee.asked_at is not None
        assert referee.answered_at is not None
        assert referee.named_at <= referee.asked_at <= referee.answered_at


def test_a_begun_reference_is_half_written(seeded: Flask) -> None:
    for referee in _referees(RefereeState.STARTED):
        assert answers_of(referee)
        assert missing_of(pages_for(referee.strand, with_children=referee.with_children), answers_of(referee))


def test_who_was_replaced_has_a_successor_in_their_place(seeded: Flask) -> None:
    for old in _referees(RefereeState.REPLACED):
        successor = db.session.get_one(Referee, old.successor_id)
        assert (successor.application_id, successor.place) == (old.application_id, old.place)


def test_nobody_is_waited_for_whose_time_is_over(seeded: Flask) -> None:
    for referee in _referees(RefereeState.ASKED, RefereeState.STARTED):
        assert referee.answer_by is not None
        assert referee.answer_by.date().isoformat() >= "2023-03-31"


def test_a_passed_check_of_references_rests_on_two(seeded: Flask) -> None:
    passed = select(Application).join(Check, Check.application_id == Application.id)
    passed = passed.where(Check.code == "references", Check.state == CheckState.PASSED)
    live = [
        each for each in db.session.scalars(passed) if not get_strand(each.strand).pipeline.stage(each.stage).is_final
    ]
    assert len(live) > 3
    assert all(are_all_given(each.id, get_strand(each.strand)) for each in live)


def test_there_is_a_guardian_in_every_state(seeded: Flask) -> None:
    consents = consents_of(list(db.session.scalars(select(Guardian.application_id))))
    states = {consent.state for consent in consents.values()}
    assert states == set(ConsentState) - {ConsentState.NOT_ASKED}


def test_consent_stands_wherever_it_is_on_record(seeded: Flask) -> None:
    passed = select(Check.application_id).where(Check.code == "guardian_consent", Check.state == CheckState.PASSED)
    numbers = list(db.session.scalars(passed))
    answered = set(db.session.scalars(select(Guardian.application_id)))
    assert len(numbers) > 3
    consents = consents_of([number for number in numbers if number in answered])
    assert all(consent.stands for consent in consents.values())


def test_a_health_form_can_be_opened(seeded: Flask) -> None:
    passed = select(Check.application_id).where(Check.code == "health_and_permission", Check.result_on.is_not(None))
    numbers = set(db.session.scalars(passed)) & set(db.session.scalars(select(Guardian.application_id)))
    assert numbers
    assert all(health_values(number)["doctor"] for number in numbers)


def test_decisions_are_due_where_the_service_would_say_so(seeded: Flask) -> None:
    beside = set(db.session.scalars(select(Guardian.application_id))) | set(
        db.session.scalars(select(Referee.application_id))
    )
    today = date(2023, 3, 31)
    with db.session.no_autoflush:
        for application in db.session.scalars(select(Application).where(Application.id.in_(beside))):
            strand = get_strand(application.strand)
            if not strand.pipeline.stage(application.stage).is_final:
                was = application.decision_due
                mark_decision(application, strand, on=today)
                assert application.decision_due == was, application.reference
    db.session.rollback()


def test_the_personas_sent_documents_nobody_scanned(seeded: Flask) -> None:
    documents = db.session.scalars(select(Document)).all()
    assert len(documents) == len(PAPERS)
    assert {each.scan for each in documents} == {ScanState.NOT_SCANNED}
    assert all(list_documents(each.application_id) for each in documents)


@pytest.mark.parametrize("media_type", sorted({media_type for _, _, media_type, _ in PAPERS}))
def test_a_drawn_document_would_be_taken_in(seeded: Flask, media_type: MediaType) -> None:
    received = receive(f"specimen.{media_type.extensions[0]}", drawn("Identity of Zoë (again)", media_type))
    assert received.media_type is media_type


def test_one_person_may_have_applied_twice(seeded: Flask) -> None:
    coordinator = Viewer(0, "A coordinator", frozenset([Grant(Role.COORDINATOR)]))
    wanted = select(Application.reference).join(Account, Account.id == Application.account_id)
    reference = db.session.scalars(wanted.where(Account.email == "z.orourke@example.net")).one()
    (alike,) = find_alike(get_case_file(reference, coordinator), coordinator)
    assert alike.reasons == ("the same date of birth", "the same name", "the same phone number", "the same postcode")
    assert alike.is_undecided
