"""What is said of a measure beside its name: what it is a number of, over which time, and which way is good."""

from enum import StrEnum


class Unit(StrEnum):
    """What a value is a number of."""

    PEOPLE = "people"
    HOURS = "hours"
    OFFICERS = "officers"
    PERCENT = "percent"
    DAYS = "days"
    NUMBER = "number"


class Kind(StrEnum):
    """Whether a value is how things stand at the end of a month, what happened over it, or a share of something."""

    LEVEL = "level"
    FLOW = "flow"
    RATE = "rate"


class Better(StrEnum):
    """Which way is the good one."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"
