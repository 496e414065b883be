"""Whose turn it is, who sees what, and the order of a caseload."""

from datetime import UTC, date, datetime, timedelta

import pytest

from volunteers.onboarding.rules import (
    CaseRecord,
    CheckState,
    Counted,
    Filters,
    Late,
    Place,
    Reach,
    StageCount,
    Tab,
    Whose,
    added_up,
    awaited,
    checks_in_brief,
    decision_is_due,
    due_in_brief,
    fact_of,
    line_of,
    sight_of,
    tab_of,
)
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckFact, Lateness, Party

TODAY = date(2026, 3, 10)
SPECIALS = get_strand("special_constabulary")
FARM = get_strand("farm_watch")
DAY = timedelta(days=1)
GATHERED = ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")


def facts(*codes: str, failed: str = "", lapsed: str = "") -> dict[str, CheckFact]:
    found = {code: fact_of(code, CheckState.PASSED, None, date(2026, 1, 1), None) for code in codes}
    if failed:
        found[failed] = fact_of(failed, CheckState.FAILED, None, date(2026, 1, 1), None)
    if lapsed:
        found[lapsed] = fact_of(lapsed, CheckState.PASSED, None, date(2025, 1, 1), date(2026, 3, 9))
    return found


@pytest.mark.parametrize(
    ("stage", "known", "due", "parties"),
    [
        ("submitted", facts(), False, (Party.COORDINATOR,)),
        ("sift", facts(), False, (Party.APPLICANT,)),
        ("sift", facts("sift"), True, (Party.COORDINATOR,)),
        ("sift", facts(failed="sift"), True, (Party.COORDINATOR,)),
        ("interview", facts("sift"), False, (Party.COORDINATOR,)),
        ("pre_employment_checks", facts(*GATHERED[:4]), False, (Party.VETTING_OFFICER,)),
        ("pre_employment_checks", facts(*GATHERED), True, (Party.COORDINATOR,)),
        ("pre_employment_checks", facts(failed="medical"), True, (Party.COORDINATOR,)),
        ("pre_employment_checks", facts(*GATHERED, lapsed="vetting"), False, (Party.VETTING_OFFICER,)),
        ("intake", facts(*GATHERED), False, (Party.TRAINER,)),
        ("intake", facts(*GATHERED, lapsed="medical"), False, (Party.MEDICAL_PROVIDER,)),
        ("appointed", facts(), False, (Party.NOBODY,)),
        ("unsuccessful", facts(failed="sift"), False, (Party.NOBODY,)),
    ],
)
def test_whose_turn_it_is(stage: str, known: dict[str, CheckFact], due: bool, parties: tuple[Party, ...]) -> None:
    assert decision_is_due(SPECIALS, stage, known, TODAY) is due
    assert awaited(SPECIALS, stage, known, TODAY) == parties


@pytest.mark.parametrize(
    ("stage", "known", "checks", "due"),
    [
        ("submitted", facts(), "", "Review, then move to Online sift"),
        (
            "interview",
            facts("sift"),
            "0 of 3 in. Missing: Interview, Identity, Right to work",
            "Record Interview, Identity and Right to work",
        ),
        (
            "pre_employment_checks",
            facts("references", "fitness", "medical"),
            "3 of 5 in. Missing: Biometrics and drugs test, Recruitment vetting",
            "Record Biometrics and drugs test and Recruitment vetting",
        ),
        ("pre_employment_checks", facts(*GATHERED), "All in", "Move to Offer and intake"),
        (
            "pre_employment_checks",
            facts(*GATHERED[1:], failed="references"),
            "4 of 5 in. Missing: References",
            "Decide: References not passed",
        ),
        (
            "attestation",
            facts("attestation", "vetting", "medical", "personal_safety_training"),
            "All in",
            "Clear for duty",
        ),
    ],
)
def test_checks_and_what_is_due_in_brief(stage: str, known: dict[str, CheckFact], checks: str, due: str) -> None:
    assert checks_in_brief(SPECIALS, stage, known, TODAY) == checks
    assert due_in_brief(SPECIALS, stage, known, TODAY) == due


def viewer(*grants: Grant) -> Viewer:
    return Viewer(1, "Somebody", frozenset(grants))


AREAS = ["bristol", "somerset"]
COORDINATOR = Role.COORDINATOR


@pytest.mark.parametrize(
    ("grants", "reaches"),
    [
        ([Grant(COORDINATOR, "farm_watch", "bristol")], [Reach("farm_watch", "bristol")]),
        (
            [Grant(COORDINATOR, "farm_watch", "bristol"), Grant(COORDINATOR, SPECIALS.code, "somerset")],
            [Reach(SPECIALS.code, "somerset"), Reach("farm_watch", "bristol")],
        ),
        ([Grant(COORDINATOR, SPECIALS.code)], [Reach(SPECIALS.code)]),
        ([Grant(COORDINATOR)], [Reach()]),
        ([Grant(Role.VETTING_OFFICER)], []),
        ([Grant(Role.OPCC_ANALYST)], []),
    ],
)
def test_pairs_are_never_multiplied(grants: list[Grant], reaches: list[Reach]) -> None:
    assert list(sight_of(viewer(*grants), [SPECIALS, FARM], AREAS).reaches()) == reaches


