"""The long history of the force and of England and Wales, as others published it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volunteers import clock
from volunteers.forces.queries import current_force
from volunteers.trends.queries.published import get_ending
from volunteers.trends.rules import published as names
from volunteers.trends.rules.context import Credit, PublishedNumber, context_picture, credits_of
from volunteers.trends.rules.history import (
    Activity,
    activity_rows,
    flows_picture,
    gaps_in_words,
    history_sentence,
    share_picture,
)
from volunteers.trends.rules.pictures import Picture

LONG = (names.FORCE_SPECIALS, names.NATIONAL_SPECIALS)
FLOWS = (names.NATIONAL_JOINED, names.NATIONAL_LEFT)


@dataclass(frozen=True)
class HistoryPage:
    """Everything the page of the long history shows."""

    place: str
    sentence: str
    gaps: str
    pictures: Sequence[Picture]
    activity: Sequence[Activity]
    credits: Sequence[Credit]


def get_history_page() -> HistoryPage:
    """The series there are; a force of which nothing was published has fewer pictures."""
    place, code = current_force().short_name, names.FORCE_SPECIALS.partition("/")[2]
    stored = get_ending(*LONG, *FLOWS, ending=f"/{code}")
    activity = {name: found for name, found in stored.items() if name.endswith(f"/{code}") and name.count("/") == 2}
    activity = {name: found for name, found in activity.items() if "/force/" not in name}
    told = [stored[name] for name in (*LONG, *FLOWS) if name in stored] + list(activity.values())
    credits = credits_of([number for numbers in told for number in numbers])
    ours = stored.get(names.FORCE_SPECIALS, ())
    return HistoryPage(
        place=place,
        sentence=history_sentence(place, ours),
        gaps=gaps_in_words(ours),
        pictures=_pictures(place, stored, tuple(credits)),
        activity=activity_rows(activity, {one.source: one.number for one in credits}),
        credits=credits,
    )


def _pictures(
    place: str, stored: Mapping[str, Sequence[PublishedNumber]], credits: tuple[Credit, ...]
) -> list[Picture]:
    titles = (f"Special Constables in {place}", "Special Constables in England and Wales, 43 forces")
    year = clock.today().year
    found = [
        context_picture(f"long-{place_}", title, tuple(stored[name]), credits, year)
        for place_, (title, name) in enumerate(zip(titles, LONG, strict=True))
        if name in stored
    ]
    ours, whole = (stored.get(name, ()) for name in LONG)
    share = share_picture(place, ours, whole, last_year=year)
    flows = flows_picture(*(stored.get(name, ()) for name in FLOWS))
    return [*found, *(picture for picture in (share, flows) if picture)]
