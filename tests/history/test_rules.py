"""The chain of seals, as plain values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from volunteers.history.rules import FIRST_SEAL, Fact, first_broken, seal_of

AT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
FACT = Fact(1, AT, 7, "moved", "application", 3, {"from": "sift", "to": "interview"})
Link = tuple[Fact, str, str]


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    previous = FIRST_SEAL
    for number in range(1, length + 1):
        fact = replace(FACT, id=number, at=AT + timedelta(minutes=number))
        links.append((fact, previous, seal_of(fact, previous)))
        previous = links[-1][2]
    return links


def test_a_whole_chain_holds() -> None:
    assert first_broken([]) is None
    assert first_broken(chain(50)) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"id": 2},
        {"at": AT + timedelta(microseconds=1)},
        {"by_account_id": 8},
        {"by_account_id": None},
        {"act": "looked"},
        {"subject": "volunteer"},
        {"subject_id": 4},
        {"details": {"from": "sift", "to": "vetting"}},
        {"details": {}},
    ],
)
def test_a_seal_covers_everything_that_is_said(changed: dict[str, object]) -> None:
    assert seal_of(replace(FACT, **changed), FIRST_SEAL) != seal_of(FACT, FIRST_SEAL)  # type: ignore[arg-type]
    assert seal_of(FACT, "1" * 64) != seal_of(FACT, FIRST_SEAL)


def test_a_seal_is_the_same_however_it_is_stored() -> None:
    summer = AT.astimezone(timezone(timedelta(hours=1)))
    assert seal_of(replace(FACT, at=summer), FIRST_SEAL) == seal_of(FACT, FIRST_SEAL)
    turned = {"to": "interview", "from": "sift"}
    assert seal_of(replace(FACT, details=turned), FIRST_SEAL) == seal_of(FACT, FIRST_SEAL)


@pytest.mark.parametrize("at", [0, 1, 25, 48, 49])
def test_the_first_that_was_touched_is_named(at: int) -> None:
    number = at + 1
    whole = chain(50)
    fact, previous, seal = whole[at]
    forged = replace(fact, act="looked")
    assert first_broken([*whole[:at], (forged, previous, seal), *whole[at + 1 :]]) == number
    assert first_broken([*whole[:at], (fact, "1" * 64, seal), *whole[at + 1 :]]) == number
    assert first_broken([*whole[:at], (fact, previous, "1" * 64), *whole[at + 1 :]]) == number
    resealed = (forged, previous, seal_of(forged, previous))
    following = None if at == 49 else number + 1
    assert first_broken([*whole[:at], resealed, *whole[at + 1 :]]) == following
    assert first_broken([*whole[:at], *whole[at + 1 :]]) == (None if at == 49 else number)


@pytest.mark.parametrize(("one", "other"), [(0, 1), (10, 11), (0, 49), (48, 49)])
def test_two_that_changed_places_are_found(one: int, other: int) -> None:
    links = chain(50)
    links[one], links[other] = links[other], links[one]
    assert first_broken(links) == one + 1


def test_one_slipped_in_is_found() -> None:
    links = chain(10)
    assert first_broken([*links[:5], links[4], *links[5:]]) == 6
