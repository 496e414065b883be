"""How people say their week: parts of the day to tick, a day job in one line, and days that are different."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from volunteers.availability.rules.times import DAY, WEEK, Availability, WeeklyTime
from volunteers.errors import Refusal
from volunteers.web.wording import clock_words

# More than anyone means; what is past these is a slip of the finger.
MOST_TIMES = 60
MOST_DAYS = 100
MOST_JOB_HOURS = 100
FURTHEST = timedelta(days=731)

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKING_DAYS = range(5)


@dataclass(frozen=True)
class Part:
    """A part of the day, in minutes since it began. The night of a day is the one that begins on it."""

    code: str
    name: str
    hours: str
    starts: int
    ends: int


PARTS = (
    Part("morning", "Morning", "6am to 12pm", 360, 720),
    Part("afternoon", "Afternoon", "12pm to 6pm", 720, 1080),
    Part("evening", "Evening", "6pm to 12am", 1080, 1440),
    Part("night", "Night", "12am to 6am", 1440, 1800),
)
BY_CODE = {part.code: part for part in PARTS}


def time_on(day: int, starts: int, ends: int) -> WeeklyTime:
    """A time of a day of the week (0 is Monday) from minutes since that day began; it may lie on the next."""
    begin = (day * DAY + starts) % WEEK
    return WeeklyTime(begin, begin + ends - starts)


def part_of(day: int, code: str) -> WeeklyTime:
    """A part of a day of the week."""
    part = BY_CODE[code]
    return time_on(day, part.starts, part.ends)


def between(day: int, starts: time, ends: time) -> WeeklyTime:
    """A time of a day by the clock; one that ends when it starts, or before, ends on the next day."""
    begin, end = (at.hour * 60 + at.minute for at in (starts, ends))
    return time_on(day, begin, end if end > begin else end + DAY)


ALL_PARTS = {part_of(day, part.code): (day, part.code) for day in range(7) for part in PARTS}
OFFICE_HOURS = tuple(between(day, time(9), time(17)) for day in WORKING_DAYS)


def is_part(one: WeeklyTime) -> bool:
    """Whether a time is a whole part of a day, so that it stands as a tick."""
    return one in ALL_PARTS


def clocks_of(one: WeeklyTime) -> tuple[int, time, time]:
    """The day of the week a time begins on, and what a clock shows at its start and its end."""
    return one.starts // DAY, _clock(one.starts), _clock(one.ends)


def week_in_words(times: Iterable[WeeklyTime]) -> tuple[str, ...]:
    """A week as sentences, days alike named together: "Monday to Friday: evening"."""
    by_day: dict[int, list[WeeklyTime]] = {day: [] for day in range(7)}
    for one in times:
        by_day[ALL_PARTS[one][0] if one in ALL_PARTS else one.starts // DAY].append(one)
    said = [(day, _day_in_words(by_day[day])) for day in range(7)]
    lines = []
    for words, days in groupby(said, key=lambda each: each[1]):
        numbers = [day for day, _ in days]
        if words:
            lines.append(f"{_days_in_words(numbers)}: {words}")
    return tuple(lines)


def job_in_words(said: Availability) -> tuple[str, ...]:
    """A day job as sentences; none when there is none."""
    if said.job:
        return week_in_words(said.job)
    hours = said.job_minutes // 60
    return (f"Shifts that change, {hours} hour{'' if hours == 1 else 's'} a week",) if said.job_minutes else ()


def refusals_to_add_days(first_on: date, last_on: date, *, today: date, count: int) -> list[Refusal]:
    """Why days cannot be written down beside the ``count`` there are; none: they can."""
    refusals = []
    if last_on < first_on:
        refusals.append(Refusal("order", "The last day must be the first day or after it."))
    elif last_on < today:
        refusals.append(Refusal("past", "These days are over. Enter days from today on."))
    if max(first_on, last_on) > today + FURTHEST:
        refusals.append(Refusal("far", "Enter days within the next two years."))
    if count >= MOST_DAYS:
        refusals.append(Refusal("many", "Your list of days is full. Take out those you no longer need."))
    return refusals


def _day_in_words(times: Sequence[WeeklyTime]) -> str:
    codes = [ALL_PARTS[one][1] for one in times if one in ALL_PARTS]
    whole = "all day" if len(codes) == len(PARTS) else ", ".join(p.name.lower() for p in PARTS if p.code in codes)
    exact = [f"{clock_words(_wall(one.starts))} to {clock_words(_wall(one.ends))}" for one in times if not is_part(one)]
    return ", ".join([*([whole] if whole else []), *exact])


def _days_in_words(numbers: Sequence[int]) -> str:
    names = [DAY_NAMES[number] for number in numbers]
    if len(names) == len(DAY_NAMES):
        return "Every day"
    if len(names) == 1:
        return names[0]
    return f"{names[0]} {'and' if len(names) == 2 else 'to'} {names[-1]}"


def _clock(minutes: int) -> time:
    return _wall(minutes).time()


def _wall(minutes: int) -> datetime:
    """Any day, at what a clock shows so many minutes after a midnight."""
    return datetime(2026, 11, 30) + timedelta(minutes=minutes % DAY)  # noqa: DTZ001 - a time of day, of no day
