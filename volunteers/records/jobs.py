"""What is done for those who serve in the morning: safe to run at any time and twice."""

from datetime import timedelta

from volunteers import clock
from volunteers.records import service
from volunteers.records.queries import list_reached
from volunteers.unit_of_work import unit_of_work

# A day on which nothing ran is made up for; what lies longer back is too late for thanks on the day.
LATE = timedelta(days=6)


def remind_signers() -> None:
    """Remind everyone who has evidence to sign, once a week; each in a transaction of its own."""
    on = clock.today()
    for account_id in service.list_signers_to_remind():
        with unit_of_work():
            service.remind_signer(account_id, on=on)


def thank_for_service() -> None:
    """Thank everyone who reached a milestone today, or in the days on which this did not run."""
    today = clock.today()
    for row in list_reached(today - LATE, today):
        with unit_of_work():
            service.thank(row)
