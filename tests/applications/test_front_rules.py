"""The comparison behind the five questions, the grouping of near units, and the way ahead: tables, no fixtures."""

from itertools import product

import pytest

from volunteers.applications.rules import Wait
from volunteers.applications.rules.about import way_ahead
from volunteers.applications.rules.nearness import near
from volunteers.applications.rules.suiting import Suited, aspects, known_answers, suited
from volunteers.applications.rules.suiting_table import FITS
from volunteers.places.rules import UnitPlace
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import StrandCode

STRANDS = all_strands()
ASKED = aspects(STRANDS)
GROWN = {"age": "18", "time": "some", "draws": "skills", "powers": "any", "where": "any"}
AREAS = {"bristol": "Bristol", "somerset": "Somerset"}


def best(**answers: str) -> list[str]:
    return [match.strand.slug for match in suited(STRANDS, {**GROWN, **answers}).best]


def test_there_are_five_questions_about_every_strand() -> None:
    assert [aspect.code for aspect in ASKED] == ["age", "time", "draws", "powers", "where"]
    assert set(FITS) == set(StrandCode)


def test_the_ages_are_those_of_the_definitions() -> None:
    words = [(option.value, option.words) for option in ASKED[0].options]
    assert words == [("0", "Under 13"), ("13", "13 to 15"), ("16", "16 or 17"), ("18", "18 or over")]


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({"draws": "patrol", "time": "much", "powers": "yes", "where": "around"}, "special-constabulary"),
        ({"draws": "skills", "time": "little", "powers": "no", "where": "station"}, "police-support-volunteers"),
        ({"draws": "neighbours", "time": "little", "powers": "no", "where": "home"}, "neighbourhood-watch"),
        ({"draws": "countryside", "time": "little", "powers": "any", "where": "land"}, "farm-watch"),
        ({"draws": "roads", "time": "some", "powers": "no", "where": "home"}, "community-speedwatch"),
        ({"draws": "learning", "age": "13"}, "cadets"),
        ({"draws": "patrol", "age": "16", "time": "some"}, "cadets"),
        ({"draws": "skills", "age": "16"}, "police-support-volunteers"),
        ({"draws": "patrol", "time": "much", "powers": "no"}, "police-support-volunteers"),
    ],
)
def test_what_comes_first(answers: dict[str, str], first: str) -> None:
    assert best(**answers)[0] == first


@pytest.mark.parametrize(
    ("age", "never"),
    [
        ("0", {strand.slug for strand in STRANDS}),
        ("13", {strand.slug for strand in STRANDS} - {"cadets"}),
        ("16", {strand.slug for strand in STRANDS} - {"cadets", "police-support-volunteers"}),
        ("18", {"cadets"}),
    ],
)
def test_nobody_is_led_to_what_their_age_does_not_allow(age: str, never: set[str]) -> None:
    shown = {slug for answers in every_answer(age=age) for slug in best(**answers)}
    assert not shown & never


def every_answer(**fixed: str) -> list[dict[str, str]]:
    codes = [aspect.code for aspect in ASKED]
    choices = [[fixed[aspect.code]] if aspect.code in fixed else _values(aspect.code) for aspect in ASKED]
    return [dict(zip(codes, chosen, strict=True)) for chosen in product(*choices)]


def _values(code: str) -> list[str]:
    return [option.value for aspect in ASKED if aspect.code == code for option in aspect.options]


def test_whatever_is_answered_each_kind_stands_once_and_with_a_reason() -> None:
    for answers in every_answer():
        found = suited(STRANDS, answers)
        assert {match.strand.code for match in (*found.best, *found.rest)} == set(StrandCode)
        assert len(found.best) + len(found.rest) == len(STRANDS)
        assert all(match.reasons for match in found.best), answers
        assert all(match.against for match in found.rest), answers
        assert len(found.best) <= 3
        if answers["age"] == "18":
            assert len(found.best) >= 2, answers


def against(found: Suited, slug: str) -> str:
    return " ".join(next(match.against for match in (*found.best, *found.rest) if match.strand.slug == slug))


def test_more_time_than_there_is_is_said_and_is_no_bar() -> None:
    found = suited(STRANDS, {**GROWN, "draws": "patrol", "powers": "yes", "time": "little"})
    assert "special-constabulary" in [match.strand.slug for match in found.best]
    assert "It asks for more time than you have now. At least 16 hours" in against(found, "special-constabulary")


def test_farm_watch_is_for_those_who_work_on_the_land() -> None:
    found = suited(STRANDS, {**GROWN, "draws": "neighbours", "where": "home"})
    assert "farm, keep animals or work on the land" in against(found, "farm-watch")


def test_someone_too_young_is_told_the_age() -> None:
    found = suited(STRANDS, {**GROWN, "age": "13"})
    assert against(found, "special-constabulary") == "You can join when you are 18."


def test_only_the_choices_count_as_answers() -> None:
    assert known_answers(ASKED, {"age": "18", "time": "lots", "draws": "", "name": "Ada"}) == {"age": "18"}


def a_place(name: str, *, strand: str | None, kind: str, miles: float | None, area: str = "bristol") -> UnitPlace:
    return UnitPlace(len(name), name, kind, strand, area, miles)


def test_units_stand_with_the_kinds_they_are_for() -> None:
    team = a_place("Team", strand=None, kind="station", miles=2.2)
    cadets = a_place("Cadets", strand="cadets", kind="cadet_unit", miles=None, area="elsewhere")
    found = near(STRANDS, [team, cadets], areas=AREAS)
    assert [[strand.slug for strand in group.strands] for group in found.groups] == [
        ["special-constabulary", "police-support-volunteers"],
        ["cadets"],
    ]
    assert [(unit.name, unit.area, unit.distance) for group in found.groups for unit in group.units] == [
        ("Team", "Bristol", "about 2 miles"),
        ("Cadets", "", ""),
    ]
    assert [strand.slug for strand in found.elsewhere] == ["neighbourhood-watch", "farm-watch", "community-speedwatch"]
    assert not found.is_far


@pytest.mark.parametrize(
    ("miles", "shown", "far"),
    [
        ((2, 29, 31), 2, False),
        ((31, 40), 2, True),
        ((30,), 1, False),
        ((None, 31), 2, True),
        ((None, 3, 31), 2, False),
        ((None,), 1, False),
    ],
)
def test_too_far_is_shown_only_when_there_is_nothing_nearer(
    miles: tuple[float | None, ...], shown: int, far: bool
) -> None:
    units = [a_place("x" * place, strand="cadets", kind="cadet_unit", miles=far) for place, far in enumerate(miles, 1)]
    found = near([get_strand("cadets")], units, areas=AREAS)
    assert (len(found.groups[0].units), found.is_far) == (shown, far)


def test_the_way_ahead_takes_what_was_measured_and_says_which_is_which() -> None:
    strand = get_strand("farm_watch")
    none = way_ahead(strand, {})
    assert (none.has_measured, none.has_estimates) == (False, True)
    some = way_ahead(strand, {"visit": Wait(12, 7, 14), "submitted": Wait(3, 1, 2)})
    assert [ahead.wait.sentence for ahead in some.stages if ahead.wait] == [
        "About 2 weeks",
        "Most people at this stage wait 1 to 2 weeks",
    ]
    assert (some.has_measured, some.has_estimates) == (True, True)
    enough = Wait(10, 7, 14)
    every = way_ahead(strand, {"visit": enough, "submitted": enough, "appointed": Wait(10, 14, 28)})
    assert (every.has_measured, every.has_estimates) == (True, False)
    assert every.whole
    assert every.whole.words == "2 to 4 weeks"
