"""A signer's side of evidence: signing, sending back, writing down what they saw, and withdrawing what was signed."""

from collections.abc import Collection, Mapping
from dataclasses import asdict

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import Evidence, Withdrawal
from volunteers.records.queries.members import get_member, in_scope, strands_with_skills
from volunteers.records.rules import EvidenceState, Piece
from volunteers.records.service.evidence import ANSWERED, OWN, refusals_of_member
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import in_words

CHANGED = Refusal("changed_meanwhile", "This was changed while you had the page open. Read it again, then sign.")
NOT_YOURS = Refusal("not_named", "Only the officer who is named signs this. They were there.", "The officer named")
NOTHING = Refusal("nothing_ticked", "Tick the evidence you saw.")
WITHDRAWN = Refusal("withdrawn_already", "This was withdrawn already.")


def sign(seen: Mapping[int, int], *, by: Viewer) -> list[Evidence]:
    """Sign these pieces, each at the version that was read: all of them, or none when one cannot be.

    Refused for one's own, for those another officer is named on, and for what was changed or answered meanwhile.
    """
    if not seen:
        raise Refused(NOTHING)
    found = _lock(seen, by)
    for evidence in found:
        _judge(evidence, by)
        if evidence.version != seen[evidence.id]:
            raise Conflict(CHANGED)
        _sign(evidence, by)
    return found


def send_back(evidence_id: int, *, words: str, seen: int, by: Viewer) -> Evidence:
    """Give a piece back to its volunteer with what is missing; they are told."""
    (evidence,) = _lock([evidence_id], by)
    _judge(evidence, by)
    if evidence.version != seen:
        raise Conflict(CHANGED)
    evidence.state, evidence.sent_back_words = EvidenceState.SENT_BACK, words
    evidence.version += 1
    record(
        "evidence_sent_back", subject="volunteer", subject_id=evidence.volunteer_id, by=by.account_id,
        evidence_id=evidence.id, skill=evidence.skill,
    )  # fmt: skip
    _tell(evidence, by)
    return evidence


def record_seen(volunteer_id: int, piece: Piece, *, by: Viewer) -> Evidence:
    """Write down and sign at once what one saw oneself. Refused for one's own, and as when a volunteer enters it."""
    member = get_member(volunteer_id, by, Permission.EVIDENCE_SIGN, strands=strands_with_skills())
    db.session.execute(select(Account.id).where(Account.id == member.account_id).with_for_update())
    if member.account_id == by.account_id:
        raise Refused(OWN)
    if refusals := refusals_of_member(member, piece):
        raise Refused(refusals)
    evidence = Evidence(
        volunteer_id=volunteer_id, account_id=member.account_id, strand=member.strand_code, **asdict(piece),
        signer_id=by.account_id, entered_by_id=by.account_id, sent_at=clock.now(), version=1,
    )  # fmt: skip
    evidence.state = EvidenceState.WAITING
    db.session.add(evidence)
    _sign(evidence, by)
    return evidence


def withdraw(evidence_id: int, *, reason: str, by: Viewer) -> Withdrawal:
    """Take a signed piece out of the count, with a reason; the piece itself stays as it was signed."""
    (evidence,) = _lock([evidence_id], by)
    if evidence.account_id == by.account_id:
        raise Refused(OWN)
    if evidence.state is not EvidenceState.SIGNED:
        raise Refused(Refusal("not_signed", "Only what was signed can be withdrawn."))
    if db.session.get(Withdrawal, evidence_id) is not None:
        raise Conflict(WITHDRAWN)
    withdrawal = Withdrawal(evidence_id=evidence_id, reason=reason, by_id=by.account_id, at=clock.now())
    db.session.add(withdrawal)
    record(
        "evidence_withdrawn", subject="volunteer", subject_id=evidence.volunteer_id, by=by.account_id,
        evidence_id=evidence_id, skill=evidence.skill,
    )  # fmt: skip
    return withdrawal


def _lock(ids: Collection[int], by: Viewer) -> list[Evidence]:
    """These pieces in scope, in one order, held until the end of the transaction; ``NotFound`` when one is missing."""
    scoped = in_scope(by, Permission.EVIDENCE_SIGN, Evidence.volunteer_id, Evidence.strand)
    wanted = select(Evidence).where(Evidence.id.in_(ids), scoped).order_by(Evidence.id).with_for_update(of=Evidence)
    found = list(db.session.scalars(wanted.execution_options(populate_existing=True)))
    if len(found) != len(set(ids)):
        raise NotFound("no such evidence for this viewer")
    return found


def _judge(evidence: Evidence, by: Viewer) -> None:
    if evidence.account_id == by.account_id:
        raise Refused(OWN)
    if evidence.state is not EvidenceState.WAITING:
        raise Conflict(ANSWERED)
    if evidence.signer_id != by.account_id:
        raise Refused(NOT_YOURS)


def _sign(evidence: Evidence, by: Viewer) -> None:
    evidence.state, evidence.signed_by_id, evidence.signed_at = EvidenceState.SIGNED, by.account_id, clock.now()
    db.session.flush()
    record(
        "evidence_signed", subject="volunteer", subject_id=evidence.volunteer_id, by=by.account_id,
        evidence_id=evidence.id, skill=evidence.skill,
    )  # fmt: skip


def _tell(evidence: Evidence, by: Viewer) -> None:
    account = db.session.get_one(Account, evidence.account_id)
    skills = get_strand(evidence.strand).skills
    name = skills.skill(evidence.skill).name if skills else evidence.skill
    notify(
        MessageKind.EVIDENCE_SENT_BACK, to=account.email, account_id=account.id,
        subject=("volunteer", evidence.volunteer_id), of_strand=evidence.strand, name=account.full_name, skill=name,
        duty=in_words(evidence.duty_on), signer=by.name, words=evidence.sent_back_words,
        number=evidence.id,
    )  # fmt: skip
