"""A duty as its page asks for it: what its answers mean together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from volunteers.rosters.forms.planning_fields import GIVEN_DAY, POSTS, Offered, fields_of
from volunteers.rosters.queries.contents import content
from volunteers.rosters.queries.hours import deadline_before
from volunteers.rosters.rules import DutyContent, Giving, Particulars, PostPlan
from volunteers.strands.rules import Strand
from volunteers.web.forms import CreatingForm
from volunteers.web.london import moment_of

PARTS = ("id", "name", "places", "grades", "needs")
ANSWERED = ("name", "places", "grades", "needs")


@dataclass(frozen=True)
class PostParts:
    """The fields of one post."""

    number: int
    is_filled: bool
    id: Any
    name: Any
    places: Any
    grades: Any
    needs: Any


class DutyForm(CreatingForm):
    """What the page makes of its answers. Its fields stand in ``fields_of``, in the order of the page."""

    def asked(self) -> DutyContent | None:
        """The duty that is asked for; None, with the fields saying why, where London has no such times."""
        times, until = self.times(), self._deadline()
        if times is None or self.has_errors:
            return None
        hours = self._hours_before()
        until = until if hours is None else deadline_before(times[0], hours)
        return content(self.said(), times, until, self.posts())

    def said(self) -> Particulars:
        """What is said of the duty beside its hours and its posts."""
        given = self.data
        return Particulars(
            title=given["title"], area=given["area"], meeting_place=given["meeting_place"],
            unit_id=int(given["unit_id"]) if given["unit_id"] else None, is_unit_only=given["is_unit_only"],
            kind=given["kind"] or None, address=given["address"] or "", map_reference=given["map_reference"] or None,
            briefing=given["briefing"] or "", risk_assessment=given["risk_assessment"] or "",
            must_accept=given["must_accept"], plan_priority=given["plan_priority"] or None,
            giving=Giving(given["giving"] or Giving.FIRST_COME), minimum_to_run=given["minimum_to_run"],
            needs_independent=bool(given.get("needs_independent")), adults=given.get("adults"),
        )  # fmt: skip

    def times(self) -> tuple[datetime, datetime] | None:
        """When the duty starts and ends; None, with the fields saying why, where London has no such times."""
        day, starts, ends = self["day"].data, self["starts"].data, self["ends"].data
        if day is None or starts is None or ends is None:
            return None
        starts_at = self._moment("starts", day)
        ends_at = self._moment("ends", day + timedelta(days=ends < starts))
        return None if starts_at is None or ends_at is None else (starts_at, ends_at)

    def posts(self) -> list[PostPlan]:
        """The posts that were filled in; a post with any answer needs a name and a number of places."""
        return [self._post(number) for number in POSTS if self.has_post(number)]

    def post_parts(self) -> list[PostParts]:
        """The fields of each post, for the page."""
        return [
            PostParts(number, self.has_post(number), *(self[f"post_{number}_{part}"] for part in PARTS))
            for number in POSTS
        ]

    def has_post(self, number: int) -> bool:
        """Whether anything was answered of a post."""
        return any(self[f"post_{number}_{part}"].data or self[f"post_{number}_{part}"].errors for part in ANSWERED)

    def is_used(self, *names: str) -> bool:
        """Whether any of these fields is filled in or wrong, so that the part of the page they are in is open."""
        there = [self[name] for name in names if name in self]
        return any(field.data or field.errors for field in there)

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field for itself, then the posts: at least one, and none half filled in."""
        fit = bool(super().validate(extra_validators))
        for number in POSTS:
            if number == POSTS[0] or self.has_post(number):
                fit = self._complete(f"post_{number}_name", "Enter a name for the post.") and fit
                fit = self._complete(f"post_{number}_places", "Enter how many places the post has.") and fit
        return fit

    def _post(self, number: int) -> PostPlan:
        needs, grades = self[f"post_{number}_needs"].data or (), self[f"post_{number}_grades"].data or ()
        name, places = self[f"post_{number}_name"].data, self[f"post_{number}_places"].data
        return PostPlan(name, places, tuple(needs), tuple(grades), self[f"post_{number}_id"].data)

    def _complete(self, name: str, message: str) -> bool:
        field = self[name]
        if field.data in (None, "") and not field.errors:
            field.errors = [*field.errors, message]
        return not field.errors

    def _hours_before(self) -> int | None:
        chosen = self["deadline"].data
        return int(chosen) if chosen and chosen != GIVEN_DAY else None

    def _deadline(self) -> datetime | None:
        """The day and time that were chosen; the fields say what is missing of them."""
        if self["deadline"].data != GIVEN_DAY:
            return None
        day = self["until_day"].data
        self._complete("until_day", "Enter the last day to sign up.")
        self._complete("until_time", "Enter the last time to sign up.")
        return self._moment("until_time", day) if day and self["until_time"].data else None

    def _moment(self, name: str, day: date) -> datetime | None:
        try:
            return moment_of(day, self[name])
        except ValueError as fault:
            self[name].errors = [str(fault)]
            return None


def duty_form(
    strand: Strand,
    areas: Sequence[tuple[str, str]],
    units: Sequence[tuple[str, str]],
    *,
    filled: Mapping[str, Any] | None = None,
    extra: Mapping[str, Any] | None = None,
    dated: bool = True,
) -> DutyForm:
    """The form for a duty of a strand, in these areas and units as (value, words); ``filled`` in as by its names.

    ``extra`` are fields that a page adds, before the others. One that is not ``dated`` asks for no day.
    """
    fields = {**(extra or {}), **fields_of(strand, Offered(areas, units), dated=dated)}
    made: type[DutyForm] = type("DutyFormOfStrand", (DutyForm,), fields)
    form = made(data=dict(filled or {}))
    for name, zone in (filled or {}).get("zones", {}).items():
        form[name].say_zone(zone)
    return form
