"""What this room does every day, after the night's own work."""

from volunteers.integrity import service
from volunteers.unit_of_work import unit_of_work


def look_for_impossible(by: list[int] | None = None) -> None:
    """Look for every impossible state; safe to run at any time and twice. ``by`` are the accounts that asked for it."""
    with unit_of_work():
        service.look_for_impossible(by=by[0] if by else None)
