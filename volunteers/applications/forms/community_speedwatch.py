"""The questions of Community SpeedWatch: start a scheme with a team, or join one."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from volunteers.applications.forms import person
from volunteers.applications.forms.base import QuestionForm
from volunteers.applications.forms.many import ACCOUNT, Judge, Many
from volunteers.applications.forms.schemes import area_form, plan_form, unit_form
from volunteers.applications.rules import choices
from volunteers.applications.rules.team import faults_of_team
from volunteers.applications.rules.wording.community_speedwatch import member_in_a_line, site_in_a_line
from volunteers.forces.rules import Force
from volunteers.strands.rules import StrandCode
from volunteers.web.fields import email, line, one_of, paragraph, several_of

MOST_TEAM = 40


def team_form(force: Force) -> type[QuestionForm]:
    """One other member of the team; so many are needed that with the applicant it is a whole team."""
    others = force.numbers.speedwatch_team_to_start - 1

    def judge(items: Sequence[Mapping[str, Any]], _today: date, answers: Mapping[str, Any]) -> list[str]:
        return faults_of_team(items, own_email=str(answers.get(ACCOUNT, {}).get("email") or ""))

    class TeamMemberForm(QuestionForm):
        title = "Who else is in your team?"
        hint = (
            f"To start you need at least {others + 1} people. You count as one, so name at least {others} more. "
            "Ask them first. We only use this to see that there is a team: each of them applies for themself."
        )
        many = _team(others, judge)
        name = line("Their name", missing="Enter their name.", render_kw={"spellcheck": "false"})
        email = email("Their e-mail address", missing="Enter their e-mail address.")

    return TeamMemberForm


def _team(others: int, judge: Judge) -> Many:
    return Many(
        "person", "people", member_in_a_line, least=others, most=MOST_TEAM, faults=judge,
        explains=f"With you, a team needs at least {others + 1} people to start.",
    )  # fmt: skip


class SiteForm(QuestionForm):
    title = "Where would your team measure speed?"
    hint = "Tell us about one road now. You can add others after it. We check that each site is safe before you use it."
    many = Many("site", "sites", site_in_a_line, most=20)
    road = line("Road", missing="Enter the road.", hint="Its name or number, like High Street or A38")
    place = line("Village or town, and where on the road", missing="Enter the village or town, and where on the road.")
    limit = one_of(
        "What is the speed limit there?", choices.SPEED_LIMITS, missing="Choose the speed limit: 20, 30 or 40 mph.",
        hint="SpeedWatch works only on roads with one of these limits.",
    )  # fmt: skip
    why = paragraph("Why there?", missing="Tell us why there.", hint="For example: a school, no pavement, near misses.")


class ParishForm(QuestionForm):
    title = "Does your parish or town council support you?"
    support = one_of(
        "Does your parish or town council support you?", choices.PARISH,
        missing="Choose whether your council supports you.", hint="You can apply before you have asked.",
    )  # fmt: skip


class PartForm(QuestionForm):
    title = "What would you like to do?"
    part = one_of(
        "What would you like to do?", choices.SPEEDWATCH_PARTS, missing="Choose what you would like to do.",
        hint="You are trained for it. Later you sign the volunteer agreement.",
    )  # fmt: skip


class DaylightForm(QuestionForm):
    title = "When are you free in daylight?"
    when = several_of(
        "When are you free in daylight?", choices.DAYLIGHT, missing="Choose at least one time when you are free.",
        hint="Teams work only while it is light, and not in fog, ice or heavy rain. Choose all that fit.",
    )  # fmt: skip


@cache
def question_forms(force: Force) -> Mapping[str, type[QuestionForm]]:
    """The form of each question of Community SpeedWatch, apart from the eligibility questions."""
    people = force.numbers.speedwatch_team_to_start
    return {
        **person.SHARED_FORMS,
        "plan": plan_form(
            start_hint=f"You need at least {people} people, you among them.",
            join_hint="You join a team that is there already, or we look for one with you.",
        ),
        "unit": unit_form(StrandCode.COMMUNITY_SPEEDWATCH),
        "area": area_form(title=f"In which part of {force.short_name} is the scheme?"),
        "team": team_form(force),
        "sites": SiteForm,
        "parish": ParishForm,
        "part": PartForm,
        "daylight": DaylightForm,
    }
