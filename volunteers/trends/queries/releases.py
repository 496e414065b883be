"""Releases as they were published. Whoever may see figures may see these; who may not see those prepared finds none."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.trends.disclosure.changes import WINDOW
from volunteers.trends.disclosure.content import Content, read_content
from volunteers.trends.disclosure.quarters import before
from volunteers.trends.models import Release
from volunteers.trends.models.releases import DIGEST_OF_NOTHING
from volunteers.trends.queries.quarter_counts import has_frozen
from volunteers.trends.rules.releases import Known, quarters_of

NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-v([2-9]|[1-9]\d{1,3}))?")


def list_published() -> Sequence[Release]:
    """All that was published: the newest cut-off first, of one cut-off the latest version first."""
    return db.session.scalars(_published().order_by(Release.cut_off.desc(), Release.version.desc())).all()


def find_latest() -> Release | None:
    """The latest version of the newest cut-off that was published; None where nothing was."""
    return db.session.scalar(_published().order_by(Release.cut_off.desc(), Release.version.desc()).limit(1))


def get_published(name: str) -> Release:
    """The published release of this name, as in ``2026-09-30`` or ``2026-09-30-v2``; raises ``NotFound``."""
    found = _named(name)
    if found is None or found.published_at is None:
        raise NotFound(f"no published release {name!r}")
    return found


def get_release(name: str, viewer: Viewer) -> Release:
    """The release of this name, also one not published for those who prepare them; raises ``NotFound``."""
    found = _named(name)
    if found is None or (found.published_at is None and not prepares(viewer)):
        raise NotFound(f"no release {name!r} for this viewer")
    return found


def content_of(release: Release) -> Content:
    """What a release says."""
    return read_content(release.content)


def corrected_by(release: Release) -> Release | None:
    """The published release that corrects this one, the latest of several."""
    return db.session.scalar(
        _published()
        .where(Release.cut_off == release.cut_off, Release.version > release.version)
        .order_by(Release.version.desc())
        .limit(1)
    )


def list_known() -> list[Known]:
    """All that were published or are prepared."""
    rows = db.session.execute(
        select(Release.cut_off, Release.version, Release.published_at).where(Release.discarded_at.is_(None))
    )
    return [Known(cut_off, version, published_at is not None) for cut_off, version, published_at in rows]


def list_being_made() -> Sequence[int]:
    """Those that a worker has still to make, the oldest first."""
    waits = Release.digest == DIGEST_OF_NOTHING, Release.discarded_at.is_(None)
    return db.session.scalars(select(Release.id).where(*waits).order_by(Release.id)).all()


def list_kept() -> Sequence[Release]:
    """All that were published or are prepared, the oldest cut-off first."""
    made = Release.digest != DIGEST_OF_NOTHING, Release.discarded_at.is_(None)
    return db.session.scalars(select(Release).where(*made).order_by(Release.cut_off, Release.version)).all()


def list_bearing(cut_off: date) -> Sequence[Release]:
    """Those published that a release of this cut-off has to agree with, the newest first: of the year before it."""
    oldest = before(cut_off, WINDOW)
    return [each for each in list_published() if oldest <= each.cut_off]


def list_digests(cut_off: date) -> list[str]:
    """Their digests: the oldest cut-off first, of one cut-off the first version first."""
    return [each.digest for each in reversed(list_bearing(cut_off))]


def is_overtaken(release: Release) -> bool:
    """Whether another was published since this one was prepared."""
    later = _published().where(Release.published_at > release.prepared_at, Release.id != release.id)
    return bool(db.session.scalar(select(later.exists())))


def counted_before(cut_off: date) -> list[date]:
    """Which of the four quarters that a release of this cut-off is over were counted for good."""
    return [on for on in quarters_of(cut_off) if has_frozen(on)]


def find_publisher(account_id: int) -> Viewer:
    """Someone who asked for a release to be published, with the rights they hold now: none once they are disabled."""
    account = db.session.get_one(Account, account_id, options=[joinedload(Account.role_grants)])
    held = [] if account.disabled_at else [grant.as_grant() for grant in account.role_grants]
    return Viewer(account.id, account.full_name, frozenset(held))


def prepares(viewer: Viewer) -> bool:
    """Whether the viewer may prepare releases, which are of the whole force."""
    return _of_the_whole_force(viewer, Permission.RELEASE_PREPARE)


def publishes(viewer: Viewer) -> bool:
    """Whether the viewer may publish what someone else prepared."""
    return _of_the_whole_force(viewer, Permission.RELEASE_PUBLISH)


def _of_the_whole_force(viewer: Viewer, permission: Permission) -> bool:
    return any(grant.strand is None and grant.area is None for grant in viewer.granting(permission))


def _published() -> Select[Release]:
    return select(Release).where(Release.published_at.is_not(None))


def _named(name: str) -> Release | None:
    """The release of a name that was not discarded."""
    said = NAME.fullmatch(name)
    try:
        cut_off = date.fromisoformat(said[1]) if said and name.isascii() else None
    except ValueError:
        cut_off = None
    if said is None or cut_off is None:
        return None
    version = int(said[2] or 1)
    return db.session.scalar(
        select(Release).where(Release.cut_off == cut_off, Release.version == version, Release.discarded_at.is_(None))
    )
