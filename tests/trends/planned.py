"""A plan with a milestone and a target in Bristol, as plain as can be. Builders flush, never commit."""

from datetime import date

from tests.people.builders import an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.trends.models import Milestone, Plan, Target
from volunteers.trends.rules import Measure


def a_plan_with_all() -> dict[str, object]:
    """The plan, its milestone and its target, by the names they have in addresses."""
    entered = {"entered_by_id": an_account(Role.OPCC_ANALYST).id, "entered_at": clock.now()}
    plan = Plan(
        name="A plan", commissioner="Someone", from_on=date(2024, 4, 1), until_on=date(2030, 3, 31),
        url="https://plan.example", source_on=date(2024, 3, 1), **entered,
    )  # fmt: skip
    db.session.add(plan)
    db.session.flush()
    due_on = date(2025, 6, 1)
    milestone = Milestone(plan_id=plan.id, words="Hold an evening", due_on=due_on, said_in="Page 2", **entered)
    target = Target(
        strand="special_constabulary", measure=Measure.HEADCOUNT, area="bristol", low=30, due_on=date(2029, 3, 31),
        is_published=False, source="Minutes", source_on=date(2024, 3, 1), plan_id=plan.id, **entered,
    )  # fmt: skip
    db.session.add_all([milestone, target])
    db.session.flush()
    return {"plan": plan.id, "milestone": milestone.id, "target": target.id}
