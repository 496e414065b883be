"""The mails that lie in the catcher when the demonstration is fresh: the links of one guardian and one referee."""

from datetime import date

from volunteers import clock
from volunteers.demo.newcomers import Newcomers
from volunteers.guardians import service as guardians
from volunteers.guardians.queries import standing_of
from volunteers.references import service as references


def send_links(newcomers: Newcomers, *, today: date) -> None:
    """Ask them as the service asks; the worker sends it. Not where the demonstration is made for another day than this
    one: a link is good from now on for some days, and would be out of the time of its story.
    """
    if clock.today() != today:
        return
    references.ask(newcomers.support)
    first = standing_of(newcomers.cadet).first
    if first is not None:
        guardians.ask(first.id, by=None)
