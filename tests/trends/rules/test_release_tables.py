"""A release as tables of words."""

from dataclasses import replace

import pytest

from tests.trends.released import BEFORE, CUT_OFF, SPECIALS, a_content
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.rules.release_tables import changes, families_of, table_of, tally, words_of_system

ENDED = ("ended", SPECIALS)
ROW_SUMS = (
    (ENDED, (("lost:application_review", SPECIALS), ("reached:interview", SPECIALS))),
    (("reached:interview", SPECIALS), (("lost:interview", SPECIALS), ("appointed", SPECIALS))),
)


def changed(key: Key, count: PublishedCount) -> Content:
    content = a_content()
    sex = content.by_code["adults.sex"]
    return replace(content, systems=[content.systems[0], replace(sex, counts={**sex.counts, key: count})])


def test_places_are_told_in_order_with_all_together_first() -> None:
    content = a_content()
    table = table_of(content, content.by_code["adults.sex"], "active")

    assert [(part.heading, [line.words for line in part.lines]) for part in table.parts] == [
        ("By kind of volunteering", ["All adult strands", "Police Support Volunteers", "Special Constabulary"]),
        ("By area", ["Bristol", "Somerset"]),
    ]
    assert table.groups[:2] == ["Female", "Male"]
    assert table.parts[0].lines[0].figures[0] == PublishedCount(220, CUT_OFF)


def test_how_applications_ended_is_told_in_the_order_of_the_stages() -> None:
    content = a_content()
    system = replace(content.by_code["adults.sex"], row_sums=ROW_SUMS)

    (part,) = table_of(content, system, "outcomes").parts

    assert part.heading == "Special Constabulary"
    assert [line.words for line in part.lines] == [
        "Applications that ended", "Ended from application review", "Reached interview", "Ended from interview",
        "Appointed",
    ]  # fmt: skip


def test_without_sums_every_stage_is_told_all_the_same() -> None:
    content = a_content()

    (part,) = table_of(content, content.by_code["adults.sex"], "outcomes").parts

    assert len(part.lines) == 5
    assert part.lines[0].words == "Applications that ended"
    assert part.lines[-1].words == "Appointed"


def test_the_kinds_of_figures_are_those_there_are() -> None:
    content = a_content()
    system = content.by_code["adults.people"]
    only = {key: count for key, count in system.counts.items() if key.measure in {"left", "applied"}}

    assert families_of(system) == ["active", "applied", "outcomes", "left"]
    assert families_of(replace(system, counts=only)) == ["applied", "left"]
    assert words_of_system(system) == "People, adults"


def test_figures_are_given_stand_as_before_or_are_not_given() -> None:
    found = tally(a_content())

    counts = [count for system in a_content().systems for count in system.counts.values()]
    assert found.given + found.as_before + found.not_given == len(counts)
    assert found.as_before == 1
    assert found.not_given == sum(count.shown is None for count in counts) > 0
    assert found.words.endswith("1 stand as they were before, and 32 are not given")


@pytest.mark.parametrize(
    "now", [PublishedCount(225, CUT_OFF), PublishedCount(220, BEFORE), PublishedCount(None, CUT_OFF)]
)
def test_a_figure_that_differs_or_is_of_another_date_has_changed(now: PublishedCount) -> None:
    (change,) = changes(a_content(), changed(Key("active", "all", "female"), now))

    assert (change.system, change.words) == ("Sex, adults", "Serving, All adult strands, Female")
    assert (change.before, change.now) == (PublishedCount(220, CUT_OFF), now)


def test_between_the_same_nothing_changed_and_what_is_new_or_gone_has() -> None:
    whole = a_content()
    fewer = replace(whole, systems=whole.systems[:1])

    assert changes(whole, a_content()) == []
    assert len(changes(fewer, whole)) == len(whole.systems[1].counts)
    assert all(change.now is None for change in changes(whole, fewer))
