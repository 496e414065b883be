"""Releases for their pages: those there are, which can come next, and one in full."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.history.queries import list_of
from volunteers.permissions import Viewer
from volunteers.trends.disclosure.content import Content, read_content
from volunteers.trends.disclosure.quarters import before, cut_off_of, latest_cut_off, words_of_quarter
from volunteers.trends.models import Release
from volunteers.trends.queries import releases
from volunteers.trends.queries.choices import Option
from volunteers.trends.rules import release_tables as tables
from volunteers.trends.rules.release_tables import Change, Table, Tally
from volunteers.trends.rules.releases import (
    FAULTS,
    Known,
    State,
    next_version,
    refusals_to_prepare,
    refusals_to_publish,
)

# How far back someone is told why a quarter has no release, and how many changes a page lists.
QUARTERS_BACK = 4
CHANGES_SHOWN = 100
# Reading what a release says takes a moment for each.
RECENT = 12
FAILED, NOT_PUBLISHED = "release_failed", "release_not_published"


@dataclass(frozen=True)
class ReleaseLine:
    """One release in the list."""

    release: Release
    quarter: str
    tally: Tally | None
    corrected_by: str | None
    has_failed: bool = False


@dataclass(frozen=True)
class Quarter:
    """A quarter that a release could be of, or why not."""

    cut_off: date
    words: str
    is_correction: bool
    why_not: str

    @property
    def offered(self) -> str:
        """How a form offers it."""
        return f"{self.words}: a correction of its release" if self.is_correction else self.words


@dataclass(frozen=True)
class ReleasesPage:
    """All releases; of those not published only what the viewer may know."""

    published: Sequence[ReleaseLine]
    waiting: Sequence[ReleaseLine]
    discarded: Sequence[ReleaseLine]
    upcoming: str
    may_prepare: bool


@dataclass(frozen=True)
class ReleasePage:
    """One release. ``content`` and what is read from it are None while it is being made."""

    release: Release
    quarter: str
    content: Content | None
    tally: Tally | None
    table: Table | None
    systems: Sequence[Option]
    families: Sequence[Option]
    of: str
    corrects: str | None
    corrected_by: str | None
    changes: Sequence[Change]
    changes_left: int
    may_publish: bool
    may_discard: bool
    why_not: str
    failure: str


def get_releases_page(viewer: Viewer) -> ReleasesPage:
    """Every release that was published and, for those who prepare them, the others."""
    prepares = releases.prepares(viewer)
    rows = db.session.scalars(
        select(Release)
        .options(joinedload(Release.prepared_by), joinedload(Release.published_by))
        .order_by(Release.cut_off.desc(), Release.version.desc(), Release.id.desc())
    ).all()
    latest = {row.cut_off: row.name for row in reversed(rows) if row.state is State.PUBLISHED}
    lines: dict[State, list[ReleaseLine]] = {state: [] for state in State}
    failed = _failed() if prepares else set()
    for row in rows:
        if prepares or row.state is State.PUBLISHED:
            is_recent = len(lines[row.state]) < RECENT
            lines[row.state].append(_line(row, latest.get(row.cut_off), failed, is_recent=is_recent))
    return ReleasesPage(
        lines[State.PUBLISHED], lines[State.BEING_MADE] + lines[State.PREPARED], lines[State.DISCARDED],
        _upcoming(list_quarters()), prepares,
    )  # fmt: skip


def list_quarters() -> list[Quarter]:
    """The quarter that runs and the last that are over, the latest first, each with why no release can be of it."""
    today, known = clock.today(), releases.list_known()
    latest = latest_cut_off(today)
    return [_quarter(on, known) for on in (cut_off_of(today), *(before(latest, back) for back in range(QUARTERS_BACK)))]


def get_release_page(name: str, viewer: Viewer, *, system: str | None, family: str | None) -> ReleasePage:
    """One release with the table asked for; raises ``NotFound`` for one this viewer may not see, or no such table."""
    release = releases.get_release(name, viewer)
    content = releases.content_of(release) if release.is_made else None
    chosen = _chosen(content, system, family) if content else None
    correction = releases.corrected_by(release) if release.state is State.PUBLISHED else None
    corrected = _corrected(release) if release.is_made else None
    changed = tables.changes(releases.content_of(corrected), content) if corrected and content else []
    refusals = _why_not(release, viewer)
    return ReleasePage(
        release=release, quarter=words_of_quarter(release.cut_off), content=content,
        tally=_tally(release.digest) if content else None,
        table=chosen[2] if chosen else None, systems=chosen[0] if chosen else (), families=chosen[1] if chosen else (),
        of=chosen[3] if chosen else "",
        corrects=corrected.name if corrected else None, corrected_by=correction.name if correction else None,
        changes=changed[:CHANGES_SHOWN], changes_left=max(0, len(changed) - CHANGES_SHOWN),
        may_publish=releases.publishes(viewer) and not refusals,
        may_discard=releases.prepares(viewer) and release.published_at is None,
        why_not=" ".join(refusal.message for refusal in refusals), failure=_failure(release),
    )  # fmt: skip


def _chosen(content: Content, code: str | None, family: str | None) -> tuple[list[Option], list[Option], Table, str]:
    system = content.by_code.get(code) if code else next(iter(content.systems), None)
    if system is None:
        raise NotFound("no such characteristic in this release")
    families = tables.families_of(system)
    # The kind of figure asked for beside another characteristic may be none of this one.
    if family and family not in tables.FAMILIES:
        raise NotFound("no such figures in this release")
    shown = family if family in families else families[0]
    systems = [Option(one.code, tables.words_of_system(one), one is system) for one in content.systems]
    kinds = [Option(one, tables.FAMILIES[one], one == shown) for one in families]
    words = f"{tables.FAMILIES[shown]}. {tables.words_of_system(system)}"
    return systems, kinds, tables.table_of(content, system, shown), words


def _corrected(release: Release) -> Release | None:
    """The version before a release, which it corrects."""
    if release.version == 1:
        return None
    return db.session.scalar(
        select(Release).where(
            Release.cut_off == release.cut_off, Release.version == release.version - 1, Release.discarded_at.is_(None)
        )
    )


def _why_not(release: Release, viewer: Viewer) -> list[Refusal]:
    if release.state is State.PUBLISHED:
        return []
    is_own = release.prepared_by_id == viewer.account_id
    return refusals_to_publish(release.state, is_own=is_own, is_outdated=releases.is_overtaken(release))


def _failure(release: Release) -> str:
    """Why it was not published when someone last tried to."""
    if release.state is not State.PREPARED:
        return ""
    last = next((entry for entry in list_of("release", release.id) if entry.act == NOT_PUBLISHED), None)
    return " ".join(FAULTS[code].message for code in last.details["why"] if code in FAULTS) if last else ""


def _line(release: Release, latest: str | None, failed: Collection[int], *, is_recent: bool) -> ReleaseLine:
    is_published = release.state is State.PUBLISHED
    return ReleaseLine(
        release, words_of_quarter(release.cut_off), _tally(release.digest) if is_published and is_recent else None,
        latest if is_published and latest != release.name else None, release.id in failed,
    )  # fmt: skip


def _failed() -> set[int]:
    """Those that could not be made."""
    return set(
        db.session.scalars(
            select(HistoryEntry.subject_id).where(HistoryEntry.subject == "release", HistoryEntry.act == FAILED)
        )
    )


@lru_cache(maxsize=256)
def _tally(digest: str) -> Tally:
    """How many figures the release of a digest gives. What a digest stands for never changes."""
    content = db.session.scalar(select(Release.content).where(Release.digest == digest).limit(1))
    return tables.tally(read_content(content or b"{}"))


def _quarter(cut_off: date, known: Sequence[Known]) -> Quarter:
    is_correction = next_version(cut_off, known) > 1
    refusals = refusals_to_prepare(
        cut_off, "A reason" if is_correction else "", today=clock.today(), counted=releases.counted_before(cut_off),
        known=known,
    )  # fmt: skip
    return Quarter(cut_off, words_of_quarter(cut_off), is_correction, " ".join(each.message for each in refusals))


def _upcoming(quarters: Sequence[Quarter]) -> str:
    """Which quarter is next, and when."""
    running, latest = quarters[0], quarters[1]
    if not latest.why_not and not latest.is_correction:
        return f"{latest.words} can be prepared now."
    if latest.why_not and not latest.is_correction:
        return f"{latest.words} is next. {latest.why_not}"
    return f"{running.words} is next. {running.why_not} It is counted in the night after, and can be prepared then."
