"""How eligibility answers are stored, what they tell other strands, and which of those would fit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volunteers.applications.rules import (
    answer_from,
    chose_from_list,
    chosen_unit,
    facts_of,
    fitting,
    is_answered,
    known_answers,
    stored_as,
    verdict_of,
    with_chosen_unit,
)
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import Answer, EligibilityRule, Outcome
from volunteers.strands.rules.eligibility import Dated

ON = date(2026, 5, 4)
ADULT = date(1990, 12, 10)
STRANDS = all_strands()
SPECIALS, PSV, CADETS, NW, FW, CSW = STRANDS
BORN = {"date-of-birth": {"birth_date": "1990-12-10"}}


def rule_of(strand: Any, question: str) -> EligibilityRule:
    return next(rule for rule in strand.eligibility if rule.question == question)


@pytest.mark.parametrize(
    ("question", "values", "answer"),
    [
        ("age", {"birth_date": "1990-12-10"}, ADULT),
        ("age", {}, None),
        ("age", {"birth_date": ""}, None),
        ("residence", {"answer": "yes"}, "yes"),
        ("residence", {"answer": "no", "month": "2024-03-01"}, Dated("no", date(2024, 3, 1))),
        ("residence", {"answer": "no", "month": ""}, "no"),
        ("residence", {}, None),
        ("convictions", {"sealed": True}, None),
    ],
)
def test_what_is_stored_is_read_as_an_answer(question: str, values: Mapping[str, Any], answer: Answer) -> None:
    assert answer_from(rule_of(SPECIALS, question), values) == answer


@pytest.mark.parametrize(
    ("question", "answer", "values"),
    [
        ("age", ADULT, {"birth_date": "1990-12-10"}),
        ("age", "yes", {}),
        ("residence", "yes", {"answer": "yes"}),
        ("residence", Dated("no", date(2024, 3, 1)), {"answer": "no", "month": "2024-03-01"}),
        ("residence", "forged", {}),
        ("residence", None, {}),
        ("residence", ADULT, {}),
    ],
)
def test_an_answer_is_stored_if_it_is_one(question: str, answer: Answer, values: Mapping[str, Any]) -> None:
    assert stored_as(rule_of(SPECIALS, question), answer) == values


@pytest.mark.parametrize(
    ("values", "is_one"),
    [
        ({"answer": "none"}, True),
        ({"answer": "bailiff"}, True),
        ({"answer": "gone_from_the_list"}, False),
        ({"answer": ""}, False),
        ({"sealed": True}, True),
    ],
)
def test_an_answer_that_the_list_no_longer_has_is_asked_again(values: Mapping[str, Any], is_one: bool) -> None:
    assert is_answered("occupation", SPECIALS, {"occupation": values}) is is_one


@pytest.mark.parametrize(
    ("stored", "from_list"),
    [
        ({}, False),
        ({"occupation": {"answer": "none"}}, False),
        ({"occupation": {"answer": "bailiff"}}, True),
        ({"occupation": {"answer": "never_heard_of"}}, True),
    ],
)
def test_the_list_is_looked_up_only_for_answers_from_it(stored: Mapping[str, Any], from_list: bool) -> None:
    assert chose_from_list(SPECIALS, stored) is from_list
    assert not chose_from_list(CADETS, stored)


def test_the_chosen_unit_brings_the_day_it_starts() -> None:
    stored = {"unit": {"unit": "7", "name": "Bath cadets"}, "date-of-birth": {"birth_date": "2013-09-02"}}
    settled = with_chosen_unit(CADETS, chosen_unit(CADETS, stored), date(2026, 9, 1))
    answers = {rule.question: answer_from(rule, stored.get(rule.question, {})) for rule in settled.eligibility}
    assert verdict_of(settled, {**answers, "in-area": "lives"}, ON).from_on == date(2026, 9, 2)
    assert with_chosen_unit(CADETS, chosen_unit(CADETS, {}), None) == CADETS


@pytest.mark.parametrize(
    ("strand", "facts", "known"),
    [
        (NW, {"birth_date": ADULT, "in_area": "lives"}, {**BORN, "in-area": {"answer": "lives"}}),
        (NW, {"in_area": "near"}, {}),
        (NW, {"in_area": "school"}, {}),
        (NW, {"in_area": "no"}, {"in-area": {"answer": "no"}}),
        (SPECIALS, {"birth_date": ADULT}, {"age": {"birth_date": "1990-12-10"}}),
        (PSV, {"occupation": "none", "convictions": "no"}, {"convictions": {"answer": "no"}}),
        (FW, {"in_area": "lives"}, {}),
        (CSW, {}, {}),
    ],
)
def test_what_was_told_before_is_not_asked_again(
    strand: Any, facts: Mapping[str, Answer], known: Mapping[str, Any]
) -> None:
    assert known_answers(strand, facts) == known


def test_facts_are_what_several_strands_ask_for() -> None:
    stored = {"age": {"birth_date": "1990-12-10"}, "in-area": {"answer": "near"}, "finance": {"answer": "none"}}
    assert facts_of(SPECIALS, stored) == {"birth_date": ADULT, "in_area": "near"}


@pytest.mark.parametrize(
    ("facts", "slugs"),
    [
        ({}, [each.slug for each in STRANDS]),
        ({"birth_date": ADULT}, [SPECIALS.slug, PSV.slug, NW.slug, FW.slug, CSW.slug]),
        ({"birth_date": ADULT, "in_area": "no"}, [PSV.slug, FW.slug]),
        ({"birth_date": ADULT, "in_area": "lives", "on_the_land": "no"}, [SPECIALS.slug, PSV.slug, NW.slug, CSW.slug]),
        ({"birth_date": ADULT, "right_to_stay": "restricted"}, [PSV.slug, NW.slug, FW.slug, CSW.slug]),
        ({"birth_date": ADULT, "convictions": "under_investigation"}, [NW.slug, FW.slug, CSW.slug]),
        ({"birth_date": ADULT, "convictions": "yes"}, [SPECIALS.slug, PSV.slug, NW.slug, FW.slug, CSW.slug]),
        ({"birth_date": ADULT, "occupation": "bailiff"}, [PSV.slug, NW.slug, FW.slug, CSW.slug]),
        ({"birth_date": date(2013, 9, 1)}, [CADETS.slug]),  # 12, and 13 soon
        ({"birth_date": date(2018, 1, 1)}, []),
        ({"birth_date": date(2010, 9, 1)}, [CADETS.slug, PSV.slug]),  # 15, and 16 soon
        ({"birth_date": date(2009, 1, 1)}, [PSV.slug, CADETS.slug, SPECIALS.slug, NW.slug, FW.slug, CSW.slug]),
    ],
)
def test_which_strands_what_is_known_does_not_rule_out(facts: Mapping[str, Answer], slugs: list[str]) -> None:
    assert [fit.slug for fit in fitting(STRANDS, facts, ON)] == slugs


def test_a_strand_for_later_says_from_which_day() -> None:
    (cadets,) = fitting([CADETS], {"birth_date": date(2013, 9, 1)}, ON)
    assert cadets.from_on == date(2026, 9, 1)
    (now,) = fitting([PSV], {"birth_date": ADULT}, ON)
    assert now.from_on is None


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "birth_date": st.dates(),
        "in_area": st.sampled_from(["lives", "near", "school", "no", "?"]),
        "right_to_stay": st.sampled_from(["british_or_irish", "restricted", ""]),
        "convictions": st.sampled_from(["yes", "no", "under_investigation"]),
        "occupation": st.text(max_size=10),
    },
)


@settings(deadline=None)
@given(FACTS, st.dates())
def test_no_facts_on_any_day_make_the_comparison_fail_or_offer_what_is_ruled_out(
    facts: dict[str, Answer], on: date
) -> None:
    fits = fitting(STRANDS, facts, on)
    assert len({fit.slug for fit in fits}) == len(fits)
    for fit in fits:
        strand = next(each for each in STRANDS if each.slug == fit.slug)
        answers = {rule.question: facts.get(rule.tells) for rule in strand.eligibility}
        assert verdict_of(strand, answers, on).outcome is not Outcome.NO
        assert fit.from_on is None or fit.from_on > on


@settings(deadline=None)
@given(st.sampled_from(STRANDS), FACTS)
def test_what_is_carried_over_is_stored_as_the_strands_own_answers_are(strand: Any, facts: dict[str, Answer]) -> None:
    for question, values in known_answers(strand, facts).items():
        rule = rule_of(strand, question)
        assert answer_from(rule, values) == facts[rule.tells]
        assert rule.sets_an_age or rule.chosen(answer_from(rule, values)) is not None
