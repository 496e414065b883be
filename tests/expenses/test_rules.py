"""What claims come to and why they are refused, as tables."""

from datetime import date, time

import pytest

from tests.expenses.builders import a_drive, meals, parking
from volunteers.expenses.forms.fields import MilesField, MoneyField
from volunteers.expenses.rules import (
    Given,
    as_miles,
    as_money,
    is_double,
    mileage,
    minutes_away,
    refusals_to_claim,
    refusals_to_decide,
    subsistence,
    tax_year,
)
from volunteers.forces.rules import Expenses

FORCE = Expenses()
CAR, BICYCLE = FORCE.rate("car"), FORCE.rate("bicycle")
TODAY = date(2026, 11, 22)
OLDEST = date(2026, 8, 22)


@pytest.mark.parametrize(
    ("rate", "tenths", "before", "pence", "words"),
    [
        (CAR, 124, 0, 558, "12.4 miles at 45p (car or van)"),
        (CAR, 1, 0, 5, "0.1 miles at 45p (car or van)"),
        (CAR, 100, 99_950, 350, "5 miles at 45p and 5 miles at 25p, as you pass 10,000 miles in this tax year"),
        (CAR, 100, 100_000, 250, "10 miles at 25p, after 10,000 miles in this tax year"),
        (BICYCLE, 100, 200_000, 200, "10 miles at 20p (bicycle)"),
    ],
)
def test_miles_are_paid_at_the_rate_of_the_year_so_far(rate, tenths, before, pence, words):
    worked = mileage(rate, tenths, before=before)
    assert (worked.pence, worked.words.startswith(words)) == (pence, True), worked
    assert worked.source.startswith("https://www.gov.uk/")


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 4, 5), date(2025, 4, 6), date(2026, 4, 5)),
        (date(2026, 4, 6), date(2026, 4, 6), date(2027, 4, 5)),
        (date(2027, 1, 1), date(2026, 4, 6), date(2027, 4, 5)),
    ],
)
def test_a_tax_year_begins_on_6_april(day, first, last):
    assert tax_year(day) == (first, last)


@pytest.mark.parametrize(
    ("left", "back", "pence"),
    [
        (time(9), time(13), None),
        (time(9), time(13, 1), 500),
        (time(9), time(17), 500),
        (time(9), time(17, 1), 1_000),
        (time(22), time(3), 500),
        (time(9), time(9), None),
    ],
)
def test_meals_are_paid_by_time_away_through_midnight_too(left, back, pence):
    worked = subsistence(minutes_away(left, back), FORCE)
    assert (worked.pence if worked else None) == pence


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (a_drive(on=TODAY), []),
        (a_drive(on=OLDEST), []),
        (a_drive(on=date(2026, 11, 23)), ["future"]),
        (a_drive(on=date(2026, 8, 21)), ["too_old"]),
        (a_drive(on=TODAY, to_place="TAUNTON"), ["same_place"]),
        (a_drive(0, on=TODAY), ["miles"]),
        (a_drive(5_000, on=TODAY), []),
        (a_drive(5_001, on=TODAY), ["check_miles"]),
        (a_drive(5_001, on=TODAY, is_sure=True), []),
        (a_drive(on=TODAY, vehicle="horse"), ["vehicle"]),
        (meals(time(9), time(12), on=TODAY), ["too_short"]),
    ],
)
def test_why_a_claim_is_refused(given, codes):
    assert [each.code for each in refusals_to_claim(given, FORCE, today=TODAY, oldest=OLDEST)] == codes


@pytest.mark.parametrize(
    ("pence", "receipt", "codes"), [(500, "", []), (501, "", ["receipt"]), (501, "T-1", []), (0, "", ["amount"])]
)
def test_a_receipt_is_needed_above_an_amount(pence, receipt, codes):
    given = Given(TODAY, None, parking(pence, receipt).particulars)
    assert [each.code for each in refusals_to_claim(given, FORCE, today=TODAY, oldest=OLDEST)] == codes


@pytest.mark.parametrize(
    ("one", "other", "double"),
    [
        (a_drive(), a_drive(), True),
        (a_drive(), a_drive(90), False),
        (a_drive(sign_up_id=1), a_drive(90, sign_up_id=1), True),
        (a_drive(sign_up_id=1), a_drive(sign_up_id=2), False),
        (meals(), meals(time(8), time(15)), True),
        (meals(), a_drive(), False),
        (parking(), parking(what="PARKING"), True),
        (parking(), parking(460), False),
    ],
)
def test_what_is_the_same_claim_twice(one, other, double):
    assert (is_double(one, other), is_double(other, one)) == (double, double)


@pytest.mark.parametrize(
    ("is_own", "pays", "reason", "codes"),
    [
        (False, 558, "", []),
        (False, 400, "Shorter way", []),
        (False, 400, " ", ["no_reason"]),
        (False, None, "", ["no_reason"]),
        (False, 559, "More", ["amount"]),
        (False, 0, "None", ["amount"]),
        (True, 558, "", ["own_claim"]),
    ],
)
def test_why_a_decision_is_refused(is_own, pays, reason, codes):
    found = refusals_to_decide(is_own=is_own, claimed=558, pays=pays, reason=reason)
    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("typed", "pence", "tenths"),
    [
        ("4", 400, 40), ("4.50", 450, None), ("£4.50", 450, None), ("1,200", 120_000, 12_000), ("12.4", None, 124),
        ("12.4 miles", None, 124), ("4.5.0", None, None), ("-3", None, None), ("1e3", None, None), ("four", None, None),
    ],
)  # fmt: skip
def test_money_and_miles_as_people_type_them(typed, pence, tenths):
    assert MoneyField.read(None, typed) == pence  # type: ignore[arg-type]
    assert MilesField.read(None, typed) == tenths  # type: ignore[arg-type]


def test_money_and_miles_in_words():
    assert (as_money(5), as_money(123_456), as_miles(10), as_miles(12_345)) == (
        "£0.05",
        "£1,234.56",
        "1 mile",
        "1,234.5 miles",
    )
