"""What is done for volunteers in the morning: safe to run at any time and twice, and after days of not having run."""

from volunteers import clock
from volunteers.people.queries.lapses import list_lapsing, list_to_tell
from volunteers.people.service.lapses import tell_coordinator, warn
from volunteers.unit_of_work import unit_of_work


def warn_of_lapses() -> None:
    """Warn volunteers of what runs out, then tell coordinators how much does; each in a transaction of its own."""
    on = clock.today()
    for lapsing in list_lapsing(on):
        with unit_of_work():
            warn(lapsing, on=on)
    for viewer in list_to_tell():
        with unit_of_work():
            tell_coordinator(viewer, on=on)
