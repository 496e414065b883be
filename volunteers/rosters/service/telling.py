"""What every message about a duty says, and whether it goes to an adult."""

from typing import Any

from volunteers import clock
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Duty
from volunteers.rosters.rules import hours_words, in_words

ADULT = 18


def particulars_of(duty: Duty) -> dict[str, Any]:
    """What a message says of a duty, in words: the row keeps them as they were when it was written.

    ``starts_at`` is not for its words: it tells ``notify`` for how long the message may wait.
    """
    starts, ends = clock.in_london(duty.starts_at), clock.in_london(duty.ends_at)
    return {
        "title": duty.title,
        "when": f"{starts:%A} {in_words(starts.date())}, {hours_words(starts, ends)}",
        "meeting_place": duty.meeting_place,
        "path": f"/duties/{duty.id}",
        "starts_at": duty.starts_at,
    }


def is_adult(volunteer: Volunteer) -> bool:
    """Whether they are 18 or over today, so that no guardian is told of what they are told."""
    return clock.years_between(volunteer.birth_date, clock.today()) >= ADULT
