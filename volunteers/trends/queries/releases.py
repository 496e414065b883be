"""Releases as they were published. Whoever may see figures may see these; who may not see those prepared finds none."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.trends.disclosure.content import Content, read_content
from volunteers.trends.models import Release

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
