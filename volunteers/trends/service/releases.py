"""Releases: made from what was counted, published by a second person, corrected by later ones and never changed.

Making one is integer programming and takes minutes: a worker does it, and again before it is published.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.monitoring.rules import key_for
from volunteers.permissions import CHILDRENS_STRAND, Viewer
from volunteers.sealing import SealBroken, seal_bytes, unseal_bytes
from volunteers.strands.queries import current_strands
from volunteers.strands.rules.pipeline import StageKind
from volunteers.trends.disclosure.changes import WINDOW
from volunteers.trends.disclosure.content import Content, Rules, digest_of, read_content
from volunteers.trends.disclosure.counts import SMALLEST_BASE
from volunteers.trends.disclosure.frozen import Frozen, StrandShape, read_frozen
from volunteers.trends.disclosure.quarters import before
from volunteers.trends.models import Release
from volunteers.trends.models.releases import DIGEST_OF_NOTHING
from volunteers.trends.queries import releases as found
from volunteers.trends.queries.quarter_counts import frozen_quarters
from volunteers.trends.queries.residents import RESIDENTS_SOURCE, residents_for_release
from volunteers.trends.rules import releases as rules
from volunteers.trends.rules.releases import State
from volunteers.unit_of_work import hint_after_commit

QUEUE = "figures"
MAKE = "volunteers.trends.jobs.make_releases"
PUBLISH = "volunteers.trends.jobs.publish_release"
SEALED = b"volunteers.trends.releases"
RELEASES_LOCK = 20_231_110
SUBJECT = "release"


def ask_for(cut_off: date, *, by: Viewer, note: str = "") -> Release:
    """Freeze what a release is made from, and have a worker make it. Grounds for refusal are those of ``prepare``."""
    release = _begin(cut_off, note.strip(), by)
    hint_after_commit(QUEUE, MAKE, release.id)
    return release


def prepare(cut_off: date, *, by: Viewer, note: str = "") -> Release:
    """Prepare a release of the twelve months to a cut-off, for someone else to publish; ``note`` says what it corrects.

    Raises ``Refused`` for a day that ends no quarter, a quarter that is not over or not counted, one before the latest
    release, and one that has a release already unless ``note`` says why it is corrected; also where what was counted
    does not hang together.
    """
    release = _begin(cut_off, note.strip(), by)
    make(release.id)
    return release


def make(release_id: int) -> None:
    """Make a release from its frozen input, unless it was made or discarded meanwhile. Takes minutes.

    Nothing is locked while it is made. Raises ``Refused`` where the input does not hang together.
    """
    release = db.session.get(Release, release_id)
    if release is None or not _waits(release):
        return
    document = _unsealed(release)
    try:
        content = _build(read_frozen(document)).to_bytes()
    except ValueError as fault:
        raise Refused(rules.not_made(str(fault))) from fault
    db.session.refresh(release, with_for_update=True)
    if not _waits(release):
        return
    release.content, release.digest = content, digest_of(content)
    release.frozen = _sealed(document, release)
    record("release_prepared", subject=SUBJECT, subject_id=release.id, by=release.prepared_by_id, digest=release.digest)
    db.session.flush()


def give_up(release_id: int) -> None:
    """Put away a release that could not be made, so that it can be asked for again."""
    release = db.session.get(Release, release_id, with_for_update=True, populate_existing=True)
    if release is not None and _waits(release):
        release.discarded_at = clock.now()
        record("release_failed", subject=SUBJECT, subject_id=release.id, by=None)


def ask_to_publish(release_id: int, *, by: Viewer) -> None:
    """Have a worker prove a release and publish it. Raises ``Refused`` where it could not be published anyhow."""
    release = _to_publish(release_id, by)
    _judge(release, by, is_outdated=found.is_overtaken(release))
    hint_after_commit(QUEUE, PUBLISH, release.id, by.account_id)


def publish(release_id: int, *, by: Viewer) -> None:
    """Publish what someone else prepared. Raises ``Refused`` for one's own and for any that was not just prepared.

    Only if the frozen input still gives the same release byte for byte, and nothing was published since it was frozen.
    """
    release = _to_publish(release_id, by)
    _judge(release, by, is_outdated=False)
    input_ = _proved(release)
    if input_ is None:
        raise Refused(rules.NOT_THE_SAME)
    _lock()
    db.session.refresh(release, with_for_update=True)
    _judge(release, by, is_outdated=[each.digest for each in input_.earlier] != found.list_digests(release.cut_off))
    release.published_by_id, release.published_at = by.account_id, clock.now()
    record("release_published", subject=SUBJECT, subject_id=release.id, by=by.account_id, digest=release.digest)
    db.session.flush()


def note_refused(release_id: int, refusals: Sequence[Refusal], *, by: int) -> None:
    """Keep why a release was not published, so that its page can say so; nothing where it was, by a press before."""
    if rules.PUBLISHED in refusals:
        return
    codes = [refusal.code for refusal in refusals]
    record("release_not_published", subject=SUBJECT, subject_id=release_id, by=by, why=codes)


def discard(release_id: int, *, by: Viewer) -> None:
    """Put away a release that was not published; raises ``Refused`` for one that was, or was discarded already."""
    if not found.prepares(by):
        raise NotFound("releases are of the whole force")
    release = _locked(release_id)
    _refuse(rules.refusals_to_discard(release.state))
    release.discarded_at = clock.now()
    record("release_discarded", subject=SUBJECT, subject_id=release.id, by=by.account_id, digest=release.digest)
    db.session.flush()


def verify(release: Release) -> bool:
    """Whether the frozen input of a release gives its content again, byte for byte. Takes minutes."""
    return _proved(release) is not None


def _begin(cut_off: date, note: str, by: Viewer) -> Release:
    if not found.prepares(by):
        raise NotFound("releases are of the whole force")
    # Whoever publishes meanwhile waits, so that what was published is either part of the input or later than it.
    _lock()
    known = found.list_known()
    counted = found.counted_before(cut_off)
    _refuse(rules.refusals_to_prepare(cut_off, note, today=clock.today(), counted=counted, known=known))
    version = rules.next_version(cut_off, known)
    release = Release(
        cut_off=cut_off, version=version, note=note, content=b"", digest=DIGEST_OF_NOTHING,
        prepared_by_id=by.account_id, prepared_at=clock.now(),
    )  # fmt: skip
    release.frozen = _sealed(_frozen(cut_off, version, note).to_bytes(), release)
    db.session.add(release)
    db.session.flush()
    record("release_asked_for", subject=SUBJECT, subject_id=release.id, by=by.account_id, cut_off=cut_off.isoformat())
    return release


def _frozen(cut_off: date, version: int, note: str) -> Frozen:
    """Everything a release is made from, as it is now."""
    force = current_force()
    return Frozen(
        cut_off=cut_off, version=version, note=note, force=force.name,
        rules=Rules(
            threshold=force.numbers.disclosure_threshold,
            threshold_sensitive=force.numbers.disclosure_threshold_sensitive,
            rounding=force.numbers.disclosure_rounding, smallest_base=SMALLEST_BASE,
        ),
        strands=_shapes(),
        areas=[(area.code, area.name) for area in force.known_areas],
        quarters=[each for each in frozen_quarters(cut_off) if each.cut_off >= before(cut_off, 2 * WINDOW - 1)],
        residents=residents_for_release(), residents_source=RESIDENTS_SOURCE,
        earlier=[read_content(each.content) for each in reversed(found.list_bearing(cut_off))],
    )  # fmt: skip


def _shapes() -> list[StrandShape]:
    """The strands as they are now, with the stages that applications sent now go through."""
    strands = current_strands()
    stages = {
        strand.code: [each for each in strand.pipeline.stages if each.kind is StageKind.OPEN] for strand in strands
    }
    words = rules.stage_words([[(stage.code, stage.name) for stage in several] for several in stages.values()])
    return [
        StrandShape(
            code=strand.code.value, words=strand.name, is_of_children=strand.code == CHILDRENS_STRAND,
            stages=tuple((stage.code, words[stage.code]) for stage in stages[strand.code]),
        )
        for strand in strands
    ]  # fmt: skip


def _build(input_: Frozen) -> Content:
    # Not before it is needed: the arrays and the solver, which no process that serves pages has use for.
    from volunteers.trends.disclosure.release import build

    return build(input_)


def _proved(release: Release) -> Frozen | None:
    """The input of a release if it gives the release again, byte for byte; None otherwise."""
    try:
        input_ = read_frozen(_unsealed(release))
        again = _build(input_).to_bytes()
    except (SealBroken, ValueError):
        return None
    return input_ if again == release.content and digest_of(again) == release.digest else None


def _to_publish(release_id: int, by: Viewer) -> Release:
    release = db.session.get(Release, release_id, populate_existing=True)
    if release is None or not found.publishes(by):
        raise NotFound("no such release for this viewer")
    return release


def _judge(release: Release, by: Viewer, *, is_outdated: bool) -> None:
    is_own = release.prepared_by_id == by.account_id
    _refuse(rules.refusals_to_publish(release.state, is_own=is_own, is_outdated=is_outdated))


def _locked(release_id: int) -> Release:
    release = db.session.get(Release, release_id, with_for_update=True, populate_existing=True)
    if release is None:
        raise NotFound("no such release")
    return release


def _waits(release: Release) -> bool:
    return release.state is State.BEING_MADE


def _refuse(refusals: Sequence[Refusal]) -> None:
    """Raise what stands in the way, if anything: as ``Conflict`` where someone else's act got there first."""
    if refusals:
        raise (Conflict if rules.MEANWHILE & set(refusals) else Refused)(refusals)


def _lock() -> None:
    db.session.execute(select(func.pg_advisory_xact_lock(RELEASES_LOCK)))


def _sealed(document: bytes, release: Release) -> bytes:
    return seal_bytes(document, key=key_for(SEALED, sealing_key()), place=release.place)


def _unsealed(release: Release) -> bytes:
    return unseal_bytes(release.frozen, key=key_for(SEALED, sealing_key()), place=release.place)
