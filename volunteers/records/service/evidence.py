"""A volunteer's side of evidence: entering it, changing what is not signed yet, and taking it back."""

from dataclasses import asdict

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import Evidence
from volunteers.records.queries.evidence import counts_of
from volunteers.records.queries.members import Member, list_own, strands_with_skills
from volunteers.records.queries.signers import as_viewer, find_signer
from volunteers.records.rules import EvidenceState, Piece, next_status, refusals_of_piece

NOT_SERVING = Refusal("not_serving", "Evidence is kept for those who serve now.", "Your coordinator")
UNKNOWN_SIGNER = Refusal(
    "unknown_signer",
    "Nobody with this address can sign for you. Choose an officer from the list, or ask your coordinator.",
    "Your coordinator",
)
OWN = Refusal("own_evidence", "Nobody signs their own evidence.", "The officer who was with them")
ANSWERED = Refusal("answered_meanwhile", "This has been signed or taken back meanwhile. Look at it again.")
NO_SUCH_SKILL = Refusal("unknown_skill", "Choose a skill from the list.")


def get_learner(viewer: Viewer) -> Member:
    """The viewer in the strand whose skills they show; ``NotFound`` when there is none."""
    today, own = clock.today(), [one for one in list_own(viewer) if one.strand_code in strands_with_skills()]
    if not own:
        raise NotFound("nobody who shows skills")
    return min(own, key=lambda member: not member.serves_on(today))


def enter(piece: Piece, *, signer_id: int | None = None, signer_email: str = "", by: Viewer) -> Evidence:
    """Write down that one showed a skill, for the officer who was there to sign.

    Refused when one does not serve, when the skill has all its pieces, when the day cannot be, and for a signer who
    cannot sign there.
    """
    member = get_learner(by)
    _lock_volunteer(member)
    signer = _signer(member, signer_id, signer_email)
    refusals = [*refusals_of_member(member, piece), *([] if signer else [UNKNOWN_SIGNER])]
    if refusals or signer is None:
        raise Refused(refusals)
    evidence = Evidence(
        volunteer_id=member.volunteer_id, account_id=member.account_id, strand=member.strand_code, **asdict(piece),
        signer_id=signer, entered_by_id=by.account_id, sent_at=clock.now(), state=EvidenceState.WAITING, version=1,
    )  # fmt: skip
    db.session.add(evidence)
    db.session.flush()
    _note("evidence_entered", evidence, by)
    return evidence


def change(
    evidence_id: int, piece: Piece, *, seen: int, signer_id: int | None = None, signer_email: str = "", by: Viewer
) -> Evidence:  # fmt: skip
    """Change one's own piece and send it to be signed again. Refused once it is signed, and as when it is entered.

    ``seen`` is its version as the page showed it: ``Conflict`` when it was changed or sent back since.
    """
    evidence, member = lock_own(evidence_id, by), get_learner(by)
    if evidence.version != seen:
        raise Conflict(ANSWERED)
    signer = _signer(member, signer_id, signer_email)
    refusals = [*refusals_of_member(member, piece, but=evidence), *([] if signer else [UNKNOWN_SIGNER])]
    if refusals or signer is None:
        raise Refused(refusals)
    for name, value in asdict(piece).items():
        setattr(evidence, name, value)
    evidence.signer_id, evidence.state, evidence.sent_at = signer, EvidenceState.WAITING, clock.now()
    evidence.version += 1
    _note("evidence_changed", evidence, by)
    return evidence


def take_back(evidence_id: int, *, by: Viewer) -> None:
    """Take back one's own piece that is not signed. What was signed can only be withdrawn, by someone who signs."""
    evidence = lock_own(evidence_id, by)
    evidence.state = EvidenceState.TAKEN_BACK
    evidence.version += 1
    _note("evidence_taken_back", evidence, by)


def refusals_of_member(member: Member, piece: Piece, *, but: Evidence | None = None) -> list[Refusal]:
    """Why a piece cannot be added for a member; ``but`` one that is changed and does not count against itself."""
    skills, today = member.strand.skills, clock.today()
    skill = next((one for one in skills.skills if one.code == piece.skill), None) if skills else None
    if skills is None or skill is None:
        return [NO_SUCH_SKILL]
    if not member.serves_on(today):
        return [NOT_SERVING]
    refusals = refusals_of_piece(piece, serving_since=member.first_day, on=today)
    signed, waiting = counts_of([member.volunteer_id], member.strand_code)[member.volunteer_id].get(skill.code, (0, 0))
    own = but is not None and but.state is EvidenceState.WAITING and but.skill == skill.code
    if signed + waiting - own >= skills.times:
        words = f"{skill.name} has its {skills.times} pieces of evidence already, signed or waiting for a signature."
        refusals.append(Refusal("enough", words))
    return refusals


def lock_own(evidence_id: int, by: Viewer) -> Evidence:
    """One's own piece that can still be changed, held until the end of the transaction; ``Conflict`` once answered."""
    wanted = select(Evidence).where(Evidence.id == evidence_id, Evidence.account_id == by.account_id)
    evidence = db.session.scalars(wanted.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if evidence is None:
        raise NotFound(f"no evidence {evidence_id} of this viewer")
    if evidence.state not in {EvidenceState.WAITING, EvidenceState.SENT_BACK}:
        raise Conflict(ANSWERED)
    return evidence


def has_status_ahead(member: Member) -> bool:
    """Whether there is a status that skills still lead to."""
    return next_status(member.strand, member.grade) is not None


def _signer(member: Member, signer_id: int | None, email: str) -> int | None:
    """The one who is asked to sign, if they can: an address typed counts before a choice from the list."""
    if email:
        return find_signer(email, member.strand_code, member.area, but=member.account_id)
    if signer_id is None or signer_id == member.account_id:
        return None
    account = db.session.get(Account, signer_id)
    if account is None or account.disabled_at is not None:
        return None
    return signer_id if as_viewer(account).may_in(Permission.EVIDENCE_SIGN, member.strand_code, member.area) else None


def _lock_volunteer(member: Member) -> None:
    """Two pieces entered at once come one after the other, so that no skill has more than it takes."""
    db.session.execute(select(Account.id).where(Account.id == member.account_id).with_for_update())


def _note(act: str, evidence: Evidence, by: Viewer) -> None:
    record(
        act, subject="volunteer", subject_id=evidence.volunteer_id, by=by.account_id, evidence_id=evidence.id,
        skill=evidence.skill,
    )  # fmt: skip
