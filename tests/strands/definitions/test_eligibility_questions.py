"""Who may apply to each strand, as its definition says, and that no answers lead astray."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volunteers.forces.queries import load_force
from volunteers.forces.rules import OccupationOutcome
from volunteers.strands.definitions.eligibility_questions import occupation_choices
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import Outcome, Strand, StrandCode, judge_eligibility, overall
from volunteers.strands.rules.eligibility import Answer, Dated, EligibilityRule

ON = date(2026, 5, 4)
FORCE = load_force("avon_and_somerset")
SPECIALS = get_strand(StrandCode.SPECIAL_CONSTABULARY)
STRANDS = all_strands()
ORDER = list(Outcome)

BORN = {"date-of-birth": date(1990, 12, 10)}
GOOD: dict[str, Mapping[str, Answer]] = {
    StrandCode.SPECIAL_CONSTABULARY: {
        "age": date(1990, 12, 10), "in-area": "lives", "residence": "yes", "right-to-stay": "british_or_irish",
        "occupation": "none", "finance": "none", "memberships": "none", "convictions": "no",
    },
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: {
        **BORN, "right-to-stay": "unrestricted", "occupation": "none", "convictions": "no",
    },
    StrandCode.CADETS: {"unit": None, "date-of-birth": date(2012, 1, 1)},
    StrandCode.NEIGHBOURHOOD_WATCH: {**BORN, "in-area": "lives"},
    StrandCode.FARM_WATCH: {**BORN, "on-the-land": "yes"},
    StrandCode.COMMUNITY_SPEEDWATCH: {**BORN, "in-area": "lives", "vetting": "yes"},
}  # fmt: skip


def outcome(code: str, changes: Mapping[str, Answer]) -> Outcome:
    rules = [rule for rule in get_strand(code).eligibility if not rule.lists_units]
    return overall(judge_eligibility(rules, {**GOOD[code], **changes}, ON))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Outcome.PASS),
        ({"age": date(2008, 5, 4)}, Outcome.PASS),
        ({"age": date(2008, 5, 5)}, Outcome.NOT_YET),
        ({"age": "yes"}, Outcome.UNANSWERED),
        ({"in-area": "near"}, Outcome.REFER),
        ({"in-area": "no"}, Outcome.NO),
        ({"residence": "apart_from_time_away"}, Outcome.REFER),
        ({"residence": "no"}, Outcome.NOT_YET),
        ({"residence": "not_here"}, Outcome.NOT_YET),
        ({"residence": Dated("no", date(2023, 4, 1))}, Outcome.PASS),
        ({"residence": Dated("no", date(2023, 5, 1))}, Outcome.NOT_YET),
        ({"right-to-stay": "unrestricted"}, Outcome.PASS),
        ({"right-to-stay": "restricted"}, Outcome.NOT_YET),
        ({"occupation": "armed_forces_reserve"}, Outcome.PASS),
        ({"occupation": "licensee"}, Outcome.REFER),
        ({"occupation": "community_support_officer"}, Outcome.NO),
        ({"finance": "judgment_unpaid"}, Outcome.NOT_YET),
        ({"finance": "bankrupt"}, Outcome.NOT_YET),
        ({"finance": Dated("bankrupt_lately", date(2024, 1, 1))}, Outcome.NOT_YET),
        ({"finance": Dated("bankrupt_lately", date(2020, 1, 1))}, Outcome.PASS),
        ({"memberships": "prohibited"}, Outcome.NO),
        ({"memberships": "politics"}, Outcome.REFER),
        ({"convictions": "yes"}, Outcome.REFER),
        ({"convictions": "under_investigation"}, Outcome.NOT_YET),
        ({"convictions": None}, Outcome.UNANSWERED),
    ],
)
def test_who_may_apply_to_be_a_special(changes: dict[str, Any], expected: Outcome) -> None:
    assert outcome(StrandCode.SPECIAL_CONSTABULARY, changes) is expected


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        (StrandCode.POLICE_SUPPORT_VOLUNTEERS, {}, Outcome.PASS),
        (StrandCode.POLICE_SUPPORT_VOLUNTEERS, {"date-of-birth": date(2010, 5, 4)}, Outcome.PASS),
        (StrandCode.POLICE_SUPPORT_VOLUNTEERS, {"date-of-birth": date(2010, 5, 5)}, Outcome.NOT_YET),
        (StrandCode.POLICE_SUPPORT_VOLUNTEERS, {"right-to-stay": "restricted"}, Outcome.REFER),
        (StrandCode.POLICE_SUPPORT_VOLUNTEERS, {"occupation": "conflict"}, Outcome.REFER),
        (StrandCode.POLICE_SUPPORT_VOLUNTEERS, {"convictions": "yes"}, Outcome.REFER),
        (StrandCode.CADETS, {}, Outcome.PASS),
        (StrandCode.CADETS, {"date-of-birth": date(2013, 5, 4)}, Outcome.PASS),
        (StrandCode.CADETS, {"date-of-birth": date(2013, 5, 5)}, Outcome.NOT_YET),
        (StrandCode.CADETS, {"date-of-birth": date(2008, 5, 5)}, Outcome.PASS),
        (StrandCode.CADETS, {"date-of-birth": date(2008, 5, 4)}, Outcome.NO),
        (StrandCode.NEIGHBOURHOOD_WATCH, {}, Outcome.PASS),
        (StrandCode.NEIGHBOURHOOD_WATCH, {"in-area": "no"}, Outcome.NO),
        (StrandCode.NEIGHBOURHOOD_WATCH, {"date-of-birth": date(2008, 5, 5)}, Outcome.NOT_YET),
        (StrandCode.FARM_WATCH, {}, Outcome.PASS),
        (StrandCode.FARM_WATCH, {"on-the-land": "no"}, Outcome.NO),
        (StrandCode.COMMUNITY_SPEEDWATCH, {}, Outcome.PASS),
        (StrandCode.COMMUNITY_SPEEDWATCH, {"in-area": "no"}, Outcome.NO),
        (StrandCode.COMMUNITY_SPEEDWATCH, {"vetting": "no"}, Outcome.NO),
    ],
)
def test_who_may_apply_to_the_other_strands(code: str, changes: dict[str, Any], expected: Outcome) -> None:
    assert outcome(code, changes) is expected


@pytest.mark.parametrize("strand", STRANDS, ids=lambda strand: strand.slug)
def test_every_answer_that_is_no_plain_pass_says_why(strand: Strand) -> None:
    for rule in strand.eligibility:
        assert all(choice.message for choice in rule.choices if choice.outcome is not Outcome.PASS)
        assert len({choice.value for choice in rule.choices}) == len(rule.choices)
        assert len([choice for choice in rule.choices if choice.counted]) <= 1


@pytest.mark.parametrize("strand", STRANDS, ids=lambda strand: strand.slug)
def test_what_no_source_gives_is_marked_for_the_force_to_confirm(strand: Strand) -> None:
    unsourced = {
        StrandCode.SPECIAL_CONSTABULARY: {"occupation", "memberships"},
        StrandCode.POLICE_SUPPORT_VOLUNTEERS: {"date-of-birth", "right-to-stay", "occupation"},
        StrandCode.CADETS: set(),
        StrandCode.NEIGHBOURHOOD_WATCH: {"date-of-birth", "in-area"},
        StrandCode.FARM_WATCH: {"date-of-birth", "on-the-land"},
        StrandCode.COMMUNITY_SPEEDWATCH: {"date-of-birth", "in-area", "vetting"},
    }
    assert {rule.question for rule in strand.eligibility if rule.confirm} == unsourced[strand.code]


def test_a_conviction_is_a_disclosure_and_never_a_bar() -> None:
    for strand in STRANDS:
        for rule in (each for each in strand.eligibility if each.question == "convictions"):
            assert all(choice.outcome is not Outcome.NO for choice in rule.choices)
            assert "does not stop you" in rule.hint


@pytest.mark.parametrize(
    ("kept", "expected", "says"),
    [
        (OccupationOutcome.ALLOW, Outcome.PASS, "Bring a letter."),
        (
            OccupationOutcome.REFER,
            Outcome.REFER,
            "We will look at your occupation first. Bring a letter.",
        ),
        (OccupationOutcome.REFUSE, Outcome.NO, "This occupation cannot be combined with being a cook. Bring a letter."),
    ],
)
def test_an_occupation_means_what_the_force_says(kept: OccupationOutcome, expected: Outcome, says: str) -> None:
    listed = type(FORCE.occupations[0])("baker", "Baker", kept, "Bring a letter.")
    (choice,) = occupation_choices((listed,), "cook")
    assert (choice.outcome, choice.message, choice.is_listed) == (expected, says, True)


def answers_to(rule: EligibilityRule) -> st.SearchStrategy[Answer]:
    """Anything that could stand as an answer to a question, good or not."""
    values = st.sampled_from([choice.value for choice in rule.choices] or ["none"])
    return st.one_of(
        st.none(), values, st.text(max_size=20), st.dates(), st.builds(Dated, values, st.dates()),
        st.builds(Dated, st.text(max_size=5), st.dates()),
    )  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(STRANDS), st.data(), st.dates())
def test_no_answers_on_any_day_make_the_rules_fail(strand: Strand, data: st.DataObject, on: date) -> None:
    answers = {rule.question: data.draw(answers_to(rule)) for rule in strand.eligibility}
    findings = judge_eligibility(strand.eligibility, answers, on)
    assert [finding.question for finding in findings] == [rule.question for rule in strand.eligibility]
    for finding in findings:
        assert finding.message or finding.outcome is Outcome.PASS
        assert finding.clears_on is None or finding.clears_on > on


@settings(deadline=None)
@given(st.sampled_from(STRANDS), st.data(), st.dates())
def test_a_worse_answer_never_leads_to_a_better_end(strand: Strand, data: st.DataObject, on: date) -> None:
    answers = {rule.question: data.draw(answers_to(rule)) for rule in strand.eligibility}
    changed = data.draw(st.sampled_from([rule for rule in strand.eligibility if not rule.lists_units]))
    others = {**answers, changed.question: data.draw(answers_to(changed))}
    before, after = (judge_eligibility(strand.eligibility, each, on) for each in (answers, others))
    place = strand.eligibility.index(changed)
    was_better = ORDER.index(before[place].outcome) <= ORDER.index(after[place].outcome)
    better, worse = (before, after) if was_better else (after, before)
    assert ORDER.index(overall(better)) <= ORDER.index(overall(worse))


@settings(deadline=None)
@given(st.dates(max_value=date(2200, 1, 1)), st.dates(max_value=date(2200, 1, 1)), st.integers(0, 20_000))
def test_waiting_never_makes_someone_who_was_old_enough_too_young(born: date, on: date, days: int) -> None:
    rules = [rule for rule in SPECIALS.eligibility if rule.sets_an_age]
    later = date.fromordinal(on.toordinal() + days)
    now, then = (judge_eligibility(rules, {"age": born}, day)[0].outcome for day in (on, later))
    assert now is not Outcome.PASS or then is Outcome.PASS
