"""Releases that bear on one another are read as one: what they tell together of few people is not given."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.trends.disclosure.worlds import AREAS, CUT_OFF, SPECIALS, STRANDS, Quarter, a_frozen
from tests.trends.released import a_content
from volunteers.trends.disclosure.across import kept_back
from volunteers.trends.disclosure.changes import Past
from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.quarters import before
from volunteers.trends.disclosure.release import counts_by_quarter
from volunteers.trends.disclosure.rows import Scope
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.rules.representation.groups import ADULTS, TOTAL

SEX = next(one for one in ADULTS if one.code == "sex")
SCOPE = Scope("adults", STRANDS[:1], AREAS)


def applied(group: str) -> Key:
    return Key("applied", SPECIALS, group)


def told(groups: Sequence[str], cut_off: date = CUT_OFF) -> Content:
    """An earlier release that gives the applications of some groups; what it gives is not read, only that it does."""
    figures = {applied(group): PublishedCount(60, cut_off) for group in groups if group != TOTAL}
    people = {applied(TOTAL): PublishedCount(60, cut_off)} if TOTAL in groups else {}
    return a_content(
        cut_off=cut_off,
        systems=[
            PublishedSystem("adults.people", "People", 10, {TOTAL: "Everyone"}, people),
            PublishedSystem("adults.sex", "Sex", 10, {}, figures),
        ],
    )


def kept(quarters: Sequence[Quarter], earlier: Sequence[Content], new: Sequence[str]) -> set[str]:
    """The groups whose new figure is kept back."""
    counts = counts_by_quarter(a_frozen(quarters).quarters, SCOPE, SEX)
    past = Past("adults.sex", CUT_OFF, counts, earlier)
    return {key.group for key in kept_back(SCOPE, SEX, past, [applied(group) for group in new], 10)}


@pytest.mark.parametrize(
    ("earlier", "new", "held"),
    [
        ([], ["male", TOTAL], set()),  # nothing else was told
        ([TOTAL], ["male"], {"male"}),  # the women are everyone less the men
        (["male"], [TOTAL], {TOTAL}),  # the same, and nothing but a total to keep back
        (["male"], ["declared", TOTAL], {"declared", TOTAL}),  # and by those who said so
        (["male", TOTAL], ["declared"], set()),  # it was told before: keeping more back helps nobody
    ],
)
def test_few_women_are_not_told_by_two_documents(earlier: list[str], new: list[str], held: set[str]) -> None:
    quarter = Quarter().people(5, "applied", sex="female").people(60, "applied", sex="male")
    assert kept([quarter], [told(earlier)] if earlier else [], new) == held


@pytest.mark.parametrize(("knows_the_first_year", "held"), [(True, {"female"}), (False, set())])
def test_one_woman_of_the_quarter_that_went_is_not_told_by_two_figures(
    knows_the_first_year: bool, held: set[str]
) -> None:
    """Of the 68 people of the fourth quarter one is a woman; in the eighth come nine women and three men.

    Everyone of the first year, and of the two later ones, says that no more than twelve people came in the eighth. The
    women are eight more than before: so no more than four can have gone, although ten changed in the figure.
    """
    quarters = [Quarter() for _ in range(8)]
    quarters[3].people(1, "applied", sex="female").people(67, "applied", sex="male")
    quarters[5].people(40, "applied", sex="female").people(13, "applied", sex="male")
    quarters[7].people(9, "applied", sex="female").people(3, "applied", sex="male")
    earlier = [told([TOTAL], before(CUT_OFF, 4))] if knows_the_first_year else []
    earlier.append(told(["female", TOTAL], before(CUT_OFF)))
    assert kept(quarters, earlier, ["female", TOTAL]) == held


def test_numbers_of_one_day_are_given() -> None:
    quarter = Quarter().people(5, "active", sex="female").people(60, "active", sex="male")
    counts = counts_by_quarter(a_frozen([quarter]).quarters, SCOPE, SEX)
    past = Past("adults.sex", CUT_OFF, counts, [told([TOTAL])])
    assert kept_back(SCOPE, SEX, past, [Key("active", SPECIALS, "male")], 10) == frozenset()
