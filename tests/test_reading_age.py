"""The measure of reading age agrees with texts whose level is known."""

import pytest

from tests.reading_age import reading_of, syllables_in, words_of_page

EASY = "The cat sat on the mat. It was a big red mat. The dog ran up to the cat. The cat did not run."
# The first sentences of the Gettysburg Address: by published calculations between the 9th and the 12th grade.
HARDER = (
    "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, "
    "and dedicated to the proposition that all men are created equal. Now we are engaged in a great civil war, testing "
    "whether that nation, or any nation so conceived and so dedicated, can long endure. We are met on a great "
    "battle-field of that war."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("the", 1), ("make", 1), ("asked", 1), ("wanted", 2), ("table", 2), ("little", 2), ("people", 2),
        ("police", 2), ("volunteer", 3), ("answer", 2), ("questions", 2), ("application", 4), ("equality", 4),
        ("guardian", 3), ("parent", 2), ("boxes", 2), ("names", 1), ("information", 4), ("you're", 1),
        ("private", 2), ("safely", 2), ("careful", 2), ("2026", 1), ("being", 2), ("real", 1),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables_in(word) == count


def test_an_easy_text_is_easy_and_a_hard_one_hard() -> None:
    assert reading_of(EASY).schooling < 2
    assert 8 < reading_of(HARDER).flesch_kincaid < 14
    assert 8 < reading_of(HARDER).automated < 14


def test_each_paragraph_and_item_of_the_main_part_is_a_line_and_headings_are_left_out() -> None:
    page = "<p>No</p><main><h1>No</h1><p>One\ntwo</p><ul><li>Three <b>four</b> five</li><li>Six</li></ul></main>"
    assert words_of_page(page) == "One two\nThree four five\nSix"
