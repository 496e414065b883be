"""What leave, a suspension, a restriction and an 18th birthday close, judged on the dates of the duty."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rosters.test_eligibility import POST, STANDING, USUAL, codes, duty, refusals
from volunteers.people.rules import StatusKind, StatusSpan
from volunteers.rosters.rules import PostFacts, refusals_to_take
from volunteers.strands.queries import get_strand

LEAVE, RESTRICTED, SUSPENDED = StatusKind.LEAVE, StatusKind.RESTRICTED, StatusKind.SUSPENDED
PATROL = POST
DRIVER = PostFacts("Driver", needs=("standard_driver",), grades=(), places=2, taken=0)


def serving(*spans: StatusSpan):
    return replace(STANDING, statuses=spans)


@pytest.mark.parametrize("status", [LEAVE, SUSPENDED])
@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 12, 1), date(2026, 12, 3), False),
        (date(2026, 12, 1), date(2026, 12, 4), True),
        (date(2026, 12, 4), None, True),
        (date(2026, 12, 5), None, False),
    ],
)
def test_no_duty_in_leave_or_a_suspension(status, first, last, expected):
    found = codes(standing=serving(StatusSpan(status, first, last)))
    assert found == ([status.value] if expected else [])


def test_a_duty_over_midnight_is_closed_by_leave_that_begins_the_day_after():
    night = duty("2026-12-04T22:00", "2026-12-05T04:00")
    assert codes(duty=night, standing=serving(StatusSpan(LEAVE, date(2026, 12, 5), None))) == ["leave"]


def test_the_refusal_says_until_when_and_who_can_change_it():
    (found,) = refusals(standing=serving(StatusSpan(LEAVE, date(2026, 12, 1), date(2026, 12, 20))))
    assert found.clears_on == date(2026, 12, 21)
    assert "oordinator" in (found.who or "")
    assert "You are on leave from 1 December 2026 to 20 December 2026" in found.message
    assert "It clears on 21 December 2026." in found.message
    (endless,) = refusals(standing=serving(StatusSpan(SUSPENDED, date(2026, 12, 1), None)))
    assert endless.clears_on is None
    assert "until further notice" in endless.message


def test_a_restriction_closes_every_place_of_the_specials_and_says_what_they_may_not_do():
    (found,) = refusals(standing=serving(StatusSpan(RESTRICTED, date(2026, 12, 1), None, "No driving.")))
    assert found.code == "restricted"
    assert "No driving. “Patrol” is an operational place." in found.message


@pytest.mark.parametrize(("post", "expected"), [(PATROL, False), (DRIVER, True)])
def test_elsewhere_a_restriction_closes_what_needs_a_qualification(post, expected):
    code = "police_support_volunteers"
    support = replace(duty(), strand=code)
    standing = replace(serving(StatusSpan(RESTRICTED, date(2026, 12, 1), None, "No driving")), strand=code)
    case = replace(USUAL, duty=support, standing=standing, strand=get_strand(code))
    assert ("restricted" in {one.code for one in refusals_to_take(case, post)}) is expected


def test_active_again_closes_nothing():
    assert codes(standing=serving(StatusSpan(StatusKind.ACTIVE, date(2026, 12, 1), None))) == []


@pytest.mark.parametrize(
    ("born", "strand", "expected"),
    [
        (date(2008, 12, 5), "cadets", False),
        (date(2008, 12, 4), "cadets", True),
        (date(2008, 1, 1), "cadets", True),
        (date(2008, 1, 1), "special_constabulary", False),
    ],
)
def test_no_cadet_duty_from_the_18th_birthday_on(born, strand, expected):
    standing = replace(STANDING, birth_date=born, strand=strand)
    facts = replace(duty(), strand=strand)
    case = replace(USUAL, duty=facts, standing=standing, strand=get_strand(strand))
    found = [one for one in refusals_to_take(case, PATROL) if one.code == "of_age"]
    assert bool(found) is expected
    assert not found or "Police cadets are 13 to 17" in found[0].message
