"""Dates as spreadsheets hold them and people type them: read in one way, or asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from volunteers.imports.rules.cells import DAY, NUMBER, Cell
from volunteers.imports.rules.dates import (
    EXCEL_DAY_0,
    DateOrder,
    NotADate,
    evidence_of,
    plus_months,
    read_date,
)

MONTH_FIRST = DateOrder.MONTH_FIRST
DAYS = some.dates(date(1930, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "typed",
    ["3/4/2020", "03/04/2020", "03-04-2020", "3.4.2020", "3 / 4 / 2020", "2020-04-03", "2020/4/3", "20200403",
     "3 April 2020", "3rd April 2020", "3rd of April 2020", "3-Apr-2020", "April 3, 2020", "Apr 3 2020", "43924",
     "2020-04-03 00:00:00", "2020-04-03T09:30:00Z", "03/04/2020 00:00", "Fri 3 April 2020", "Friday, 3 April 2020"],
)  # fmt: skip
def test_one_day_however_it_is_written(typed: str) -> None:
    assert read_date(Cell(typed)) == date(2020, 4, 3)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("31 April 2020", "There is no 31 April 2020."), ("31/04/2020", "There is no 31 April 2020."),
     ("29/02/2023", "There is no 29 February 2023."), ("2023-02-30", "There is no 30 February 2023."),
     ("03/04/85", "Write the year with four digits"), ("3-Apr-85", "Write the year with four digits"),
     ("04/13/2020", "There is no month 13, as this column is read with the day first."),
     ("00/01/2020", "There is no 0 January 2020."), ("1/1/1066", "The year 1066 cannot be right"),
     ("3 Aprli 2020", "is not a month"), ("soon", "This is not a date."), ("2020", "This is not a date."),
     ("N/A", "This is not a date."), ("-", "This is not a date."), ("1", "This is not a date.")],
)  # fmt: skip
def test_what_is_no_date_is_said_in_words(typed: str, words: str) -> None:
    with pytest.raises(NotADate, match=words.replace(".", r"\.")):
        read_date(Cell(typed))


def test_excel_counts_its_days_in_two_ways() -> None:
    assert read_date(Cell("43924", NUMBER)) == date(2020, 4, 3)
    assert read_date(Cell("42462", NUMBER), is_1904=True) == date(2020, 4, 3)
    assert read_date(Cell("2020-04-03", DAY)) == date(2020, 4, 3)


@given(DAYS)
def test_every_day_is_read_from_each_of_its_spellings(day: date) -> None:
    spellings = [
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d %B %Y}",
        f"{day:%d-%b-%Y}",
    ]
    assert {read_date(Cell(one)) for one in spellings} == {day}
    assert read_date(Cell(f"{day:%m/%d/%Y}"), MONTH_FIRST) == day
    serial = (day - EXCEL_DAY_0).days
    assert read_date(Cell(str(serial), NUMBER)) == day


@given(some.lists(DAYS, max_size=30), some.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_a_column_is_never_read_in_an_order_it_disproves(days: list[date], written: str) -> None:
    found = evidence_of(Cell(f"{day:{written}}") for day in days)
    order = DateOrder.DAY_FIRST if written.startswith("%d") else MONTH_FIRST
    assert found.order in {None, order}
    if found.order is None and not found.must_be_asked:
        for day in days:  # then either order reads the same
            assert {read_date(Cell(f"{day:{written}}"), each) for each in DateOrder} == {day}


@given(some.text(max_size=30))
def test_any_text_is_a_date_or_refused_in_words(typed: str) -> None:
    said = ""
    try:
        read = read_date(Cell(typed))
    except NotADate as fault:
        read, said = date(2000, 1, 1), str(fault)
    assert 1900 <= read.year <= 2200
    assert not said or said.endswith(".")


def test_a_column_with_both_orders_is_asked() -> None:
    mixed = evidence_of([Cell("25/12/2020"), Cell("12/25/2020"), Cell("03/04/2020")])
    assert mixed.must_be_asked
    assert mixed.example == "03/04/2020"
    assert not evidence_of([Cell("05/05/2020"), Cell("2020-03-04")]).must_be_asked


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [(date(2020, 1, 31), 1, date(2020, 2, 29)), (date(2024, 2, 29), -12, date(2023, 2, 28)),
     (date(2025, 10, 14), 36, date(2028, 10, 14))],
)  # fmt: skip
def test_months_on_end_on_the_last_day_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert plus_months(day, months) == expected
    assert plus_months(day, 0) == day + timedelta()
