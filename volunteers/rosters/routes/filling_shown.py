"""What a page of a proposal shows: some of its days, and for every empty place why, and where that is put right."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from volunteers.permissions import Permission, Viewer
from volunteers.places.rules.distance import distance_in_words
from volunteers.rosters.forms.filling import Ticks
from volunteers.rosters.queries.filling_duties import EmptyPlace, FilledDuty, ProposedPlace
from volunteers.rosters.queries.fillings import FillingPage
from volunteers.rosters.rules.filling import MOST_AT_ONCE, PlaceState
from volunteers.rosters.rules.how_good import filled_words, how_good, so_far
from volunteers.rosters.rules.why_empty import Said, Where, explained
from volunteers.web.filters import counted, number

MOST_ON_A_PAGE = 250  # places: whole days, and fewer boxes than a form may send
KILOMETRES_OF_A_MILE = 1.609344
UNSAID = "has not said when they can"
Taken = tuple[FilledDuty, ProposedPlace]


@dataclass(frozen=True)
class Day:
    """A day of a proposal, with the duties of which something is still to be said."""

    on: date
    duties: tuple[FilledDuty, ...]

    @property
    def found(self) -> int:
        """How many are proposed and wait for an answer."""
        return sum(one.state is PlaceState.PROPOSED for duty in self.duties for one in duty.open)

    @property
    def has_people(self) -> bool:
        return any(duty.open for duty in self.duties)

    @property
    def empty(self) -> int:
        return sum(gap.places for duty in self.duties for gap in duty.empty)


@dataclass(frozen=True)
class Shown:
    """One page of a proposal, from the day ``begins``. ``later`` is the day with which the next page begins."""

    found: FillingPage
    viewer: Viewer
    days: tuple[Day, ...]
    begins: date | None
    later: date | None

    @property
    def waiting(self) -> list[Taken]:
        """Whom one can still say yes to, on this page and on others; not those that something stopped."""
        return waiting_in(self.found)

    @property
    def refused(self) -> list[Taken]:
        return places_in(self.found, PlaceState.REFUSED)

    @property
    def accepted(self) -> list[Taken]:
        return places_in(self.found, PlaceState.ACCEPTED)

    @property
    def may_take_all(self) -> bool:
        return 0 < len(self.waiting) <= MOST_AT_ONCE

    @property
    def headline(self) -> str:
        """What can be done or, once nothing is left to decide, what was."""
        totals = self.found.totals
        if totals.accepted and not self.waiting:
            return f"{counted(totals.accepted, 'place is', 'places are')} given"
        return filled_words(totals.proposed, totals.proposed + totals.empty)

    @property
    def judgement(self) -> str:
        """How good it is, in one sentence."""
        totals = self.found.totals
        return how_good(
            filled=totals.proposed, places=totals.proposed + totals.empty, weight=self.found.weight,
            bound=self.found.bound,
        )  # fmt: skip

    @property
    def so_far(self) -> str:
        return so_far(weight=self.found.progress.weight, bound=self.found.progress.bound)

    @property
    def people(self) -> int:
        return len({one.volunteer_id for _, duties in self.found.days for duty in duties for one in duty.proposed})

    @property
    def can_run(self) -> int:
        """How many of the duties have people enough, with everyone who is still proposed."""
        return sum(_on_it(duty) >= duty.minimum for _, duties in self.found.days for duty in duties)

    @property
    def again(self) -> str:
        """The form, filled in as it was."""
        line = self.found.line
        days: dict[str, Any] = {"from": line.first_on, "until": line.last_on}
        return url_for("rosters.fillings", strand=line.strand_code, area=line.area_code, unit=line.unit_id, **days)

    def here(self, **more: str) -> str:
        """This page, from the same day."""
        query: dict[str, Any] = {"from": self.begins, **more}
        return url_for("rosters.filling", filling_id=self.found.line.id, **query)

    def team(self, duty: FilledDuty) -> str:
        """How many would be on a duty: 4 of 6 places filled; and where they are too few, that they are."""
        people = _on_it(duty)
        few = "" if people >= duty.minimum else f", too few: it needs {duty.minimum}"
        return f"{people} of {counted(duty.capacity, 'place')} filled{few}"

    def facts(self, place: ProposedPlace) -> list[str]:
        """Why them: their grade, what they hold of what is asked, their way, and what is not known of them."""
        way = ""
        if place.kilometres is not None:
            way = f"{distance_in_words(place.kilometres / KILOMETRES_OF_A_MILE)} away"
        said = (place.grade or "", *place.qualifications, way, UNSAID if place.is_unsaid else "")
        return [one for one in said if one]

    def hours(self, place: ProposedPlace) -> str:
        """4, then 10, of 16 asked."""
        asked = f", of {number(round(place.commitment_hours, 1))} asked" if place.commitment_hours else ""
        return f"{number(round(place.hours_before, 1))}, then {number(round(place.hours_after, 1))}{asked}"

    def why(self, gap: EmptyPlace) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
        return explained(gap.reasons)

    def address(self, where: Where, duty: FilledDuty, gap: EmptyPlace) -> str:
        """The page on which it is put right; the duty itself for who may not change it."""
        line = self.found.line
        scope: dict[str, Any] = {"strand": line.strand_code, "area": line.area_code}
        if where is Where.ADD:
            return url_for("rosters.add_volunteer", duty_id=duty.id, post_id=gap.post_id)
        if where is Where.CALENDAR:
            return url_for("rosters.calendar", **{**scope, "from": duty.on})
        if where is Where.LAPSES:
            return url_for("onboarding.lapses", **scope)
        if where is Where.NOT_OUT:
            return url_for("rosters.not_out", **scope)
        may_edit = self.viewer.may_in(Permission.DUTY_EDIT, line.strand_code, line.area_code)
        endpoint = "rosters.edit_duty" if where is Where.DUTY and may_edit else "rosters.staff_duty"
        return url_for(endpoint, duty_id=duty.id)


def page_of(found: FillingPage, viewer: Viewer, begins: date | None) -> Shown:
    """Whole days from one day on, as many as fit on a page; days of which nothing is left to say are left out."""
    days = [Day(on, tuple(duty for duty in duties if duty.open or duty.empty)) for on, duties in found.days]
    days = [day for day in days if day.duties and (begins is None or day.on >= begins)]
    shown, places = list[Day](), 0
    for day in days:
        places += sum(len(duty.proposed) for duty in day.duties)
        if shown and places > MOST_ON_A_PAGE:
            return Shown(found, viewer, tuple(shown), begins, day.on)
        shown.append(day)
    return Shown(found, viewer, tuple(shown), begins, None)


def places_in(found: FillingPage, *states: PlaceState) -> list[Taken]:
    """The proposed places that have come to this, with their duties, soonest first."""
    return [(duty, one) for _, duties in found.days for duty in duties for one in duty.proposed if one.state in states]


def waiting_in(found: FillingPage) -> list[Taken]:
    """The places one can still say yes to: of no duty that has begun or been called off meanwhile."""
    return [(duty, one) for duty, one in places_in(found, PlaceState.PROPOSED) if not duty.changed]


def wanted(found: FillingPage, ticks: Ticks, *, takes_all: bool) -> list[int]:
    """The places that are accepted: all that wait, or those ticked on a duty that is ticked too."""
    if takes_all:
        return [one.id for _, one in waiting_in(found)]
    return [
        one.id
        for duty, one in places_in(found, PlaceState.PROPOSED, PlaceState.REFUSED)
        if ticks.has_place(one) and ticks.has_duty(duty.id)
    ]


def _on_it(duty: FilledDuty) -> int:
    return duty.confirmed + sum(one.state is PlaceState.PROPOSED for one in duty.proposed)
