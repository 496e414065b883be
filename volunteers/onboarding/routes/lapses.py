"""What runs out, and what has: who, what, until when, and when they were warned."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for

from volunteers.extensions import LARGEST_ID
from volunteers.forces.queries import current_force
from volunteers.onboarding.queries.lapses import Wish, list_running_out
from volunteers.onboarding.routes.blueprint import bp
from volunteers.people.rules.lapses import HeldKind
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice


@bp.get("/staff/lapses")
@needs(Permission.VOLUNTEER_READ)
def lapses() -> str:
    """By week, narrowed by strand, area and kind; what is no choice narrows nothing."""
    force, person = current_force(), viewer()
    strands = [
        (each.code.value, each.name)
        for each in all_strands()
        if any(person.may_in(Permission.VOLUNTEER_READ, each.code, area.code) for area in force.areas)
    ]
    areas = [
        (area.code, area.name)
        for area in force.areas
        if any(person.may_in(Permission.VOLUNTEER_READ, code, area.code) for code, _ in strands)
    ]
    kinds = [(kind.value, kind.label) for kind in HeldKind]
    strand, area, kind = asked_choice("strand", strands), asked_choice("area", areas), asked_choice("kind", kinds)
    is_earlier = request.args.get("earlier") == "yes"
    wish = Wish(strand, area, HeldKind(kind) if kind else None, is_earlier, _after())
    page = list_running_out(wish, person)
    chosen: dict[str, Any] = {"strand": strand, "area": area, "kind": kind, "earlier": "yes" if is_earlier else None}
    return render_template(
        "onboarding/lapses.html",
        page=page,
        strands=strands,
        areas=areas,
        kinds=kinds,
        chosen=chosen,
        onward=url_for(".lapses", after=_key(page.onward), **chosen) if page.onward else None,
        first=url_for(".lapses", **chosen) if wish.after else None,
    )


def _key(key: tuple[date, str, int]) -> str:
    return f"{key[0].isoformat()}.{key[1]}.{key[2]}"


def _after() -> tuple[date, str, int] | None:
    """Where the page before this one ended; None for the first page, and for what no page ends with."""
    day, _, rest = request.args.get("after", "").partition(".")
    kind, _, number = rest.partition(".")
    if kind not in {each.value for each in HeldKind} or not (number.isascii() and number.isdigit()):
        return None
    try:
        return (date.fromisoformat(day), kind, min(int(number[:12]), LARGEST_ID))
    except ValueError:
        return None
