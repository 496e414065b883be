"""References scored by those who read them, and the check that follows from it."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_coordinator, an_entry
from tests.pages import sent_form
from tests.people.builders import an_account, as_viewer, signed_in
from tests.references.builders import a_given_reference
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.onboarding.models import ReferenceJudgement
from volunteers.onboarding.rules import CheckEntry, CheckState, Judgement, Leaning, Score, proposal_of
from volunteers.onboarding.rules.references import refusals_of_references, refusals_to_judge
from volunteers.onboarding.service import record_check
from volunteers.onboarding.service.references import judge_reference
from volunteers.permissions import Grant, Role, Viewer
from volunteers.references.models import Referee
from volunteers.references.service import open_reference
from volunteers.unit_of_work import unit_of_work

STRONG, SATISFACTORY, CONCERN = Score
ACCEPT, DECIDE, WAIT = Leaning


def judged(referee_id: int, score: Score, reason: str | None = None) -> Judgement:
    return Judgement(referee_id, score, reason, "Helen Marsh", datetime(2026, 3, 1, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("given", "judgements", "leaning", "words"),
    [
        ([], [], WAIT, "0 of 2"),
        ([1], [judged(1, STRONG)], WAIT, "1 of 2"),
        ([1, 2], [judged(1, STRONG)], WAIT, "Read it"),
        ([1, 2], [], WAIT, "Read them"),
        ([1, 2], [judged(1, STRONG), judged(2, SATISFACTORY)], ACCEPT, "can be passed"),
        ([1], [judged(1, CONCERN, "Often late.")], DECIDE, "Often late."),
        ([1, 2], [judged(1, CONCERN, "Often late."), judged(2, STRONG)], DECIDE, "Often late."),
        ([2, 3], [judged(1, CONCERN, "Replaced."), judged(2, STRONG), judged(3, STRONG)], ACCEPT, "can be passed"),
    ],
)
def test_what_the_references_speak_for(
    given: list[int], judgements: list[Judgement], leaning: Leaning, words: str
) -> None:
    found = proposal_of(2, given, judgements)
    assert found.leaning is leaning
    assert words in found.words


@pytest.mark.parametrize(
    ("entry", "code", "are_all_in", "refused"),
    [
        (CheckEntry(CheckState.PASSED), "references", False, True),
        (CheckEntry(CheckState.PASSED, reason="By telephone."), "references", False, False),
        (CheckEntry(CheckState.PASSED), "references", True, False),
        (CheckEntry(CheckState.FAILED), "references", False, False),
        (CheckEntry(CheckState.PASSED), "medical", False, False),
    ],
)
def test_a_pass_without_every_reference_needs_a_reason(
    entry: CheckEntry, code: str, are_all_in: bool, refused: bool
) -> None:
    assert bool(refusals_of_references(entry, code, are_all_in=are_all_in)) is refused


@pytest.mark.parametrize(
    ("score", "reason", "was_opened", "codes"),
    [
        (STRONG, None, True, []),
        (STRONG, None, False, ["not_opened"]),
        (CONCERN, None, True, ["reason_needed"]),
        (CONCERN, "Often late.", True, []),
    ],
)
def test_what_may_be_made_of_one(score: Score, reason: str | None, was_opened: bool, codes: list[str]) -> None:
    assert [each.code for each in refusals_to_judge(score, reason, was_opened=was_opened)] == codes


def judge(referee: Referee, by: Viewer, score: Score = STRONG, *, seen: int = 0, reason: str | None = None) -> None:
    with unit_of_work():
        judge_reference(referee.application_id, referee.id, score=score, reason=reason, seen_version=seen, by=by)


def opened(referee: Referee, by: Viewer) -> Referee:
    with unit_of_work():
        open_reference(referee.id, application_id=referee.application_id, by=by.account_id)
    return referee


class TestJudging:
    def test_only_one_who_opened_it_judges_it(self, session: Session) -> None:
        referee, by, other = a_given_reference(a_case("pre_employment_checks")), a_coordinator(), a_coordinator()
        opened(referee, other)
        with pytest.raises(Refused) as refused:
            judge(referee, by)
        assert [each.code for each in refused.value.refusals] == ["not_opened"]
        judge(opened(referee, by), by)
        entry = next(each for each in list_of("application", referee.application_id) if each.act == "reference_judged")
        assert entry.details == {"referee_id": referee.id, "score": "strong"}

    def test_the_second_sees_what_the_first_made_of_it(self, session: Session) -> None:
        referee, by = a_given_reference(a_case("pre_employment_checks")), a_coordinator()
        opened(referee, by)
        judge(referee, by, CONCERN, reason="Often late.")
        with pytest.raises(Conflict):
            judge(referee, by)
        judge(referee, by, SATISFACTORY, seen=1, reason="Dropped, as it is no concern.")
        row = session.scalars(select(ReferenceJudgement)).one()
        assert (row.score, row.reason, row.version) == (SATISFACTORY, None, 2)

    @pytest.mark.parametrize(
        "grant", [Grant(Role.COORDINATOR, "special_constabulary", "somerset"), Grant(Role.COORDINATOR, "cadets")]
    )
    def test_out_of_scope_is_not_found(self, session: Session, grant: Grant) -> None:
        referee = a_given_reference(a_case("pre_employment_checks", area="bristol"))
        with pytest.raises(NotFound):
            judge(referee, as_viewer(an_account(grants=[grant])))

    def test_the_check_is_passed_once_all_are_in_or_with_a_reason(self, session: Session) -> None:
        application, by = a_case("pre_employment_checks"), a_coordinator()
        a_given_reference(application)
        with pytest.raises(Refused) as refused:
            record_check(application.id, "references", entry=an_entry(), seen_version=0, by=by)
        assert [each.code for each in refused.value.refusals] == ["reference_missing"]
        a_given_reference(application, relation="colleague")
        record_check(application.id, "references", entry=an_entry(), seen_version=0, by=by)


class TestPages:
    def test_one_is_read_judged_and_the_check_proposes_a_pass(self, client: FlaskClient) -> None:
        application = a_case("pre_employment_checks")
        referees = [a_given_reference(application), a_given_reference(application, relation="colleague")]
        browser = signed_in(client, an_account(Role.COORDINATOR))
        case = f"/staff/applications/{application.reference}"
        for referee in referees:
            address = f"{case}/references/{referee.id}"
            page = browser.get(address).get_data(as_text=True)
            empty = browser.post(address, data=sent_form(page, reason="kept words"))
            assert "Choose what you make of the reference." in empty.get_data(as_text=True)
            assert "kept words" in empty.get_data(as_text=True)
            assert browser.post(address, data=sent_form(page, score="satisfactory")).status_code == 303
        shown = browser.get(case).get_data(as_text=True)
        assert "each is satisfactory or better: the check can be passed" in shown
        check = browser.get(f"{case}/checks/references").get_data(as_text=True)
        assert 'value="passed" checked' in check

    def test_a_stale_judgement_shows_both(self, client: FlaskClient) -> None:
        referee = a_given_reference(a_case("pre_employment_checks"))
        browser, other = signed_in(client, an_account(Role.COORDINATOR)), a_coordinator()
        address = f"/staff/applications/{referee.reference}/references/{referee.id}"
        page = browser.get(address).get_data(as_text=True)
        judge(opened(referee, other), other, CONCERN, reason="Theirs.")
        answered = browser.post(address, data=sent_form(page, score="concern", reason="Mine."))
        shown = answered.get_data(as_text=True)
        assert answered.status_code == 409
        for words in ("What is recorded now", "Theirs.", "Helen Marsh", "Mine."):
            assert words in shown, words
