"""Farm Watch: the pages of its members, and of the staff who look after them."""

from flask import Flask, render_template

from volunteers.farms import queries
from volunteers.farms.routes import alerts, loans, nights, own, own_alerts, own_register, staff, visits
from volunteers.farms.routes.blueprint import OWN, bp
from volunteers.people.queries import serves_in
from volunteers.strands.rules import StrandCode
from volunteers.web import slots
from volunteers.web.access import find_viewer

__all__ = ["alerts", "bp", "fill_slots", "loans", "nights", "own", "own_alerts", "own_register", "staff", "visits"]


def fill_slots(app: Flask) -> None:
    """Put a card on a member's own page of duties."""
    slots.fill(app, "own_duties", own_part)


def own_part() -> str:
    """The few lines for a member; nothing for anyone else."""
    by = find_viewer()
    if by is None or not by.may(OWN) or not serves_in(by, StrandCode.FARM_WATCH) or queries.find_membership(by) is None:
        return ""
    return render_template("farms/own_part.html", alerts=queries.list_own_alerts(by))
