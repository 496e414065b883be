"""Who must be beside whom, and what kind of duty closes what, as tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rosters.test_eligibility import LONG_AGO, POST, STANDING, USUAL, codes, duty, refusals
from volunteers.people.rules import StatusKind, StatusSpan
from volunteers.rosters.rules import Member, PostFacts, Team, as_if_free, refusals_to_take
from volunteers.strands.queries import get_strand

NEW = replace(STANDING, grades=((LONG_AGO, "accompanied"),))
ALONE, BESIDE = Member(8, "qualified", may_be_alone=True), Member(9, "accompanied", may_be_alone=False)
ANY = PostFacts("Patrol", (), (), places=2, taken=0, post_id=1)
LEARNERS = PostFacts("Beside", (), ("accompanied",), places=2, taken=0, post_id=2)
LEADER = PostFacts("Leader", (), ("qualified",), places=1, taken=0, post_id=3)


def on(*members: Member, posts: tuple[PostFacts, ...] = (ANY,)) -> Team:
    return Team(members, posts)


@pytest.mark.parametrize(
    ("post", "team", "expected"),
    [
        (ANY, on(), []),  # one place is left for someone who may
        (replace(ANY, taken=1), on(BESIDE), ["pairing"]),
        (replace(ANY, taken=1), on(ALONE), []),
        (replace(ANY, places=1), on(), ["pairing"]),
        (LEARNERS, on(posts=(LEARNERS,)), ["pairing"]),
        (LEARNERS, on(posts=(LEARNERS, LEADER)), []),
        (replace(LEARNERS, taken=1), on(BESIDE, posts=(LEARNERS, LEADER)), []),
        (LEARNERS, on(posts=(LEARNERS, replace(LEADER, taken=1))), ["pairing"]),  # on offer to somebody
        (LEARNERS, on(ALONE, posts=(LEARNERS, replace(LEADER, taken=1))), []),
        (replace(ANY, taken=1), Team(), []),  # nothing is known of it
    ],
)
def test_never_only_people_who_may_not_be_alone(post, team, expected):
    posts = tuple(post if one.post_id == post.post_id else one for one in team.posts)
    assert codes(post, standing=NEW, team=replace(team, posts=posts)) == expected
    assert "pairing" not in codes(post, team=team)


def test_someone_who_is_on_it_already_is_not_their_own_company():
    team = on(Member(NEW.volunteer_id, "qualified", may_be_alone=True))
    assert codes(replace(ANY, taken=1), standing=NEW, team=team) == ["pairing"]


def test_the_refusal_says_who_puts_it_right():
    (found,) = refusals(replace(ANY, taken=1), standing=NEW, team=on(BESIDE))
    assert found.who == "the duty's supervisor"
    assert "You may not be on duty alone yet." in found.message


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["pairing"]),
        ({"is_operational": True}, ["pairing"]),
        ({"is_operational": False}, []),
        ({"adults": 1}, []),
        ({"is_operational": False, "needs_independent": True}, ["independent_needed"]),
        ({"adults": 1, "needs_independent": True}, ["independent_needed"]),
    ],
)
def test_training_needs_no_pair_and_an_independent_one_is_asked_for_anywhere(changes, expected):
    facts = replace(duty(), **changes)
    assert codes(replace(ANY, places=1), duty=facts, standing=NEW, team=on()) == expected
    assert codes(replace(ANY, places=1), duty=facts, team=on()) == []


def test_a_grade_that_ends_in_the_night_is_not_counted_on():
    falls = replace(STANDING, grades=((LONG_AGO, "qualified"), (date(2026, 12, 5), "accompanied")))
    night = duty("2026-12-04T22:00", "2026-12-05T06:00")
    assert codes(replace(ANY, places=1), duty=night, standing=falls, team=on()) == ["pairing"]


def test_a_place_that_is_kept_for_them_is_judged_as_though_it_were_free():
    full = replace(ANY, taken=2)
    case = replace(USUAL, standing=NEW, team=on(ALONE, BESIDE, posts=(full,)))
    assert [one.code for one in refusals_to_take(case, full)] == ["full"]
    assert refusals_to_take(*as_if_free(case, full)) == ()
    assert refusals_to_take(*as_if_free(case, full, leaves=BESIDE.volunteer_id)) == ()
    found = refusals_to_take(*as_if_free(case, full, leaves=ALONE.volunteer_id))
    assert [one.code for one in found] == ["pairing"]


CADETS = get_strand("cadets")
CADET = replace(
    STANDING, strand="cadets", birth_date=date(2011, 5, 17), grades=((LONG_AGO, "cadet"),),
    clearances=tuple(replace(STANDING.clearances[0], code=code) for code in CADETS.duty.clearances),
)  # fmt: skip


@pytest.mark.parametrize(
    ("adults", "taken", "expected", "words"),
    [
        (2, 0, [], ""),
        (2, 19, [], ""),
        (2, 20, ["adult_ratio"], "With 2 adult leaders there can be at most 20 young people"),
        (3, 20, [], ""),
        (1, 0, ["adult_ratio"], "at least 2 adult leaders, and so far there is 1"),
        (0, 0, ["adult_ratio"], "so far there are none"),
        (None, 0, ["adult_ratio"], "Nobody has said yet how many adult leaders will be there"),
    ],
)
def test_there_are_adults_enough_for_the_young_people(adults, taken, expected, words):
    post = PostFacts("Cadet", (), (), places=40, taken=taken, post_id=1)
    case = {"strand": CADETS, "standing": CADET, "duty": replace(duty(), strand="cadets", adults=adults)}
    found = refusals(post, team=on(posts=(post,)), **case)
    assert [one.code for one in found] == expected
    assert not found or words in found[0].message


def test_adults_are_counted_over_all_posts():
    ours, other = replace(POST, places=9, post_id=1), replace(POST, name="Flags", places=20, taken=20, post_id=2)
    case = {"strand": CADETS, "standing": CADET, "duty": replace(duty(), strand="cadets", adults=2)}
    assert codes(ours, team=on(posts=(ours, other)), **case) == ["adult_ratio"]


@pytest.mark.parametrize(
    ("is_operational", "post", "expected"),
    [
        (True, POST, True),
        (False, POST, False),
        (False, replace(POST, needs=("first_aid",)), False),
        (None, POST, True),  # of no kind, in a strand that asks for a patrol status
    ],
)
def test_the_kind_of_the_duty_says_what_a_restriction_closes(is_operational, post, expected):
    restricted = replace(STANDING, statuses=(StatusSpan(StatusKind.RESTRICTED, date(2026, 12, 1), None, "No driving"),))
    found = codes(post, standing=restricted, duty=replace(duty(), is_operational=is_operational))
    assert ("restricted" in found) is expected
