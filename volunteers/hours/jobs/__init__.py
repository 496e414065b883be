"""What goes out by itself."""

from volunteers.hours.service.telling import tell_certifiers
from volunteers.unit_of_work import unit_of_work


def tell_of_hours_to_certify() -> None:
    """Tell those who certify how many hours wait for them, once a month; all or nobody."""
    with unit_of_work():
        tell_certifiers()
