"""What the people of the demonstration answered to the equality questions: invented, near the Census of their area.

Who volunteers is not like who lives there: strands have fewer ethnic minorities and, most of them, fewer women, and
more of the minorities that apply are lost at the checks. So the page of representation has something to show.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.demo.personas import PERSONAS
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.strands.rules import StrandCode
from volunteers.trends.queries.residents import residents_for_release
from volunteers.trends.service import Said, bring_in_answers, let_out_equality_answers

ADULT = 18
ANSWERS, SKIPS = 0.85, 0.02
APPOINTED = "appointed"
ENDINGS = {"unsuccessful", "withdrawn"}
# The stages at which checks are made, and how much more often minorities are among those lost there, or elsewhere.
CHECKED = {"pre_employment_checks", "vetting_and_agreement", "vetting_and_references", "verification"}
LOST_AT_CHECKS, LOST_ELSEWHERE, TAKEN = 1.8, 1.15, 0.8
PREFERS_NOT_TO = {
    "ethnic-group": 0.025, "sex": 0.01, "gender-identity": 0.02, "condition": 0.04, "day-to-day": 0.03,
    "religion": 0.06, "sexual-orientation": 0.06,
}  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """How a strand's applicants differ from residents: the share of women, and of minorities and disabled people
    beside their shares of residents."""

    women: float
    minorities: float
    disabled: float


DRAWN = {
    StrandCode.SPECIAL_CONSTABULARY: Drawn(0.34, 0.6, 0.35),
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: Drawn(0.55, 0.8, 0.7),
    StrandCode.CADETS: Drawn(0.48, 1.0, 0.6),
    StrandCode.NEIGHBOURHOOD_WATCH: Drawn(0.53, 0.6, 0.9),
    StrandCode.FARM_WATCH: Drawn(0.36, 0.35, 0.8),
    StrandCode.COMMUNITY_SPEEDWATCH: Drawn(0.42, 0.5, 0.9),
}
# The backgrounds of each group, the commonest first, and how often each is.
BACKGROUNDS: Mapping[str, Mapping[str, int]] = {
    "white": {"white_british": 920, "white_other": 60, "white_irish": 14, "gypsy_or_irish_traveller": 4, "roma": 2},
    "mixed": {"white_and_black_caribbean": 34, "white_and_asian": 30, "mixed_other": 22, "white_and_black_african": 14},
    "asian": {"indian": 38, "asian_other": 22, "pakistani": 18, "chinese": 14, "bangladeshi": 8},
    "black": {"african": 56, "caribbean": 28, "black_other": 16},
    "other": {"any_other": 74, "arab": 26},
}
LIMITS = {"a_lot": 15, "a_little": 45, "no": 40}
Shares = Mapping[tuple[str, str], Mapping[str, int]]


@dataclass(frozen=True)
class Applied:
    """Someone to be asked: where they live, when they were asked, and how their application went."""

    application_id: int
    strand: str
    area: str | None
    on: date
    stage: str
    last_open: str


def add_equality(scene: Scene) -> None:
    """Answers of most who applied, counted by quarters, and the links of those who have left us cut.

    Nobody who can be signed in as has answered yet, so that the questions can be tried.
    """
    chance, shares = scene.chance("equality"), _shares()
    bring_in_answers(
        Said(each.application_id, each.strand, each.on, values)
        for each in _asked()
        if (values := answered(each, shares, chance))
    )
    let_out_equality_answers(scene.today)


def answered(someone: Applied, shares: Shares, chance: Random) -> dict[str, str]:
    """What one person says: nothing at all, or most of what they are asked. By the code of the question."""
    if chance.random() >= ANSWERS:
        return {}
    drawn, place = DRAWN[StrandCode(someone.strand)], f"area:{someone.area}" if someone.area else "all"
    group = _one_of(_weighed(shares[place, "ethnicity"], drawn.minorities * _fate(someone), but="white"), chance)
    disabled = _weighed(shares[place, "disability"], drawn.disabled, but="not_disabled")
    of_all = disabled["disabled"] / sum(disabled.values())
    has_condition = chance.random() < of_all / 0.6
    said = {
        "ethnic-group": group,
        "ethnic-background": _one_of(BACKGROUNDS[group], chance),
        "sex": "female" if chance.random() < drawn.women else "male",
        "gender-identity": "yes" if chance.random() < 0.994 else "no",
        "condition": "yes" if has_condition else "no",
        "day-to-day": _one_of(LIMITS, chance),
        "religion": _one_of(shares[place, "religion"], chance),
        "sexual-orientation": _one_of(shares[place, "orientation"], chance),
    }
    said = {code: given for code, value in said.items() if (given := _or_nothing(code, value, chance)) is not None}
    if said.get("ethnic-group") != group:
        said.pop("ethnic-background", None)
    if said.get("condition") != "yes":
        said.pop("day-to-day", None)
    return said


def _or_nothing(code: str, value: str, chance: Random) -> str | None:
    """The answer, or that someone would rather not say, or that they skipped the question."""
    draw = chance.random()
    if draw < SKIPS:
        return None
    return "prefer_not_to_say" if draw < SKIPS + PREFERS_NOT_TO.get(code, 0) else value


def _fate(someone: Applied) -> float:
    if someone.stage == APPOINTED:
        return TAKEN
    if someone.stage not in ENDINGS:
        return 1.0
    return LOST_AT_CHECKS if someone.last_open in CHECKED else LOST_ELSEWHERE


def _weighed(residents: Mapping[str, int], factor: float, *, but: str) -> dict[str, float]:
    return {group: count * (1.0 if group == but else factor) for group, count in residents.items()}


def _one_of(weights: Mapping[str, float], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _shares() -> Shares:
    """Residents by group, of each place and characteristic of adults."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for one in residents_for_release():
        scope, _, characteristic = one.system.partition(".")
        if scope == "adults":
            found.setdefault((one.place, characteristic), {})[one.group] = one.count
    return found


def _asked() -> Iterator[Applied]:
    """Everyone who applied and was of age, in the order of their numbers."""
    last = (
        select(StageChange.from_stage)
        .where(StageChange.application_id == Application.id)
        .order_by(StageChange.at.desc(), StageChange.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns = (
        Application.id, Application.strand, Application.area, Application.submitted_at, Application.stage,
        Application.birth_date, last.label("last_open"),
    )  # fmt: skip
    personas = [persona.email for persona in PERSONAS]
    rows = select(*columns).join(Account, Account.id == Application.account_id)
    rows = rows.where(Application.submitted_at.is_not(None), Account.email.not_in(personas)).order_by(Application.id)
    for row in db.session.execute(rows):
        on = clock.on(row.submitted_at)
        if row.birth_date is not None and clock.years_between(row.birth_date, on) >= ADULT:
            yield Applied(row.id, row.strand, row.area, on, row.stage, row.last_open)
