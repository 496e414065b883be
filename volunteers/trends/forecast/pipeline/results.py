"""What the simulation says: an outlook for each measure, what it assumed, and what it could not say."""

from dataclasses import dataclass

from volunteers.trends.forecast.outlook import Outlook


@dataclass(frozen=True)
class Assumption:
    """One thing the forecast rests on, in words: its name, its value, and the record it was read from."""

    name: str
    value: str
    from_what: str


@dataclass(frozen=True)
class Simulated:
    """Each measure's outlook, by month or over the twelve months that end then; None where the record is too short.

    ``refusals`` says why, as (measure, words); ``refusal`` is set only where no measure at all could be foreseen.
    The totals over twelve months begin with the first month for which twelve months are known or simulated.
    """

    headcount: Outlook | None = None
    joiners: Outlook | None = None
    leavers: Outlook | None = None
    qualified: Outlook | None = None
    applications: Outlook | None = None
    joiners_year: Outlook | None = None
    leavers_year: Outlook | None = None
    assumptions: tuple[Assumption, ...] = ()
    refusal: str | None = None
    refusals: tuple[tuple[str, str], ...] = ()
