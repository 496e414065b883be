"""How long something takes, as people say it."""

from dataclasses import dataclass

from volunteers.strands.rules import Pipeline

WEEK = 7
MONTH = 30
SAID_IN_DAYS = 6
SAID_IN_WEEKS = 8 * WEEK
# With fewer, one person's wait could be told from the words, and chance would speak louder than habit.
FEWEST_PASSED = 10


@dataclass(frozen=True)
class Wait:
    """How long those waited who left a stage of late: the quarters below and above, in days, and how many they were."""

    passed: int
    days_low: int
    days_high: int

    @property
    def is_told(self) -> bool:
        """Whether enough people have passed for it to be told."""
        return self.passed >= FEWEST_PASSED


@dataclass(frozen=True)
class WaitInWords:
    """A wait as it is told. ``is_measured`` is False for the estimate of the definition."""

    words: str
    is_measured: bool

    @property
    def sentence(self) -> str:
        """What a page says of a stage."""
        return f"Most people at this stage wait {self.words}" if self.is_measured else f"About {self.words}"


def days_in_words(days: int) -> str:
    """Rounded to what can be kept in mind: 3 days, 2 weeks, 3 months."""
    size, word = _unit(days)
    return _counted(round(days / size), word)


def range_in_words(low: int, high: int) -> str:
    """From one number of days to another, in the unit of the longer: 3 to 5 weeks; about 2 weeks; up to 3 days."""
    size, word = _unit(high)
    least, most = round(low / size), round(high / size)
    if most == 0:
        return "less than a day"
    if least == 0:
        return f"up to {_counted(most, word)}"
    return f"about {_counted(most, word)}" if least == most else f"{least} to {_counted(most, word)}"


def wait_in_words(usual_days: int | None, wait: Wait | None) -> WaitInWords | None:
    """What was measured where enough people have passed, else the usual days of the definition, else nothing."""
    if wait is not None and wait.is_told:
        return WaitInWords(range_in_words(wait.days_low, wait.days_high), is_measured=True)
    return WaitInWords(days_in_words(usual_days), is_measured=False) if usual_days else None


def days_ahead(pipeline: Pipeline) -> int:
    """The usual number of days from sending the form to being appointed, all open stages added up."""
    return sum(stage.usual_days or 0 for stage in pipeline.open_stages)


def _unit(days: int) -> tuple[int, str]:
    if days <= SAID_IN_DAYS:
        return 1, "day"
    return (WEEK, "week") if days <= SAID_IN_WEEKS else (MONTH, "month")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
