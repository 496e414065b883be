"""How long something takes, as people say it."""

from volunteers.strands.rules import Pipeline

WEEK = 7
MONTH = 30
SAID_IN_DAYS = 6
SAID_IN_WEEKS = 8 * WEEK


def days_in_words(days: int) -> str:
    """Rounded to what can be kept in mind: 3 days, 2 weeks, 3 months."""
    if days <= SAID_IN_DAYS:
        return _counted(days, "day")
    if days <= SAID_IN_WEEKS:
        return _counted(round(days / WEEK), "week")
    return _counted(round(days / MONTH), "month")


def days_ahead(pipeline: Pipeline) -> int:
    """The usual number of days from sending the form to being appointed, all open stages added up."""
    return sum(stage.usual_days or 0 for stage in pipeline.open_stages)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
