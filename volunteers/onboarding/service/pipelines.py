"""Changing a strand's pipeline: proposed by one administrator, agreed to by another, followed from then on.

What was agreed to is never changed; another change is another version.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.onboarding.queries.pipelines import may_edit
from volunteers.onboarding.service.standing import BATCH, move_batch
from volunteers.permissions import Viewer
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import current_version, get_strand
from volunteers.strands.rules import Strand
from volunteers.strands.rules.changes import DraftFault, faults_of_change
from volunteers.strands.rules.differences import differences
from volunteers.strands.rules.versions import StageDraft, drafts_of, with_pipeline
from volunteers.unit_of_work import hint_after_commit

MOST_AT_ONCE = 2_000
MOVE_JOB = "volunteers.onboarding.jobs.move_running"
OLDER_JOB = "volunteers.onboarding.jobs.move_older"

OPEN_ALREADY = Refusal(
    "proposed_meanwhile",
    "Someone else has proposed a change of this pipeline meanwhile. Theirs has to be decided first.",
)
CHANGED_MEANWHILE = Refusal(
    "changed_meanwhile",
    "This pipeline was changed while you had the page open. What you typed is still here, and what was changed is "
    "shown below. Go on to put yours in its place.",
)
DECIDED = Refusal("decided_meanwhile", "This was decided meanwhile. Look at it again.")
OWN = Refusal(
    "own_proposal", "You proposed this change yourself, so someone else has to decide it.", "Another administrator"
)
NOTHING_CHANGED = Refusal(
    "nothing_changed", "This says the same as the pipeline that is followed now. Change something."
)
REASON_NEEDED = Refusal("reason_needed", "Enter why you refuse it.")


class Unsound(Refused):
    """A drafted pipeline breaks rules; ``faults`` say which, with the stage and field of each."""

    def __init__(self, broken: Sequence[DraftFault]) -> None:
        self.faults = tuple(broken)
        super().__init__([Refusal("unsound", fault.words) for fault in broken])


@dataclass(frozen=True)
class Proposal:
    """What is proposed. ``base`` is the version that the proposer saw and changed."""

    drafts: tuple[StageDraft, ...]
    base: int
    reason: str
    moves_running: bool


def faults(strand: Strand, drafts: Sequence[StageDraft]) -> list[DraftFault]:
    """Every rule that a drafted pipeline of a strand breaks, whoever else is about."""
    return faults_of_change(get_strand(strand.code), drafts)


def judge(strand: Strand, drafts: Sequence[StageDraft], *, base: int) -> None:
    """Raise ``Unsound`` for drafts that break a rule, ``Refused`` when they change nothing, and ``Conflict`` when the
    pipeline is not the one that was seen any more or a proposal is open.
    """
    if broken := faults(strand, drafts):
        raise Unsound(broken)
    _refuse_meanwhile(strand, base)
    if not differences(get_strand(strand.code, base), with_pipeline(get_strand(strand.code), drafts)):
        raise Refused(NOTHING_CHANGED)


def propose(strand: Strand, proposal: Proposal, *, by: Viewer) -> PipelineVersion:
    """Put a changed pipeline up for another administrator to decide; refused as ``judge`` does."""
    _refuse_others(strand, by)
    judge(strand, proposal.drafts, base=proposal.base)
    ordered = drafts_of(with_pipeline(get_strand(strand.code), proposal.drafts))
    row = PipelineVersion(
        strand=strand.code.value, stages=[draft.as_stored() for draft in ordered], reason=proposal.reason,
        moves_running=proposal.moves_running, proposed_by_id=by.account_id, proposed_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _record("pipeline_proposed", row, by)
    return row


def agree(proposal_id: int, *, by: Viewer, at_once: int = MOST_AT_ONCE) -> PipelineVersion:
    """Make a proposal the version that applications follow from now on; judged anew.

    Where it says so, those under way are moved to it: at once up to so many, else by a job. ``Conflict`` once
    it was decided; refused to who proposed it, and where it has come to break a rule.
    """
    row = _taken(proposal_id, by)
    if row.proposed_by_id == by.account_id:
        raise Refused(OWN)
    page = get_strand(row.strand)
    if broken := faults(page, [StageDraft.read(each) for each in row.stages]):
        raise Unsound(broken)
    row.number, row.agreed_at, row.decided_by_id = current_version(row.strand) + 1, clock.now(), by.account_id
    db.session.flush()
    _record("pipeline_agreed", row, by)
    if row.moves_running:
        _move_all(page, to=row.number, version=None, by=by, at_once=at_once, hint=(MOVE_JOB, row.id))
    return row


def refuse(proposal_id: int, *, reason: str, by: Viewer) -> PipelineVersion:
    """Turn a proposal down, saying why. ``Conflict`` once it was decided; refused to who proposed it."""
    row = _taken(proposal_id, by)
    if row.proposed_by_id == by.account_id:
        raise Refused(OWN)
    if not reason.strip():
        raise Refused(REASON_NEEDED)
    row.refused_at, row.decided_by_id, row.decision_reason = clock.now(), by.account_id, reason.strip()
    _record("pipeline_refused", row, by)
    return row


def take_back(proposal_id: int, *, by: Viewer) -> PipelineVersion:
    """Take one's own proposal back. ``Conflict`` once it was decided; ``NotFound`` for someone else's."""
    row = _taken(proposal_id, by)
    if row.proposed_by_id != by.account_id:
        raise NotFound(f"no proposal {proposal_id} of this viewer")
    row.refused_at, row.decided_by_id = clock.now(), by.account_id
    _record("pipeline_taken_back", row, by)
    return row


def move_older(strand: Strand, version: int, *, to: int, by: Viewer, at_once: int = MOST_AT_ONCE) -> bool:
    """Move those under way on one older version to the current one, and say whether all of them were at once.

    ``Conflict`` when another version became the current one meanwhile; ``NotFound`` for one nobody is on.
    """
    _refuse_others(strand, by)
    if current_version(strand.code) != to:
        raise Conflict(CHANGED_MEANWHILE)
    if version == to or not _count(strand, Application.pipeline_version == version):
        raise NotFound(f"nobody follows version {version} of {strand.code}")
    record(
        "pipeline_running_moved", subject="pipeline_version", subject_id=_id_of(strand, to), by=by.account_id,
        strand=strand.code.value, from_version=version, to_version=to,
    )  # fmt: skip
    hint = (OLDER_JOB, strand.code.value, version, to, by.account_id)
    return _move_all(strand, to=to, version=version, by=by, at_once=at_once, hint=hint)


def _move_all(
    strand: Strand, *, to: int, version: int | None, by: Viewer, at_once: int, hint: tuple[object, ...]
) -> bool:
    which = Application.pipeline_version < to if version is None else Application.pipeline_version == version
    if _count(strand, which) > at_once:
        job, *arguments = hint
        hint_after_commit("figures", str(job), *arguments)
        return False
    while move_batch(strand.code, to=to, below=to, version=version, by=by.account_id) == BATCH:
        pass
    return True


def _count(strand: Strand, which: object) -> int:
    under_way = select(func.count()).where(Application.strand == strand.code, OPEN, which)  # type: ignore[arg-type]
    return db.session.scalar(under_way) or 0


def _id_of(strand: Strand, number: int) -> int:
    row = select(PipelineVersion.id).where(PipelineVersion.strand == strand.code, PipelineVersion.number == number)
    return db.session.scalar(row) or 0


def _taken(proposal_id: int, by: Viewer) -> PipelineVersion:
    """The proposal, locked, while it is open: of two who decide, the second finds it decided."""
    row = db.session.scalars(
        select(PipelineVersion)
        .where(PipelineVersion.id == proposal_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None or not may_edit(get_strand(row.strand), by):
        raise NotFound(f"no proposal {proposal_id} for this viewer")
    if not row.is_open:
        raise Conflict(DECIDED)
    return row


def _refuse_others(strand: Strand, by: Viewer) -> None:
    if not may_edit(strand, by):
        raise NotFound(f"the pipeline of {strand.code} is not this viewer's")


def _refuse_meanwhile(strand: Strand, base: int) -> None:
    is_open = (PipelineVersion.agreed_at.is_(None)) & (PipelineVersion.refused_at.is_(None))
    if db.session.scalar(select(PipelineVersion.id).where(PipelineVersion.strand == strand.code, is_open)):
        raise Conflict(OPEN_ALREADY)
    if current_version(strand.code) != base:
        raise Conflict(CHANGED_MEANWHILE)


def _record(act: str, row: PipelineVersion, by: Viewer) -> None:
    record(
        act, subject="pipeline_version", subject_id=row.id, by=by.account_id, strand=row.strand, number=row.number,
        moves_running=row.moves_running,
    )  # fmt: skip
