"""The particulars every message about a duty carries."""

from volunteers import clock
from volunteers.rosters.models import Duty
from volunteers.rosters.rules import hours_words, in_words


def particulars_of(duty: Duty) -> dict[str, str]:
    """What a message says of a duty, in words: the row keeps them as they were when it was written."""
    starts, ends = clock.in_london(duty.starts_at), clock.in_london(duty.ends_at)
    return {
        "title": duty.title,
        "when": f"{starts:%A} {in_words(starts.date())}, {hours_words(starts, ends)}",
        "meeting_place": duty.meeting_place,
        "path": f"/duties/{duty.id}",
    }
