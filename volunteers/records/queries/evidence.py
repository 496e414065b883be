"""Pieces of evidence as pages show them: one's own, those in scope, and those that wait for one's signature."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import Evidence, Withdrawal
from volunteers.records.queries.members import in_scope
from volunteers.records.rules import EvidenceState
from volunteers.records.rules.evidence import TONES, WORDS
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Skill

TO_SIGN = 50
Counts = dict[int, dict[str, tuple[int, int]]]


@dataclass(frozen=True)
class EvidenceRow:
    """One piece with the names of those concerned."""

    id: int
    volunteer_id: int
    account_id: int
    volunteer: str
    strand: str
    skill_code: str
    duty_on: date
    what: str
    place: str
    incident: str
    signer_id: int
    signer: str
    entered_by_id: int
    sent_at: datetime
    state: EvidenceState
    sent_back_words: str | None
    signed_at: datetime | None
    version: int
    withdrawn_at: datetime | None
    withdrawn_because: str | None

    @property
    def skill(self) -> Skill:
        """The skill it shows; one that has left the list is named by its code."""
        skills = get_strand(self.strand).skills
        try:
            return skills.skill(self.skill_code) if skills else self._unlisted()
        except NotFound:
            return self._unlisted()

    def _unlisted(self) -> Skill:
        return Skill(self.skill_code, self.skill_code.replace("_", " ").capitalize(), "")

    @property
    def is_waiting(self) -> bool:
        return self.state is EvidenceState.WAITING

    @property
    def is_sent_back(self) -> bool:
        return self.state is EvidenceState.SENT_BACK

    @property
    def is_signed(self) -> bool:
        return self.state is EvidenceState.SIGNED

    @property
    def is_open(self) -> bool:
        """Whether its volunteer may still change it."""
        return self.is_waiting or self.is_sent_back

    @property
    def counts(self) -> bool:
        return self.is_signed and self.withdrawn_at is None

    @property
    def words(self) -> str:
        return "Withdrawn" if self.withdrawn_at else WORDS[self.state]

    @property
    def tone(self) -> str:
        return "poor" if self.withdrawn_at else TONES[self.state]

    @property
    def seen(self) -> str:
        """The piece as it was read: its number and version."""
        return f"{self.id}.{self.version}"


def counts_of(volunteer_ids: Collection[int], strand: str) -> Counts:
    """How many pieces of each skill are signed, and wait, for each of these volunteers; one query."""
    signed = func.count().filter(Evidence.state == EvidenceState.SIGNED, Withdrawal.evidence_id.is_(None))
    waiting = func.count().filter(Evidence.state == EvidenceState.WAITING)
    rows = db.session.execute(
        select(Evidence.volunteer_id, Evidence.skill, signed, waiting)
        .outerjoin(Withdrawal, Withdrawal.evidence_id == Evidence.id)
        .where(Evidence.volunteer_id.in_(volunteer_ids), Evidence.strand == strand)
        .group_by(Evidence.volunteer_id, Evidence.skill)
    )
    found: Counts = defaultdict(dict)
    for volunteer_id, skill, signed_count, waiting_count in rows:
        found[volunteer_id][skill] = (signed_count, waiting_count)
    return found


def oldest_waiting(volunteer_ids: Collection[int], strand: str) -> dict[int, datetime]:
    """Since when each of these volunteers waits for a signature; one query."""
    rows = db.session.execute(
        select(Evidence.volunteer_id, func.min(Evidence.sent_at))
        .where(Evidence.volunteer_id.in_(volunteer_ids), Evidence.strand == strand)
        .where(Evidence.state == EvidenceState.WAITING)
        .group_by(Evidence.volunteer_id)
    )
    return {volunteer_id: since for volunteer_id, since in rows}  # noqa: C416 - a row is no pair to mypy


def list_evidence(volunteer_id: int, strand: str) -> list[EvidenceRow]:
    """Every piece of a volunteer in a strand, the latest duty first, but what they took back."""
    wanted = _rows().where(Evidence.volunteer_id == volunteer_id, Evidence.strand == strand)
    wanted = wanted.where(Evidence.state != EvidenceState.TAKEN_BACK)
    return _read(wanted.order_by(Evidence.duty_on.desc(), Evidence.id.desc()))


def list_to_sign(viewer: Viewer) -> list[EvidenceRow]:
    """What waits longest for the viewer's own signature, a page of it; what left their scope is not theirs to sign."""
    return _read(_rows().where(*_to_sign(viewer)).order_by(Evidence.sent_at, Evidence.id).limit(TO_SIGN))


def count_to_sign(viewer: Viewer) -> int:
    return db.session.scalar(select(func.count(Evidence.id)).where(*_to_sign(viewer))) or 0


def get_evidence(evidence_id: int, viewer: Viewer) -> EvidenceRow:
    """A piece in the scope of someone who signs; raises ``NotFound``."""
    scoped = in_scope(viewer, Permission.EVIDENCE_SIGN, Evidence.volunteer_id, Evidence.strand)
    return _one(_rows().where(Evidence.id == evidence_id, scoped, Evidence.state != EvidenceState.TAKEN_BACK))


def get_own_evidence(evidence_id: int, viewer: Viewer) -> EvidenceRow:
    """A piece of the viewer's own; raises ``NotFound``."""
    return _one(_rows().where(Evidence.id == evidence_id, Evidence.account_id == viewer.account_id))


def last_signer(volunteer_id: int) -> int | None:
    """Whom they asked last: often the same officer again."""
    newest = select(Evidence.signer_id).where(Evidence.volunteer_id == volunteer_id).order_by(Evidence.id.desc())
    return db.session.scalars(newest.limit(1)).first()


def _to_sign(viewer: Viewer) -> Sequence[Any]:
    scoped = in_scope(viewer, Permission.EVIDENCE_SIGN, Evidence.volunteer_id, Evidence.strand)
    return Evidence.state == EvidenceState.WAITING, Evidence.signer_id == viewer.account_id, scoped


def _rows() -> Select[*tuple[Any, ...]]:
    signer = aliased(Account)
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Evidence.id, Evidence.volunteer_id, Evidence.account_id,
            (Volunteer.first_name + " " + Volunteer.last_name).label("volunteer"), Evidence.strand, Evidence.skill,
            Evidence.duty_on, Evidence.what, Evidence.place, Evidence.incident, Evidence.signer_id, signer.full_name,
            Evidence.entered_by_id, Evidence.sent_at, Evidence.state, Evidence.sent_back_words, Evidence.signed_at,
            Evidence.version, Withdrawal.at, Withdrawal.reason,
        )
        .join(Volunteer, Volunteer.id == Evidence.volunteer_id)
        .join(signer, signer.id == Evidence.signer_id)
        .outerjoin(Withdrawal, Withdrawal.evidence_id == Evidence.id)
    )  # fmt: skip
    return wanted


def _read(wanted: Select[*tuple[Any, ...]]) -> list[EvidenceRow]:
    return [EvidenceRow(*row) for row in db.session.execute(wanted)]


def _one(wanted: Select[*tuple[Any, ...]]) -> EvidenceRow:
    found = _read(wanted)
    if not found:
        raise NotFound("no such piece of evidence for this viewer")
    return found[0]
