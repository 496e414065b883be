"""Which quarters a release can be of, and who may do what with one."""

from datetime import date

import pytest

from volunteers.trends.rules.releases import (
    Known,
    State,
    inside_a_sentence,
    next_version,
    refusals_to_discard,
    refusals_to_prepare,
    refusals_to_publish,
    stage_words,
)

TODAY = date(2026, 11, 23)
Q1, Q2, Q3, Q4 = date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
COUNTED = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), Q1, Q2, Q3, Q4)
PUBLISHED, PREPARED = Known(Q4, 1, is_published=True), Known(Q4, 1, is_published=False)


@pytest.mark.parametrize(
    ("cut_off", "note", "counted", "known", "code"),
    [
        (Q4, "", COUNTED, (), None),
        (Q4, "", COUNTED, (Known(Q3, 1, is_published=True),), None),
        (Q4, "Counted again.", COUNTED, (PUBLISHED,), None),
        (Q4, "Counted again.", COUNTED, (PUBLISHED, Known(Q4, 2, is_published=True)), None),
        (date(2026, 9, 29), "", COUNTED, (), "no_quarter"),
        (date(2026, 10, 31), "", COUNTED, (PUBLISHED,), "no_quarter"),
        (date.max, "", COUNTED, (), "no_quarter"),
        (date.min, "", COUNTED, (), "no_quarter"),
        (date(2026, 12, 31), "", COUNTED, (), "not_over"),
        (Q3, "", COUNTED, (PUBLISHED,), "follow"),
        (Q3, "Counted again.", COUNTED, (PUBLISHED, Known(Q3, 1, is_published=True)), "follow"),
        (Q4, "", COUNTED[:-1], (), "not_counted"),
        (Q4, "", (Q2, Q3, Q4), (), "too_few_quarters"),
        (Q4, "", (date(2025, 9, 30), Q1, Q4), (), "too_few_quarters"),
        (Q4, "", COUNTED, (PREPARED,), "prepared_already"),
        (Q4, "Why.", COUNTED, (PUBLISHED, Known(Q4, 2, is_published=False)), "prepared_already"),
        (Q4, "", COUNTED, (PUBLISHED,), "known"),
        (Q4, "Why.", COUNTED, (), "nothing_to_correct"),
    ],
)
def test_what_can_be_prepared(
    cut_off: date, note: str, counted: tuple[date, ...], known: tuple[Known, ...], code: str | None
) -> None:
    found = refusals_to_prepare(cut_off, note, today=TODAY, counted=counted, known=known)

    assert [refusal.code for refusal in found] == ([code] if code else [])


def test_a_quarter_that_ends_today_is_not_over() -> None:
    (refusal,) = refusals_to_prepare(Q4, "", today=Q4, counted=COUNTED, known=())

    assert refusal.message == "The quarter ends on 30 September 2026. A release is of whole quarters."
    assert refusal.clears_on == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("known", "version"),
    [((), 1), ((PREPARED,), 1), ((PUBLISHED,), 2), ((PUBLISHED, Known(Q4, 2, is_published=False)), 2),
     ((Known(Q3, 4, is_published=True),), 1)],
)  # fmt: skip
def test_the_next_version_follows_what_was_published(known: tuple[Known, ...], version: int) -> None:
    assert next_version(Q4, known) == version


@pytest.mark.parametrize(
    ("state", "is_own", "is_outdated", "code"),
    [
        (State.PREPARED, False, False, None),
        (State.PREPARED, True, False, "own"),
        (State.PREPARED, True, True, "own"),
        (State.PREPARED, False, True, "outdated"),
        (State.BEING_MADE, False, False, "being_made"),
        (State.PUBLISHED, False, False, "published"),
        (State.PUBLISHED, True, True, "published"),
        (State.DISCARDED, False, False, "discarded"),
    ],
)
def test_what_can_be_published(state: State, is_own: bool, is_outdated: bool, code: str | None) -> None:
    found = refusals_to_publish(state, is_own=is_own, is_outdated=is_outdated)

    assert [refusal.code for refusal in found] == ([code] if code else [])


@pytest.mark.parametrize("state", list(State))
def test_only_what_is_neither_published_nor_discarded_is_discarded(state: State) -> None:
    assert bool(refusals_to_discard(state)) == (state in {State.PUBLISHED, State.DISCARDED})
    assert state.words


@pytest.mark.parametrize(
    ("name", "words"), [("Form review", "form review"), ("DBS check", "DBS check"), ("Visit", "visit"), ("", "")]
)
def test_names_of_stages_inside_sentences(name: str, words: str) -> None:
    assert inside_a_sentence(name) == words


def test_a_stage_that_strands_call_differently_has_a_name_that_is_true_of_each() -> None:
    specials = [("submitted", "Form review"), ("sift", "Online sift"), ("training", "Initial learning")]
    speedwatch = [("submitted", "Finding a scheme"), ("training", "Roadside training")]

    assert stage_words([specials]) == {
        "submitted": "form review", "sift": "online sift", "training": "initial learning",
    }  # fmt: skip
    assert stage_words([specials, speedwatch]) == {
        "submitted": "the first stage", "sift": "online sift", "training": "training",
    }  # fmt: skip
