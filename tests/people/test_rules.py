"""The rules of people, as tables."""

from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest

from volunteers.people.rules import (
    Holding,
    HoldingState,
    Standing,
    code_digest,
    digits_of,
    held_row,
    hold_throughout,
    is_code,
    matching_step,
    refusals_of_password,
    state_of,
)

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in range(1, 5))
A_DAY = timedelta(days=1)
KEY = b"a key"


@pytest.mark.parametrize(
    ("from_on", "until_on", "first", "last", "holds"),
    [
        (JAN, MAR, JAN, MAR, True),
        (JAN, MAR, FEB, FEB, True),
        (JAN, MAR, JAN - A_DAY, FEB, False),
        (JAN, MAR, FEB, MAR + A_DAY, False),
        (JAN, None, FEB, date(2099, 1, 1), True),
        (FEB, None, JAN, FEB, False),
    ],
)
def test_a_holding_is_good_on_both_its_ends(
    from_on: date, until_on: date | None, first: date, last: date, holds: bool
) -> None:
    assert Holding("vetting", from_on, until_on).holds_throughout(first, last) is holds


@pytest.mark.parametrize(
    ("spans", "holds"),
    [
        ([], False),
        ([(JAN, APR)], True),
        ([(JAN, FEB - A_DAY), (FEB, APR)], True),
        ([(FEB, APR), (JAN, FEB)], True),
        ([(JAN, FEB - A_DAY), (FEB + A_DAY, APR)], False),
        ([(JAN, MAR), (JAN, FEB), (MAR, None)], True),
        ([(FEB, None)], False),
    ],
)
def test_one_renewed_in_time_follows_the_one_before(spans: list[tuple[date, date | None]], holds: bool) -> None:
    held = [Holding("vetting", *span) for span in spans] + [Holding("medical", JAN, None)]
    assert hold_throughout("vetting", held, JAN, APR) is holds


@pytest.mark.parametrize(
    ("from_on", "until_on", "state"),
    [
        (JAN, None, HoldingState.GOOD),
        (JAN, MAR + timedelta(days=61), HoldingState.GOOD),
        (JAN, MAR + timedelta(days=60), HoldingState.LAPSES_SOON),
        (JAN, MAR, HoldingState.LAPSES_SOON),
        (JAN, MAR - A_DAY, HoldingState.LAPSED),
        (APR, None, HoldingState.NOT_YET),
    ],
)
def test_how_a_holding_stands_on_a_day(from_on: date, until_on: date | None, state: HoldingState) -> None:
    assert state_of(Holding("vetting", from_on, until_on), MAR) is state


@pytest.mark.parametrize(
    ("spans", "needed", "words", "wants_attention"),
    [
        ([], True, "None", True),
        ([], False, "None", False),
        ([(JAN, FEB)], False, "Lapsed", True),
        ([(JAN, FEB), (FEB, None)], True, "Good", False),
        ([(JAN, FEB), (APR, None)], True, "Lapsed", True),
        ([(APR, None)], True, "Not yet begun", True),
        ([(APR, None)], False, "Not yet begun", False),
        ([(JAN, MAR + A_DAY)], True, "Lapses soon", True),
    ],
)
def test_what_stands_out_on_a_record(
    spans: list[tuple[date, date | None]], needed: bool, words: str, wants_attention: bool
) -> None:
    row = held_row("vetting", "Vetting", [Holding("vetting", *span) for span in spans], MAR, is_needed=needed)
    assert (row.words, row.wants_attention) == (words, wants_attention)


@pytest.mark.parametrize(
    ("first", "last", "serves"),
    [(JAN, FEB - A_DAY, True), (JAN, FEB, False), (MAR, APR, True), (FEB, MAR, False), (JAN - A_DAY, JAN, False)],
)
def test_the_last_date_of_service_is_not_part_of_it(first: date, last: date, serves: bool) -> None:
    standing = Standing(1, "Alex Hughes", date(1990, 1, 1), "cadets", "bristol", serves=((JAN, FEB), (MAR, None)))
    assert standing.serves_throughout(first, last) is serves


@pytest.mark.parametrize(("day", "grade"), [(JAN - A_DAY, None), (JAN, "a"), (FEB, "b"), (APR, "b")])
def test_a_grade_lasts_until_the_next(day: date, grade: str | None) -> None:
    standing = Standing(1, "Alex", date(1990, 1, 1), "cadets", None, grades=((JAN, "a"), (FEB, "b")))
    assert standing.grade_on(day) == grade


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "password_short"),
        ("x" * 201, "password_long"),
        ("password1234", "password_common"),
        ("Password12345!", "password_common"),
        ("passwordpassword", "password_common"),
        ("123456789012", "password_common"),
        ("abcdefghijklm", "password_common"),
        ("aaaaaaaaaaaab", "password_common"),
        ("abababababab", "password_common"),
        ("casey.brook.99", "password_common"),
        ("qwertyuiop12", "password_common"),
        ("Welcome2026!!", "password_common"),
        ("WelcomeBristol1", "password_common"),
        ("a lamp, a kettle and a boat", None),
        ("rowing-police-otter-kettle", None),
        ("x8#kL2!pQz9w", None),
    ],
)
def test_passwords_everyone_tries_are_refused(password: str, code: str | None) -> None:
    refusals = refusals_of_password(password, email="casey.brook@force.example", full_name="Casey Brook")
    assert [refusal.code for refusal in refusals] == ([code] if code else [])


@pytest.mark.parametrize(
    ("typed", "digits"), [("123456", "123456"), (" 123 456 ", "123456"), ("123-456", "123456"), ("١٢٣", ""), ("", "")]
)
def test_a_code_is_read_however_it_is_typed(typed: str, digits: str) -> None:
    assert digits_of(typed) == digits


def test_a_code_is_good_for_its_own_address_and_key() -> None:
    digest = code_digest("123456", email="a@example.org", key=KEY)
    assert is_code("123456", digest, email="a@example.org", key=KEY)
    assert not is_code("123457", digest, email="a@example.org", key=KEY)
    assert not is_code("123456", digest, email="b@example.org", key=KEY)
    assert not is_code("123456", digest, email="a@example.org", key=b"another")


@pytest.mark.parametrize(("seconds", "step"), [(0, 0), (-30, -1), (30, 1), (-60, None), (60, None)])
def test_an_authenticators_code_is_good_for_its_own_half_minute_and_the_next_ones(
    seconds: int, step: int | None
) -> None:
    secret, now = "JBSWY3DPEHPK3PXP" * 2, datetime(2026, 10, 25, 1, 0, 10, tzinfo=UTC)
    found = matching_step(secret, pyotp.TOTP(secret).at(now + timedelta(seconds=seconds)), now)
    assert found == (None if step is None else int(now.timestamp()) // 30 + step)
