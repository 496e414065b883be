"""The force's own list of occupations: filled once, kept by administrators, used wherever eligibility is judged."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.people.builders import a_viewer
from tests.sql_count import counted_sql
from tests.strands.builders import SPECIALS, an_occupation
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.forces.rules import OccupationOutcome
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Role, Viewer
from volunteers.strands import service
from volunteers.strands.queries import get_strand, list_occupations, list_offered, with_occupations
from volunteers.strands.rules import Outcome, Strand, StrandCode
from volunteers.strands.rules.occupations import OccupationDraft
from volunteers.unit_of_work import unit_of_work

PSV = StrandCode.POLICE_SUPPORT_VOLUNTEERS.value


@pytest.fixture
def by(session: Session) -> Viewer:
    return a_viewer(Role.ADMINISTRATOR)


def a_draft(name: str = "Beekeeper", *, after: int | None = None, **changes: object) -> OccupationDraft:
    values = {"outcome": OccupationOutcome.REFER, "note": "Bring honey.", "strands": (SPECIALS,), **changes}
    return OccupationDraft(name=name, after=after, **values)  # type: ignore[arg-type]


def offered_in(strand: Strand) -> list[str]:
    (rule,) = [each for each in strand.eligibility if each.lists_occupations]
    return [choice.label for choice in rule.choices if choice.is_listed]


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)))


def test_the_force_files_list_stands_in_until_the_force_keeps_its_own(session: Session) -> None:
    strand = get_strand(SPECIALS)
    assert with_occupations(strand) is strand
    assert offered_in(strand) == [each.name for each in current_force().occupations]


def test_taking_over_fills_the_list_from_the_file_once(session: Session, by: Viewer) -> None:
    with unit_of_work():
        assert service.take_over_occupations(by=by.account_id) == len(current_force().occupations)
        assert service.take_over_occupations(by=by.account_id) == 0
    assert offered_in(with_occupations(get_strand(SPECIALS))) == [each.name for each in current_force().occupations]
    assert offered_in(with_occupations(get_strand(PSV))) == []
    assert acts(session) == ["occupations_taken_over"]


def test_the_lists_own_strand_is_asked_with_one_query_and_made_once(app: Flask, session: Session) -> None:
    an_occupation()
    with counted_sql(app) as asked:
        first = with_occupations(get_strand(SPECIALS))
    assert asked.count == 1
    assert with_occupations(get_strand(SPECIALS)) is first
    with counted_sql(app) as asked:
        cadets = get_strand(StrandCode.CADETS)
        assert with_occupations(cadets) is cadets
    assert asked.count == 0


def test_what_is_added_is_offered_where_it_was_put(session: Session, by: Viewer) -> None:
    first, second = an_occupation("Clown"), an_occupation("Diver")
    with unit_of_work():
        made = service.add_occupation(a_draft(after=first.id), by=by)
    strand = with_occupations(get_strand(SPECIALS))
    assert offered_in(strand) == ["Clown", "Beekeeper", "Diver"]
    choice = next(rule.chosen(made.code) for rule in strand.eligibility if rule.lists_occupations)
    assert choice is not None
    assert choice.outcome is Outcome.REFER
    assert choice.message.endswith("Bring honey.")
    assert (made.code, second.version) == ("beekeeper", 1)
    assert acts(session) == ["occupation_added"]


def test_adding_to_a_list_still_in_the_file_takes_that_over_first(session: Session, by: Viewer) -> None:
    with unit_of_work():
        service.add_occupation(a_draft(), by=by)
    assert len(list_occupations()) == len(current_force().occupations) + 1
    assert list_occupations()[0].name == "Beekeeper"


def test_a_change_is_seen_at_once_and_its_fields_are_in_the_history(session: Session, by: Viewer) -> None:
    kept = an_occupation("Clown")
    with unit_of_work():
        service.change_occupation(
            kept.id, a_draft("Clown", outcome=OccupationOutcome.ALLOW, note="", strands=(SPECIALS, PSV)),
            version=1, by=by,
        )  # fmt: skip
    for code in (SPECIALS, PSV):
        strand = with_occupations(get_strand(code))
        assert offered_in(strand) == ["Clown"]
    entry = session.scalars(select(HistoryEntry)).one()
    assert entry.details["changed"] == {
        "outcome": {"from": "refuse", "to": "allow"},
        "strands": {"from": [SPECIALS], "to": sorted((SPECIALS, PSV))},
    }
    assert kept.version == 2


def test_saving_without_a_difference_writes_nothing(session: Session, by: Viewer) -> None:
    kept = an_occupation("Clown", outcome=OccupationOutcome.REFER, note="Bring honey.")
    with unit_of_work():
        service.change_occupation(kept.id, a_draft("Clown"), version=1, by=by)
    assert kept.version == 1
    assert acts(session) == []


def test_moving_alone_is_a_change_and_ended_rows_are_passed_over(session: Session, by: Viewer) -> None:
    first, _, last = an_occupation("A"), an_occupation("B", ended_at=func.now()), an_occupation("C")
    as_it_was = a_draft("C", outcome=last.outcome, note="", after=first.id)
    with unit_of_work():
        service.change_occupation(last.id, as_it_was, version=1, by=by)
    assert acts(session) == []
    with unit_of_work():
        service.change_occupation(last.id, a_draft("C", outcome=last.outcome, note=""), version=1, by=by)
    assert [row.name for row in list_offered()] == ["C", "A"]
    assert acts(session) == ["occupation_changed"]


def test_nobody_overwrites_what_they_have_not_seen(session: Session, by: Viewer) -> None:
    kept = an_occupation("Clown")
    service.change_occupation(kept.id, a_draft("Juggler"), version=1, by=by)
    for act in (
        lambda: service.change_occupation(kept.id, a_draft("Acrobat"), version=1, by=by),
        lambda: service.end_occupation(kept.id, version=1, by=by),
    ):
        with pytest.raises(Conflict):
            act()
    assert (kept.name, kept.is_ended) == ("Juggler", False)


def test_what_ended_is_offered_no_longer_and_keeps_its_name_for_old_answers(session: Session, by: Viewer) -> None:
    kept = an_occupation("Clown")
    an_occupation("Diver")
    with unit_of_work():
        service.end_occupation(kept.id, version=1, by=by)
        service.end_occupation(kept.id, version=1, by=by)
    assert offered_in(with_occupations(get_strand(SPECIALS))) == ["Diver"]
    assert offered_in(with_occupations(get_strand(SPECIALS), ended=True)) == ["Clown", "Diver"]
    with unit_of_work():
        service.offer_again(kept.id, version=2, by=by)
        service.offer_again(kept.id, version=2, by=by)
    assert offered_in(with_occupations(get_strand(SPECIALS))) == ["Clown", "Diver"]
    assert acts(session) == ["occupation_ended", "occupation_offered_again"]


def test_a_name_stands_once_among_those_offered(session: Session, by: Viewer) -> None:
    gone = an_occupation("Clown")
    service.end_occupation(gone.id, version=1, by=by)
    made = service.add_occupation(a_draft("Clown"), by=by)
    assert made.code != gone.code
    for act in (
        lambda: service.offer_again(gone.id, version=2, by=by),
        lambda: service.add_occupation(a_draft("clown"), by=by),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert [each.code for each in refused.value.refusals] == ["name_taken"]


def test_what_is_not_there_is_not_found(session: Session, by: Viewer) -> None:
    with pytest.raises(NotFound):
        service.change_occupation(99, a_draft(), version=1, by=by)


def test_every_row_is_for_some_strand(session: Session) -> None:
    with pytest.raises(IntegrityError, match="for_some_strand"):
        an_occupation(strands=[])
