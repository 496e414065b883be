"""What is done for volunteers at night and in the morning: safe to run at any time, twice, and after days without."""

from volunteers import clock
from volunteers.people.queries.lapses import list_lapsing, list_to_tell
from volunteers.people.queries.turning import list_turning
from volunteers.people.service.dated import let_go_of_those_who_left, take_effect
from volunteers.people.service.lapses import tell_coordinator, warn
from volunteers.people.service.moving_on import end_of_itself, warn_of_birthdays
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


def begin_what_is_due() -> None:
    """Take up ranks and postings that begin today, end cadet service nobody ended, and let go of those who left."""
    on = clock.today()
    with unit_of_work():
        take_effect(on=on)
    for cadet in list_turning(None):
        with unit_of_work():
            end_of_itself(cadet, on=on)
    with unit_of_work():
        let_go_of_those_who_left(on=on)


def warn_of_turning_18() -> None:
    """Tell cadets, and those who look after them, who turns 18 soon; in one transaction, so that each is told once."""
    with unit_of_work():
        warn_of_birthdays(list_turning(None), on=clock.today())
