"""The pages of coordinators, phone first; those of staff; and what a household opens from its mail."""

from flask import Flask

from volunteers.watch_schemes.routes import (
    households,
    leaving,
    messages,
    own,
    reports,
    schemes,
    sending,
    staff_reports,
)
from volunteers.watch_schemes.routes.blueprint import bp
from volunteers.web import slots

__all__ = [
    "bp", "fill_slots", "households", "leaving", "messages", "own", "reports", "schemes", "sending", "staff_reports",
]  # fmt: skip


def fill_slots(app: Flask) -> None:
    """The card of their scheme at the top of the page of someone's duties: their work is seldom a duty."""
    slots.fill(app, "own_today", own.own_card)
