"""The volunteers of a viewer's strands and areas, as staff see them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template, request, url_for

from volunteers.people import queries
from volunteers.people.queries.turning import count_turning
from volunteers.people.queries.volunteers import count_by_status
from volunteers.people.routes.blueprint import bp
from volunteers.people.rules import StatusKind
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number

LONGEST_SEARCH = 100
# The lists to choose from: everyone who serves, those who do in one way, and those who left as well.
SERVING, EVERYONE = "", "everyone"
KINDS = {kind.value: kind for kind in StatusKind}


@dataclass(frozen=True)
class ListChip:
    """One of the lists, and how many are on it where that is counted."""

    value: str
    words: str
    href: str
    count: int | None = None


@bp.get("/staff/volunteers")
@needs(Permission.VOLUNTEER_READ)
def volunteers() -> str:
    """The list by last name, found by parts of a name; what has lapsed stands beside each."""
    search = " ".join(request.args.get("search", "")[:LONGEST_SEARCH].replace("\0", "").split())
    chosen, after = _chosen(), asked_number("after")
    page = queries.list_volunteers(
        viewer(), search=search, after=after, with_former=chosen == EVERYONE, status=KINDS.get(chosen)
    )

    def address(after: int | None, status: str = chosen) -> str:
        return url_for("people.volunteers", search=search or None, status=status or None, after=after)

    return render_template(
        "people/volunteers.html",
        rows=page.rows,
        search=search,
        chosen=chosen,
        chips=_chips(address),
        turning=count_turning(viewer()) if viewer().may(Permission.SERVICE_EDIT) else 0,
        following=address(page.next_after) if page.next_after else None,
        first=address(None) if after else None,
    )


@bp.get("/staff/volunteers/<int:volunteer_id>")
@needs(Permission.VOLUNTEER_READ)
def volunteer(volunteer_id: int) -> str:
    return render_template("people/volunteer.html", record=queries.get_record(volunteer_id, viewer()))


def _chosen() -> str:
    """Which list is asked for; ``former=yes`` is how the last one was asked for before there were others."""
    if request.args.get("former") == "yes":
        return EVERYONE
    asked = request.args.get("status", SERVING)
    return asked if asked in {*KINDS, EVERYONE} else SERVING


def _chips(address: Callable[[None, str], str]) -> list[ListChip]:
    counts = count_by_status(viewer())
    chips = [ListChip(SERVING, "Everyone serving", address(None, SERVING))]
    for kind in KINDS.values():
        count = None if kind is StatusKind.ACTIVE else counts.get(kind, 0)
        chips.append(ListChip(kind.value, kind.label, address(None, kind.value), count))
    return [*chips, ListChip(EVERYONE, "With those who left", address(None, EVERYONE))]
