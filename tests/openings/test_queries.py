"""What is found open for whom, on which day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.openings.builders import CADETS, SPECIALS, a_unit, an_opening
from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.openings import queries, service
from volunteers.openings.models import Opening
from volunteers.places.models import UnitKind

TODAY = clock.today()


def test_the_closest_open_one_is_found_first(session: Session) -> None:
    unit, other = a_unit(), a_unit("Yeovil cadets")
    of_all, of_unit = an_opening(), an_opening(unit=unit)
    an_opening(unit=other, closes=-1)
    assert found_id(unit.id) == of_unit.id
    assert found_id(other.id) == of_all.id
    assert found_id(None) == of_all.id
    assert queries.find_opening(SPECIALS, on=TODAY) is None


def test_an_opening_for_a_role_is_for_that_role_alone(session: Session) -> None:
    an_opening(role="driver")
    assert queries.find_opening(CADETS, None, "driver", on=TODAY)
    assert queries.find_opening(CADETS, None, "reception", on=TODAY) is None
    assert queries.find_opening(CADETS, on=TODAY) is None


def found_id(unit_id: int | None) -> int | None:
    found = queries.find_opening(CADETS, unit_id, on=TODAY)
    return found.id if found else None


@pytest.mark.parametrize(
    ("window", "state"),
    [
        ({"opens": 0, "closes": 0}, "open"),
        ({"opens": 1, "closes": 5}, "upcoming"),
        ({"opens": -5, "closes": -1}, "closed"),
        ({"places": 3, "taken": 3}, "full"),
        ({"places": 3, "taken": 2}, "open"),
        ({"places": None, "taken": 400}, "open"),
        ({"ended_at": clock.now()}, "closed"),
    ],
)
def test_how_it_stands(session: Session, window: dict[str, int], state: str) -> None:
    unit = a_unit()
    opening = an_opening(unit=unit, **window)
    standing = queries.standing_of(CADETS, unit.id, on=TODAY)
    assert (standing.state, standing.is_open) == (state, state == "open")
    assert standing.opening is not None
    assert standing.opening.id == opening.id


def test_where_nothing_was_ever_opened_it_is_open_all_year_but_for_cadets(session: Session) -> None:
    assert queries.standing_of(SPECIALS).is_open
    assert queries.standing_of(SPECIALS).opening is None
    assert queries.standing_of(CADETS).state == "closed"
    an_opening(strand=SPECIALS, closes=-1)
    assert not queries.standing_of(SPECIALS).is_open


def test_the_standing_says_when_it_opens_next_and_when_it_last_closed(session: Session) -> None:
    old, last = an_opening(opens=-90, closes=-60), an_opening(opens=-40, closes=-20)
    assert decided_by() == last.id
    assert old.id != last.id
    later, next_one = an_opening(opens=50, closes=60, starts=90), an_opening(opens=20, closes=40, starts=90)
    assert decided_by() == next_one.id
    assert later.id != next_one.id


def decided_by() -> int | None:
    found = queries.standing_of(CADETS).opening
    return found.id if found else None


def test_the_list_has_each_closed_one_until_the_next_and_a_year_at_most(session: Session) -> None:
    unit, other, third = a_unit(), a_unit("Yeovil cadets"), a_unit("Bath cadets", area="bath_and_north_east_somerset")
    an_opening(unit=unit, opens=-90, closes=-60, starts=None)
    now = an_opening(unit=unit)
    an_opening(unit=other, opens=-90, closes=-60, starts=None)
    last = an_opening(unit=other, opens=-50, closes=-40, starts=None)
    an_opening(unit=third, opens=-400, closes=-380, starts=None)
    assert listed() == [last.id, now.id]
    everywhere = an_opening(strand=SPECIALS, closes=30)
    assert listed(area="bath_and_north_east_somerset") == [everywhere.id]
    assert listed(strand=CADETS) == [last.id, now.id]


def listed(strand: str | None = None, area: str | None = None) -> list[int]:
    return [line.id for line in queries.list_openings(strand, TODAY, area=area)]


def test_the_next_start_is_that_of_the_open_one_else_of_the_next_to_come(session: Session) -> None:
    unit = a_unit()
    assert queries.start_date_of(unit.id, TODAY) is None
    an_opening(unit=unit, opens=-40, closes=-20, starts=10)
    assert queries.start_date_of(unit.id, TODAY) == days(10)
    an_opening(unit=unit, opens=100, closes=110, starts=200)
    assert queries.start_date_of(unit.id, TODAY) == days(200)
    an_opening(unit=unit, opens=-5, closes=5, starts=150)
    assert queries.start_date_of(unit.id, TODAY) == days(150)
    assert queries.start_date_of(unit.id, days(300)) is None


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def test_units_to_choose_from_are_the_strands_own_or_the_stations_it_serves_from(session: Session) -> None:
    cadets = a_unit("Taunton cadets")
    station = a_unit("Bath team", strand=None, kind=UnitKind.STATION, area="bath_and_north_east_somerset")
    assert queries.unit_choices(CADETS) == [(str(cadets.id), "Taunton cadets (Somerset)")]
    assert queries.unit_choices(SPECIALS) == [(str(station.id), "Bath team (Bath and North East Somerset)")]
    assert queries.unit_name(CADETS, cadets.id) == "Taunton cadets (Somerset)"
    assert queries.unit_name(CADETS, station.id) is None
    assert queries.unit_name(CADETS, None) is None


def test_a_place_is_taken_until_none_is_left_and_goes_back(session: Session) -> None:
    unit = a_unit()
    opening = an_opening(unit=unit, places=1)
    service.take_place(opening.id)
    with pytest.raises(Refused, match="All places have been taken"):
        service.take_place(opening.id)
    assert queries.standing_of(CADETS, unit.id).state == "full"
    assert queries.find_opening_of(CADETS, unit.id, at=clock.now()) == opening.id
    service.give_back_place(opening.id)
    service.give_back_place(opening.id)
    assert queries.get_opening(opening.id, TODAY).taken == 0
    service.take_place(opening.id)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ({"opens": 1}, "Applications open on"),
        ({"closes": -1}, "Applications have closed"),
        ({"ended_at": clock.now()}, "Applications have closed"),
    ],
)
def test_no_place_is_taken_outside_the_window(session: Session, window: dict[str, int], words: str) -> None:
    opening = an_opening(**window)
    with pytest.raises(Refused, match=words):
        service.take_place(opening.id)
    assert session.get_one(Opening, opening.id).taken == 0


def test_an_opening_that_is_not_there_has_no_place(session: Session) -> None:
    with pytest.raises(NotFound):
        service.take_place(404)


def test_a_place_goes_back_to_the_window_it_was_taken_in(session: Session) -> None:
    unit = a_unit()
    first = an_opening(unit=unit, opens=-90, closes=-60, starts=None)
    ended = an_opening(unit=unit, opens=-50, closes=5, ended_at=clock.now() - timedelta(days=20))
    now = an_opening(unit=unit, opens=-15, closes=20)
    moments = [clock.now() - timedelta(days=away) for away in (70, 30, 18, 1)]
    found = [queries.find_opening_of(CADETS, unit.id, at=moment) for moment in moments]
    assert found == [first.id, ended.id, None, now.id]
