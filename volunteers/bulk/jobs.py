"""What is done for many once its time has come: nothing in, nothing out, safe to run twice."""

from volunteers.bulk import service
from volunteers.unit_of_work import unit_of_work


def send_mailings() -> None:
    """Send the letters whose hold is over, each batch stored by itself."""
    more = True
    while more:
        with unit_of_work():
            more = service.send_batch()


def follow_up_moves() -> None:
    """Ask the referees of those who were moved together and can no longer be put back together."""
    more = True
    while more:
        with unit_of_work():
            more = service.follow_up() > 0


def forget_old_choices() -> None:
    """Erase what was chosen from lists and never acted on."""
    with unit_of_work():
        service.forget_old_choices()