@pytest.mark.parametrize(
    ("grants", "strand", "area", "reaches"),
    [
        ([Grant(COORDINATOR)], None, "bristol", [Reach(SPECIALS.code, "bristol"), Reach("farm_watch", "bristol")]),
        ([Grant(COORDINATOR)], SPECIALS.code, None, [Reach(SPECIALS.code)]),
        ([Grant(COORDINATOR, "farm_watch", "bristol")], None, "somerset", []),
        ([Grant(COORDINATOR, None, "somerset")], "farm_watch", None, [Reach("farm_watch", "somerset")]),
    ],
)
def test_sight_is_narrowed(grants: list[Grant], strand: str | None, area: str | None, reaches: list[Reach]) -> None:
    assert list(sight_of(viewer(*grants), [SPECIALS, FARM], AREAS).reaches(strand, area)) == reaches


@pytest.mark.parametrize("place", [Place.at_day(1, date(9999, 12, 31), 123), Place.at_moment(datetime.now(UTC), 5)])
def test_a_place_reads_as_it_was_written(place: Place) -> None:
    assert Place.read(place.word) == place


@pytest.mark.parametrize(
    "word", [None, "", "1", "1-2", "a-b-c", "9-1-1", "1-1-99999999999", "1-999999999999999999-1", "-1-2"]
)
def test_a_place_that_is_none_is_none(word: str | None) -> None:
    assert Place.read(word) is None


@pytest.mark.parametrize("word", ["0-0-1", "1-99999999999999999-1"])
def test_a_place_that_no_day_has_is_the_last_there_is(word: str) -> None:
    place = Place.read(word)
    assert place is not None
    assert place.day == date.max


@pytest.mark.parametrize(
    ("usual", "longest", "late", "tone"),
    [
        (TODAY, TODAY, Lateness.ON_TIME, "quiet"),
        (TODAY - DAY, TODAY, Lateness.SLOW, "waiting"),
        (TODAY - DAY, TODAY - DAY, Lateness.OVERDUE, "poor"),
        (None, date(9999, 12, 31), Lateness.ON_TIME, "quiet"),
    ],
)
def test_a_line_says_how_late_it_is(usual: date | None, longest: date, late: Lateness, tone: str) -> None:
    case = CaseRecord(
        id=1, reference="SC-1", name="", strand=SPECIALS.code, area="bristol", stage="interview", since=TODAY - DAY,
        usual_until=usual, longest_until=longest, waits_on=("coordinator",), owner_id=7, owner="Helen", group=0,
    )  # fmt: skip
    line = line_of(case, SPECIALS, {}, on=TODAY, areas={"bristol": "Bristol"}, viewer=7)
    assert (line.days, line.lateness, line.tone) == (1, late, tone)
    assert (line.name, line.area, line.is_ours, line.owner_words) == ("No name given", "Bristol", True, "You")
    assert line.step_words == line.due
    assert line.due.startswith("Record Interview")


@pytest.mark.parametrize(
    ("numbers", "words"), [((3,), "3"), ((200,), "200"), ((201,), "200+"), ((201, 5), "205+"), ((1_201, 1), "201+")]
)
def test_counts_stop_at_their_cap(numbers: tuple[int, ...], words: str) -> None:
    counts = [StageCount("x", "y", Counted.up_to(number, 200)) for number in numbers]
    assert added_up(counts).count.words == words


@pytest.mark.parametrize(
    ("given", "filters"),
    [
        ({}, Filters()),
        ({"strand": "", "area": "", "owner": "", "after": "x"}, Filters()),
        (
            {"strand": "a", "unit": "7", "owner": "me", "late": "slow", "waits_on": "referee", "adjustments": "yes"},
            Filters("a", None, 7, None, Whose.ME, Late.SLOW, Party.REFEREE, True),
        ),
    ],
)
def test_filters_read_as_they_are_written(given: dict[str, str], filters: Filters) -> None:
    assert Filters.read(given) == filters
    assert Filters.read(filters.words) == filters


@pytest.mark.parametrize(
    ("off", "left"),
    [
        ("strand", {"area": "b", "owner": "me"}),
        ("area", {"strand": "a", "stage": "c", "owner": "me"}),
        ("owner", {"strand": "a", "area": "b", "unit": "7", "stage": "c"}),
    ],
)
def test_taking_a_filter_off_takes_off_what_says_nothing_without_it(off: str, left: dict[str, str]) -> None:
    assert Filters("a", "b", 7, "c", Whose.ME).without(off).words == left


@pytest.mark.parametrize(
    ("word", "filters", "tab"),
    [
        (None, Filters(), Tab.WAITING),
        (None, Filters(strand="a"), Tab.OPEN),
        ("waiting", Filters(strand="a"), Tab.WAITING),
        ("ended", Filters(), Tab.ENDED),
    ],
)
def test_which_list_an_address_names(word: str | None, filters: Filters, tab: Tab) -> None:
    assert tab_of(word, filters) is tab
