"""The sentences about groups, from a release as it is published."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.trends.released import CUT_OFF, SPECIALS, SUPPORT, a_content
from volunteers.trends.disclosure.content import Content, read_content
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.rules.representation.findings import answer, findings, foremost, loss_sentence
from volunteers.trends.rules.representation.groups import BY_SCOPE, ETHNICITY, ORIENTATION, SEX
from volunteers.trends.rules.representation.index import NO_RESIDENTS, Untold
from volunteers.trends.rules.representation.reading import Reading
from volunteers.trends.rules.representation.wording import characteristic_of, cohort_of, inside, people

# How the applications of Specials ended: of those who came to a stage some were lost there, and the others went on.
STAGES = (
    (("ended", SPECIALS), (("lost:application_review", SPECIALS), ("reached:interview", SPECIALS))),
    (("reached:interview", SPECIALS), (("lost:interview", SPECIALS), ("appointed", SPECIALS))),
)


def a_reading(place: str, changed: Mapping[tuple[str, str, str], int | None] | None = None) -> Reading:
    """Sex at a place of the made-up release, with some figures changed."""
    content = a_content()
    people, sex = content.systems
    counts = {**sex.counts, **{Key(*key): PublishedCount(shown, CUT_OFF) for key, shown in (changed or {}).items()}}
    changed_content = replace(content, systems=[people, replace(sex, counts=counts, row_sums=STAGES)])
    return Reading(read_content(changed_content.to_bytes()), "adults", place, SEX)


def went_on(women: int | None, men: int | None) -> dict[tuple[str, str, str], int | None]:
    """How many of 40 women and 95 men were appointed after their interview."""
    return {("appointed", SPECIALS, "female"): women, ("appointed", SPECIALS, "male"): men}


@pytest.mark.parametrize(
    ("place", "changed", "words"),
    [
        # 85 of 275 beside 887,000 of 1,744,500.
        (SPECIALS, {},
         "Women are 31% of the Special Constabulary and 51% of residents of all ages: 0.6 times, and that is more than "
         "chance."),
        ("all", {}, "Women are 38% of adult volunteers and 51% of residents of all ages: 0.7 times, and that is more "
         "than chance."),
        ("area:bristol", {},
         "Women are 38% of adult volunteers in Bristol and 50% of residents of all ages: 0.7 times, and that is more "
         "than chance."),
        (SUPPORT, {("active", SUPPORT, "female"): 155, ("active", SUPPORT, "male"): 150},
         "No group is clearly fewer or more among Police Support Volunteers than among residents of all ages: what "
         "differs may be chance."),
        (SPECIALS, {("active", SPECIALS, "female"): None, ("active", SPECIALS, "male"): None},
         "Women are 29% of those who applied to the Special Constabulary and 51% of residents of all ages: 0.6 times, "
         "and that is more than chance."),
        ("area:somerset", {}, f"{NO_RESIDENTS}, so there is nothing to compare with."),
    ],
)  # fmt: skip
def test_the_answer_is_one_sentence(place: str, changed: Mapping[tuple[str, str, str], int | None], words: str) -> None:
    assert answer(a_reading(place, changed)) == words


def test_a_group_that_is_hardly_fewer_is_no_headline() -> None:
    hardly = a_reading("all", {("active", "all", "female"): 2620, ("active", "all", "male"): 2880,
                               ("active", "all", "declared"): 5500})  # fmt: skip

    found = {one.group: one for one in findings(hardly)}
    assert (found["female"].found.is_fewer, found["female"].is_missing) == (True, False)
    assert foremost(hardly.content) == []
    assert [one.sentence[:17] for one in foremost(a_reading("all").content)] == ["Women are 38% of "]


@pytest.mark.parametrize(
    ("women", "men", "words"),
    [
        (15, 80,
         "Women are lost most clearly at the stage “Interview”: 38% of those who came to it went on, against 84% of "
         "men."),
        (30, 75, "At no stage is one group clearly lost more than another."),
        (None, None, "At no stage is one group clearly lost more than another."),
    ],
)  # fmt: skip
def test_the_stage_with_the_clearest_loss_is_named(women: int | None, men: int | None, words: str) -> None:
    reading = a_reading(SPECIALS, went_on(women, men))

    assert [stage.words for stage in reading.stages()] == ["Application review", "Interview"]
    assert loss_sentence(reading, reading.stage_lines()) == words


def test_without_figures_nothing_is_said_of_stages() -> None:
    nobody = {(measure, SPECIALS, group): None for measure in ("ended", "reached:interview", "appointed")
              for group in ("female", "male", "declared")}  # fmt: skip
    reading = a_reading(SPECIALS, nobody)

    assert loss_sentence(reading, reading.stage_lines()) == ""
    assert a_reading("all").stages() == []


def test_a_characteristic_of_which_nobody_said_anything_has_no_figure() -> None:
    reading = Reading(a_content(), "adults", "all", ORIENTATION)

    assert not reading.is_told
    assert list(reading.groups) == ["straight", "gay_or_lesbian", "bisexual", "other", "lgb_and_other"]
    assert all(isinstance(reading.represent("active", group), Untold) for group in reading.groups)


def test_groups_told_together_are_beside_all_their_residents() -> None:
    content: Content = a_content()
    residents = [replace(content.residents[0], system="adults.ethnicity", group=group.code, count=number)
                 for number, group in enumerate(ETHNICITY.groups, 10)]  # fmt: skip
    found = Reading(replace(content, residents=residents), "adults", SPECIALS, ETHNICITY).residents("minorities")

    assert found is not None
    assert (found.group, found.everyone) == (11 + 12 + 13 + 14, 10 + 11 + 12 + 13 + 14)


@pytest.mark.parametrize(
    ("scope", "characteristic", "group", "words"),
    [
        ("adults", "sex", "female", "Women"),
        ("cadets", "sex", "female", "Girls"),
        ("adults", "age", "16_to_24", "People aged 16 to 24"),
        ("adults", "ethnicity", "asian", "Asian or Asian British people"),
        ("adults", "ethnicity", "minorities", "People of ethnic minorities (without White minorities)"),
        ("adults", "disability", "disabled", "Disabled people"),
        ("adults", "religion", "muslim", "Muslim people"),
    ],
)
def test_groups_are_called_as_people(scope: str, characteristic: str, group: str, words: str) -> None:
    of = characteristic_of(scope, characteristic)

    assert of is not None
    assert people(scope, of, group) == words


def test_every_group_has_words_of_people_and_no_two_the_same() -> None:
    for scope, several in BY_SCOPE.items():
        for one in several:
            codes = [*(group.code for group in one.groups), *(each.code for each in one.sums)]
            called = {people(scope, one, code) for code in codes}
            assert len(called) == len(codes)
            assert all(words[0].isupper() for words in called)


def test_words_inside_a_sentence() -> None:
    assert (inside("Men"), inside("White people"), inside("People aged 35 to 44")) == (
        "men", "White people", "people aged 35 to 44",
    )  # fmt: skip
    assert cohort_of("left", "all", "All adult strands") == "those who stopped serving in all adult strands"
    assert characteristic_of("cadets", "orientation") is None
