"""What stands in a report beside its release: counted from the records, rounded, and few people hidden."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.people.builders import SOMERSET, SPECIALS, an_account
from tests.trends.builders import an_application_that_moved, an_attended_duty, someone_serving
from tests.trends.foreseen import a_forecast
from tests.trends.planned import a_plan_with_all
from tests.trends.released import a_content
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.trends.disclosure.content import Content
from volunteers.trends.models import Objective, Target
from volunteers.trends.queries.report_inputs import counting_of, quarterly_inputs
from volunteers.trends.rules import Measure
from volunteers.trends.rules.plans import Wanted
from volunteers.trends.rules.reports.inputs import Quarterly
from volunteers.trends.service import compute_figures

NAME = "Special Constabulary"


def content() -> Content:
    """A release of the last whole month, so that the figures of today are those of its cut-off."""
    last = clock.month_of(clock.today()) - timedelta(days=1)
    return a_content(cut_off=last, from_on=clock.add_months(clock.month_of(last), -11))


def inputs() -> Quarterly:
    return quarterly_inputs(content())


@pytest.fixture(autouse=True)
def _in_the_test(session: Session) -> None:
    """Everything happens in one transaction that is taken back."""


def waiting_of(found: Quarterly) -> dict[str, int | None]:
    return {one.stage: one.count.shown for one in found.waiting if one.strand == NAME}


@pytest.mark.parametrize(("many", "shown"), [(9, None), (12, 10), (13, 15)])
def test_applications_that_wait_are_rounded_and_few_are_hidden(many: int, shown: int | None) -> None:
    month = clock.add_months(clock.month_of(clock.today()), -2)
    for _ in range(many):
        an_application_that_moved(("submitted", f"{month} 10:00"))
    compute_figures()
    assert waiting_of(inputs())["Form review"] == shown


def test_before_anything_is_counted_nothing_is_said() -> None:
    found = inputs()
    assert (list(found.waiting), list(found.hours)) == ([], [])
    assert found.a_year_before is None
    assert (found.plan.name, found.plan.targets) == ("", [])
    assert {one.on for one in found.foreseen} == {None}


def test_hours_are_those_of_the_twelve_months_to_the_cut_off() -> None:
    last = clock.add_months(clock.month_of(clock.today()), -1)
    person = someone_serving((clock.add_months(last, -6), None, SOMERSET))
    an_attended_duty(person, f"{last} 10:00", 90 * 60)
    compute_figures()
    (ours,) = [one for one in inputs().hours if one.strand == SPECIALS]
    assert (ours.now, ours.before) == (90, None)


def test_targets_are_held_against_the_release_and_objectives_told() -> None:
    made = a_plan_with_all()
    entered = {"entered_by_id": an_account(Role.OPCC_ANALYST).id, "entered_at": clock.now()}
    db.session.add_all(
        [
            Target(
                strand=SPECIALS, measure=Measure.HEADCOUNT, low=400, due_on=clock.today() + timedelta(days=900),
                is_published=True, source="The plan", source_url="https://plan.example", source_on=clock.today(),
                plan_id=made["plan"], **entered,
            ),
            Objective(
                plan_id=made["plan"], words="More Special Constables", direction=Wanted.MORE, strand=SPECIALS,
                measure=Measure.HEADCOUNT, said_in="Page 3", source_url="https://plan.example", **entered,
            ),
            Objective(
                plan_id=made["plan"], words="Better links", direction=Wanted.NONE, strand=None, measure=None,
                said_in="Page 4", source_url="https://plan.example", **entered,
            ),
        ]
    )  # fmt: skip
    someone_serving((date(2024, 1, 1), None, SOMERSET))
    compute_figures()

    plan = inputs().plan

    by_place = {one.where: one for one in plan.targets}
    assert by_place[f"{NAME}, Whole force"].short == "Below"
    assert by_place[f"{NAME}, Whole force"].stands.startswith("295 on ")
    assert by_place[f"{NAME}, Bristol"].stands == "Not given. The release gives no figure to hold against it."
    wanted, other = plan.objectives
    assert wanted.stands.startswith("More are wanted, without a number. Headcount: 295 on ")
    assert (other.where, other.stands) == ("All volunteering", "It names no measure, so nothing is held against it.")
    assert [(one.words, one.short) for one in plan.milestones] == [("Hold an evening", "Overdue")]


def test_a_forecast_is_rounded_and_not_given_where_its_people_are_not() -> None:
    a_forecast(middle=301, width=1)
    (ours,) = [one for one in inputs().foreseen if one.strand == NAME]
    assert (ours.median.shown, ours.low.shown, ours.high.shown) == (300, 260, 340)
    assert ours.on is not None
    hidden = content()
    hidden = a_content(cut_off=hidden.cut_off, systems=[])
    (theirs,) = [one for one in quarterly_inputs(hidden).foreseen if one.strand == NAME]
    assert (theirs.median.shown, theirs.on is not None) == (None, True)


def test_a_forecast_that_was_refused_says_why() -> None:
    a_forecast(refusal="Too few months are known.")
    (ours,) = [one for one in inputs().foreseen if one.strand == NAME]
    assert (ours.on, ours.refusal) == (None, "Too few months are known.")


def test_the_chance_is_that_of_the_next_target() -> None:
    entered = {"entered_by_id": an_account(Role.OPCC_ANALYST).id, "entered_at": clock.now()}
    db.session.add(
        Target(
            strand=SPECIALS, measure=Measure.HEADCOUNT, low=300, due_on=clock.today() + timedelta(days=200),
            is_published=False, source="Minutes", source_on=clock.today(), **entered,
        )
    )  # fmt: skip
    db.session.flush()
    a_forecast(middle=300, width=1)
    (ours,) = [one for one in inputs().foreseen if one.strand == NAME]
    assert "Working aim – not a published target" in ours.chance
    assert "about 5 in 10" in ours.chance


def test_those_in_no_release_are_never_told_closer_than_those_who_are() -> None:
    counting = counting_of(content())
    assert (counting.fewest, counting.base, counting.is_exact) == (10, 5, False)
    assert counting.published(3, clock.today()).shown is None
