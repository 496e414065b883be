"""How duties repeat: the days a rule names, what is refused, and the rule in words."""

from datetime import date

import pytest
from dateutil.rrule import rrulestr

from volunteers.rosters.rules.recurrence import (
    Repeat,
    Rhythm,
    days_of,
    refusals_to_repeat,
    rhythms_for,
    rule_of,
    rule_words,
)

TUESDAY = date(2026, 12, 1)
THE_31ST = date(2027, 1, 31)  # a Sunday, the last of its month


@pytest.mark.parametrize(
    ("repeat", "first", "expected"),
    [
        (Repeat(Rhythm.DAILY, times=3), TUESDAY, ["2026-12-01", "2026-12-02", "2026-12-03"]),
        (Repeat(Rhythm.DAILY, 2, until=date(2026, 12, 6)), TUESDAY, ["2026-12-01", "2026-12-03", "2026-12-05"]),
        (Repeat(Rhythm.WEEKLY, times=3), TUESDAY, ["2026-12-01", "2026-12-08", "2026-12-15"]),
        (Repeat(Rhythm.WEEKLY, 2, (1, 3), until=date(2026, 12, 17)), TUESDAY,
         ["2026-12-01", "2026-12-03", "2026-12-15", "2026-12-17"]),
        (Repeat(Rhythm.WEEKLY, weekdays=(4,), times=3), TUESDAY, ["2026-12-01", "2026-12-04", "2026-12-11"]),
        (Repeat(Rhythm.MONTHLY_ON_DATE, times=3), THE_31ST, ["2027-01-31", "2027-03-31", "2027-05-31"]),
        (Repeat(Rhythm.MONTHLY_ON_WEEKDAY, times=3), TUESDAY, ["2026-12-01", "2027-01-05", "2027-02-02"]),
        (Repeat(Rhythm.MONTHLY_ON_LAST, times=3), THE_31ST, ["2027-01-31", "2027-02-28", "2027-03-28"]),
    ],
)  # fmt: skip
def test_the_days_a_rule_names(repeat, first, expected):
    assert refusals_to_repeat(repeat, first) == []
    assert [day.isoformat() for day in days_of(rule_of(repeat, first), first)] == expected


@pytest.mark.parametrize(
    ("repeat", "code"),
    [
        (Repeat(Rhythm.WEEKLY), "no_end"),
        (Repeat(Rhythm.WEEKLY, until=date(2027, 1, 1), times=3), "two_ends"),
        (Repeat(Rhythm.WEEKLY, until=TUESDAY), "ends_too_early"),
        (Repeat(Rhythm.WEEKLY, until=date(2026, 12, 5)), "never_again"),
        (Repeat(Rhythm.WEEKLY, until=date(2028, 6, 2)), "too_long"),
        (Repeat(Rhythm.MONTHLY_ON_DATE, times=20), "too_long"),
        (Repeat(Rhythm.DAILY, 26, times=200), "too_long"),
        (Repeat(Rhythm.DAILY, times=201), "too_many"),
        (Repeat(Rhythm.DAILY, until=date(2027, 6, 19)), "too_many"),
    ],
)
def test_what_cannot_repeat_is_refused(repeat, code):
    assert [refusal.code for refusal in refusals_to_repeat(repeat, TUESDAY)] == [code]


@pytest.mark.parametrize("repeat", [Repeat(Rhythm.DAILY, times=200), Repeat(Rhythm.WEEKLY, until=date(2028, 6, 1))])
def test_the_most_that_may_be(repeat):
    assert refusals_to_repeat(repeat, TUESDAY) == []


@pytest.mark.parametrize(
    ("repeat", "first", "words"),
    [
        (Repeat(Rhythm.DAILY, times=3), TUESDAY, "Every day, 3 times"),
        (Repeat(Rhythm.WEEKLY, 2, (1, 3), until=date(2027, 3, 4)), TUESDAY,
         "Every 2 weeks on Tuesday and Thursday, until 4 March 2027"),
        (Repeat(Rhythm.MONTHLY_ON_DATE, times=5), date(2026, 12, 22), "Every month on the 22nd, 5 times"),
        (Repeat(Rhythm.MONTHLY_ON_WEEKDAY, times=5), TUESDAY, "Every month on the first Tuesday, 5 times"),
        (Repeat(Rhythm.MONTHLY_ON_LAST, times=5), THE_31ST, "Every month on the last Sunday, 5 times"),
    ],
)  # fmt: skip
def test_a_rule_in_words(repeat, first, words):
    assert rule_words(rule_of(repeat, first)) == words


def test_every_rule_is_one_that_icalendar_reads():
    for way, _words in rhythms_for(THE_31ST):
        rule = rule_of(Repeat(Rhythm(way), times=4), THE_31ST)
        assert len(list(rrulestr(f"DTSTART:20270131T000000\nRRULE:{rule}"))) == 4


def test_the_last_of_its_month_is_offered_only_where_it_is():
    assert [way for way, _words in rhythms_for(TUESDAY)][-1] == "monthly_on_weekday"
    assert rhythms_for(THE_31ST)[-1] == ("monthly_on_last", "By the month, on the last Sunday")
