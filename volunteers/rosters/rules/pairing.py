"""Who must be beside whom: never only people who may not be alone, and enough adults beside young people."""

from collections.abc import Iterable

from volunteers.errors import Refusal
from volunteers.rosters.rules.case import SUPERVISOR, Case
from volunteers.rosters.rules.facts import PostFacts
from volunteers.rosters.rules.statuses import is_operational
from volunteers.rosters.rules.team import may_be_alone
from volunteers.rosters.rules.wording import can


def accompanied(case: Case, post: PostFacts) -> Iterable[Refusal]:
    """Somebody on the duty may be on duty alone, or a place is left for somebody who may.

    Asked of operational duties, where someone on accompanied patrol is "always with an experienced officer" (College of
    Policing, Special Constables Learning Programme), and of every duty whose supervisor asks for an independent one.
    Adult leaders do as well, save where an independent volunteer is asked for.
    """
    duty, strand, team = case.duty, case.strand, case.team
    if not team.posts or case.standing is None or not any(grade.may_be_alone for grade in strand.grades):
        return
    if not duty.needs_independent and (duty.adults or not is_operational(duty, post, strand)):
        return
    if _may_be_alone_throughout(case) or team.has_lone(besides=case.standing.volunteer_id):
        return
    if team.left_for_lone(post, strand) < 1:
        yield _needs_independent(case) if duty.needs_independent else _not_alone(case)


def enough_adults(case: Case, post: PostFacts) -> Iterable[Refusal]:
    """Adult leaders enough for the young people who would be there, and never fewer than the force asks.

    NSPCC: one adult to ten young people of 13 to 18, and always two adults; the numbers are the force's to confirm.
    https://learning.nspcc.org.uk/research-resources/briefings/recommended-adult-child-ratios-working-with-children
    """
    demands, adults = case.strand.duty, case.duty.adults
    if not (demands.minimum_adults or demands.young_people_per_adult):
        return
    ask = f"{can(SUPERVISOR)} find more, and then there is room."
    if adults is None:
        words = f"Nobody has said yet how many adult leaders will be there. {can(SUPERVISOR)} say how many."
        yield Refusal("adult_ratio", words, SUPERVISOR)
    elif adults < demands.minimum_adults:
        words = f"There must be at least {demands.minimum_adults} adult leaders, and so far there {_are(adults)}. {ask}"
        yield Refusal("adult_ratio", words, SUPERVISOR)
    elif demands.young_people_per_adult and case.team.taken(post) >= adults * demands.young_people_per_adult:
        most = adults * demands.young_people_per_adult
        words = f"With {_number(adults)} there can be at most {most} young people, and all those places are taken."
        yield Refusal("adult_ratio", f"{words} {ask}", SUPERVISOR)


def _may_be_alone_throughout(case: Case) -> bool:
    held = [case.standing.grade_on(day) for day in (case.duty.first_on, case.duty.last_on)] if case.standing else []
    return all(may_be_alone(grade, case.strand) for grade in held)


def _not_alone(case: Case) -> Refusal:
    words = (
        f"{case.to.subject} may not be on duty alone yet. Nobody on this duty may, and this is the last place that "
        f"someone who may could take. {can(SUPERVISOR)} put such a volunteer on it first."
    )
    return Refusal("pairing", words, SUPERVISOR)


def _needs_independent(case: Case) -> Refusal:
    words = (
        f"This duty needs someone who may be on duty alone, and {case.to.subject.lower()} may not yet. The last place "
        f"is kept for such a volunteer. {can(SUPERVISOR)} put one on the duty first."
    )
    return Refusal("independent_needed", words, SUPERVISOR)


def _number(adults: int) -> str:
    return f"{adults} adult leader{'' if adults == 1 else 's'}"


def _are(adults: int) -> str:
    return "is 1" if adults == 1 else f"are {adults or 'none'}"
