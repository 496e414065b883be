"""Is what was made possible under the rules of the house? Asked of the rooms' own rules."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.onboarding.models import Check
from volunteers.onboarding.rules import fact_of
from volunteers.people.queries import get_standings
from volunteers.rosters.models import Duty, SignUp
from volunteers.rosters.queries.facts import duty_facts, list_engagements
from volunteers.rosters.rules import THEY, Case, PostFacts, refusals_to_take
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import refusals_to_move


def impossible_moves() -> list[str]:
    """Every stage change that the strand's table would not have allowed on its day, with what stood in the way."""
    found = []
    checks: dict[int, list[Check]] = {}
    for check in db.session.scalars(select(Check)):
        checks.setdefault(check.application_id, []).append(check)
    for application in db.session.scalars(select(Application)).all():
        strand, stage = get_strand(application.strand), "draft"
        for change in application.changes:
            on = clock.on(change.at)
            refusals = refusals_to_move(
                strand.pipeline, from_stage=stage, to_stage=change.to_stage, definitions=strand.checks, on=on,
                checks=_facts(checks.get(application.id, []), on), may=lambda _: True, reason=change.reason,
            )  # fmt: skip
            found += [f"{application.reference} {stage} to {change.to_stage}: {each.message}" for each in refusals]
            stage = change.to_stage
        if stage != application.stage or (
            application.changes and application.changes[-1].at != application.stage_since
        ):
            found.append(f"{application.reference} is not where its last change left it")
    return found


def impossible_sign_ups(sign_ups: Sequence[SignUp]) -> list[str]:
    """Every confirmed sign-up that would have been refused on the day before its duty, with the reason."""
    found = []
    strands = {each.duty.strand for each in sign_ups}
    standings = {
        code: get_standings({each.volunteer_id for each in sign_ups if each.duty.strand == code}, code)
        for code in strands
    }  # fmt: skip
    for sign_up in sign_ups:
        duty = sign_up.duty
        near = list_engagements([sign_up.volunteer_id], around=(duty.starts_at, duty.ends_at))
        others = [each for each in near[sign_up.volunteer_id] if each.duty_id != duty.id]
        post = sign_up.post
        before = duty.starts_at - timedelta(days=1)
        case = Case(
            duty=duty_facts(duty), standing=standings[duty.strand][sign_up.volunteer_id], engagements=others,
            strand=get_strand(duty.strand), now=before, today=clock.on(before), to=THEY,
        )  # fmt: skip
        free = PostFacts(post.name, tuple(post.needs), tuple(post.grades), post.places, 0)
        found += [f"sign-up {sign_up.id} of {duty.title}: {each.message}" for each in refusals_to_take(case, free)]
    return found


def sign_ups_from(day: date) -> Sequence[SignUp]:
    """Confirmed sign-ups for duties that begin on a day or later."""
    wanted = select(SignUp).join(Duty).where(SignUp.state == "confirmed", Duty.starts_at >= clock.start_of_day(day))
    return db.session.scalars(wanted).all()


def _facts(checks: Sequence[Check], on: date) -> dict[str, object]:
    """What was known on a day."""
    return {
        check.code: fact_of(check.code, check.state, check.asked_on, check.result_on, check.valid_until)
        for check in checks
        if check.result_on is not None and check.result_on <= on
    }
