"""The volunteer's own lists: duties they can do, and their own duties."""

from flask import current_app, render_template, request

from volunteers.availability.rules import DAY_NAMES
from volunteers.people.queries.own_holdings import list_running_out
from volunteers.permissions import Permission
from volunteers.rosters import queries
from volunteers.rosters.queries.open_duties import Wanted, kinds_for
from volunteers.rosters.queries.own_tasks import list_own_tasks, list_while_away
from volunteers.rosters.routes.blueprint import bp
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number

LAPSES_WITHIN = 90
WEEKDAYS = [(str(number), name) for number, name in enumerate(DAY_NAMES, 1)]


@bp.get("/duties")
@needs(Permission.DUTY_BOOK)
def open_duties() -> str:
    """Those they can do; with ``all=1`` the full ones and the others as well, each with why not."""
    me = queries.get_self(viewer())
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    kinds, weekday = kinds_for(me), asked_choice("day", WEEKDAYS)
    wanted = Wanted(
        asked_choice("area", areas), asked_choice("kind", kinds), int(weekday) if weekday else None,
        usual_only=request.args.get("fits") == "1",
    )  # fmt: skip
    after = asked_number("after")
    given = {
        "area": wanted.area, "kind": wanted.kind, "day": wanted.weekday, "fits": 1 if wanted.usual_only else None,
    }  # fmt: skip
    return render_template(
        "rosters/open_duties.html", found=queries.list_open_duties(me, wanted, after=after), wanted=wanted,
        areas=areas, kinds=kinds, weekdays=WEEKDAYS, show_all=request.args.get("all") == "1", after=after,
        given={name: value for name, value in given.items() if value},
    )  # fmt: skip


@bp.get("/my-duties")
@needs(Permission.VOLUNTEER_SEE_OWN)
def my_duties() -> str:
    """What is theirs to do, what comes next, and what of theirs runs out soon."""
    me = queries.get_self(viewer())
    found = queries.get_own_duties(me)
    return render_template(
        "rosters/my_duties.html", found=found, tasks=list_own_tasks(me, found.upcoming),
        running_out=list_running_out(me.volunteer_id, days=LAPSES_WITHIN),
    )  # fmt: skip


def while_away() -> str:
    """On the page of their availability: the duties they are on in days they are away."""
    duties = list_while_away(queries.get_self(viewer()))
    return render_template("rosters/own_while_away.html", duties=duties) if duties else ""
