"""The headcount that is expected, as the page of a strand shows it beside what is known."""

from dataclasses import dataclass

from volunteers import clock
from volunteers.trends.queries import all_strands
from volunteers.trends.queries.choices import Chosen
from volunteers.trends.queries.expected import goal_of, points_of
from volunteers.trends.rules import Measure
from volunteers.trends.rules.chances import chance_words
from volunteers.trends.rules.charts import Moment
from volunteers.trends.rules.expected import expected_sentence, fan_picture, when_words
from volunteers.trends.rules.pictures import Picture, capitalised
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.series import MonthlySeries
from volunteers.trends.rules.targets import StoredTarget

MONTHS_KNOWN = 25
MONTHS_AHEAD = 18


@dataclass(frozen=True)
class Expected:
    """The picture and what it says of the target; ``chance`` is empty where there is no target of the headcount."""

    picture: Picture
    chance: str


def get_expected(chosen: Chosen, series: MonthlySeries, target: StoredTarget | None) -> Expected | None:
    """The first forecast of the headcount that has something to say, to the target's date, in one statement.

    None without one, and where the last number is too small to be shown: a forecast would tell it.
    """
    months = series.months[-MONTHS_KNOWN:]
    known = [
        Moment(each, last_day(each.year, each.month), chosen.counting.people(series.of(Measure.HEADCOUNT, each)))
        for each in months
    ]
    if known[-1].count.known is None:
        return None
    made = all_strands.headcounts_foreseen([chosen]).get(chosen.strand.code, [])
    one = next((each for each in made if each.outlook), None)
    if one is None or one.outlook is None:
        return None
    aim = target if target and target.measure is Measure.HEADCOUNT and one.place_of(target.due_on) is not None else None
    until = aim.due_on if aim else clock.add_months(one.as_at, MONTHS_AHEAD)
    ahead = points_of(one.outlook, last_day(until.year, until.month))
    if not ahead:
        return None
    sentence = expected_sentence(ahead[-1], when_words(ahead[-1].on, is_year=False, is_level=True))
    chance = one.chance_of(aim) if aim else None
    return Expected(
        fan_picture("expected", "Headcount expected", sentence, known, ahead, goal_of(aim)),
        f"{capitalised(chance_words(chance))} to meet the target." if chance is not None else "",
    )
