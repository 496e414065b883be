"""Quarters of made-up people that were counted for good, and releases made of them, for tests."""

from datetime import date

from tests.people.builders import a_viewer
from tests.trends.disclosure.worlds import Quarter
from tests.trends.released import a_content
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role, Viewer
from volunteers.sealing import seal_bytes
from volunteers.trends.disclosure.content import digest_of
from volunteers.trends.disclosure.quarters import before, latest_cut_off
from volunteers.trends.models import CountedQuarter, Release
from volunteers.trends.queries.quarter_counts import quarters_key
from volunteers.trends.rules.representation.tallies import Tally
from volunteers.trends.service import releases

SPECIALS = "special_constabulary"


def a_quarter() -> Quarter:
    """A quarter with people enough of both sexes in two areas that some of them can be told of."""
    quarter = Quarter()
    for area, people in (("bristol", 120), ("somerset", 80)):
        quarter.people(people, "active", SPECIALS, area, sex="female")
        quarter.people(people + 25, "active", SPECIALS, area, sex="male")
        quarter.people(40, "applied", SPECIALS, area, sex="female")
        quarter.people(35, "applied", SPECIALS, area, sex="male")
        quarter.people(15, "lost:submitted", SPECIALS, area, sex="female")
        quarter.people(15, "lost:submitted", SPECIALS, area, sex="male")
    return quarter


def last_cut_off() -> date:
    """The end of the last quarter that is over today."""
    return latest_cut_off(clock.today())


def count_quarters(count: int = 4, *, last: date | None = None, quarter: Quarter | None = None) -> date:
    """Count so many quarters for good, all alike, the last of them now; gives its cut-off."""
    last = last or last_cut_off()
    for back in range(count):
        row = CountedQuarter(cut_off=before(last, back), frozen_at=clock.now())
        document = Tally((quarter or a_quarter()).counts).to_bytes(is_final=True)
        row.sealed = seal_bytes(document, key=quarters_key(), place=row.place)
        db.session.add(row)
    db.session.flush()
    return last


def an_analyst() -> Viewer:
    """Someone of the Commissioner's office, who may prepare and publish."""
    return a_viewer(Role.OPCC_ANALYST)


def a_made_up_release(cut_off: date | None = None, *, version: int = 1, is_published: bool = True) -> Release:
    """A release made from nothing, for what does not ask where it comes from: making a true one takes seconds."""
    cut_off = cut_off or last_cut_off()
    note = "Counted again." if version > 1 else ""
    content = a_content(cut_off=cut_off, version=version, note=note).to_bytes()
    release = Release(
        cut_off=cut_off, version=version, note=note, content=content, digest=digest_of(content), frozen=b"",
        prepared_by_id=an_analyst().account_id, prepared_at=clock.now(),
    )  # fmt: skip
    if is_published:
        release.published_by_id, release.published_at = an_analyst().account_id, clock.now()
    db.session.add(release)
    db.session.flush()
    return release


def a_prepared_release(cut_off: date | None = None, *, by: Viewer | None = None, note: str = "") -> Release:
    """A release that waits for a second person; the quarters must have been counted."""
    return releases.prepare(cut_off or last_cut_off(), by=by or an_analyst(), note=note)


def a_published_release(cut_off: date | None = None, *, note: str = "") -> Release:
    """A release that one person prepared and another published."""
    release = a_prepared_release(cut_off, note=note)
    releases.publish(release.id, by=an_analyst())
    return release
