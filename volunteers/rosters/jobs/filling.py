"""Filling duties by computation: minutes of work, begun anew once when its process died."""


def fill_duties(filling_ids: list[int]) -> None:
    """Fill what waits to be filled, one after the other. Safe to run twice."""


def sweep_fillings() -> None:
    """Take up fillings whose job was lost or died; safe to run at any time."""


def erase_old_fillings() -> None:
    """Close proposals nobody came back to, and erase what is long over; safe to run twice."""
