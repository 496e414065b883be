"""The file of one case, opened: everything sealed is opened here and nowhere else.

Whoever asks has written down first that it is read.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from volunteers.applications.models import Application
from volunteers.applications.queries import answers_of, as_read, strand_of
from volunteers.applications.rules import AnswerInWords, answers_in_words
from volunteers.documents.queries import DocumentLine, get_line, list_documents
from volunteers.documents.rules import DocumentKind
from volunteers.errors import NotFound
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.forces.rules import VettingLevel
from volunteers.people.models import Account, Clearance, Volunteer
from volunteers.permissions import Viewer
from volunteers.sealing import unseal
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand
from volunteers.vetting.models import VettingCase, VettingEnquiry, VettingHandOver, VettingNote, VettingProposal
from volunteers.vetting.queries.cases import area_name, level_of, line_of
from volunteers.vetting.queries.scope import find_application, find_proposal, is_over
from volunteers.vetting.rules import (
    DECLARED,
    LIFE,
    LISTED,
    WHO,
    CaseLine,
    Declaration,
    EnquiryDone,
    EnquiryLine,
    checklist,
    declarations_of,
    levels_serving,
)

# What shows who someone is. Other documents are none of vetting's.
VETTING_KINDS = (DocumentKind.IDENTITY, DocumentKind.RIGHT_TO_WORK)


@dataclass(frozen=True)
class Said:
    """Something an officer wrote, opened."""

    at: datetime
    by: str
    words: str
    title: str = ""


@dataclass(frozen=True)
class Proposed:
    """A refusal or withdrawal that waits for a second officer, opened."""

    id: int
    outcome: str
    result_on: date
    file_reference: str | None
    reason: str
    proposed_by: str
    proposed_by_id: int
    proposed_at: datetime


@dataclass(frozen=True)
class Held:
    """A vetting clearance that a volunteer holds or held."""

    from_on: date
    until_on: date | None
    reference: str | None


@dataclass(frozen=True)
class VettingFile:
    """Everything an officer reads of one case."""

    case: VettingCase
    line: CaseLine
    name: str
    birth_date: date | None
    strand: Strand
    area: str
    level: VettingLevel | None
    serving: tuple[VettingLevel, ...]
    valid_months: int | None
    who: tuple[AnswerInWords, ...]
    declarations: tuple[Declaration, ...]
    listed: tuple[AnswerInWords, ...]
    life: tuple[AnswerInWords, ...]
    enquiries: tuple[EnquiryLine, ...]
    notes: tuple[Said, ...]
    documents: tuple[DocumentLine, ...]
    held: tuple[Held, ...]
    proposal: Proposed | None
    is_mine: bool
    is_over: bool

    @property
    def left(self) -> tuple[EnquiryLine, ...]:
        """The enquiries still to be made."""
        return tuple(line for line in self.enquiries if line.done is None)

    @property
    def usual_time(self) -> str:
        """How long vetting usually lasts, in words."""
        if self.valid_months is None:
            return "which is without end"
        years, months = divmod(self.valid_months, 12)
        return f"{self.valid_months} months" if months else f"{years} year{'' if years == 1 else 's'}"

    @property
    def may_work(self) -> bool:
        """Whether its reader may tick, write and decide: the officer who has it, while nothing waits for a second."""
        return self.is_mine and self.proposal is None and not self.is_over

    @property
    def may_decide(self) -> bool:
        """Whether its reader is the second officer of a proposal."""
        return self.proposal is not None and not self.is_mine


def get_file(case: VettingCase, viewer: Viewer) -> VettingFile:
    """The file of a case that was found for this officer; sealed words are opened."""
    application = find_application(case)
    volunteer = db.session.get(Volunteer, case.volunteer_id) if case.volunteer_id else None
    strand = strand_of(application) if application else get_strand(case.strand)
    wanted = level_of(strand, case.code, application.role if application else None)
    levels = current_force().vetting_levels
    level = next((each for each in levels if each.code == wanted), None)
    answers = _Answers(strand, application)
    proposal = find_proposal(case)
    return VettingFile(
        case=case,
        line=line_of(case, viewer),
        name=volunteer.name if volunteer else application.name if application else "",
        birth_date=volunteer.birth_date if volunteer else application.birth_date if application else None,
        strand=strand,
        area=area_name(case.area),
        level=level,
        serving=levels_serving(wanted, levels),
        valid_months=strand.check(case.code).valid_months,
        who=answers.of(WHO),
        declarations=answers.declarations,
        listed=answers.of(LISTED),
        life=answers.of(LIFE),
        enquiries=list_enquiries(case, level),
        notes=tuple(_said(case)),
        documents=tuple(_documents(application)),
        held=tuple(_held(case)),
        proposal=_opened(proposal) if proposal else None,
        is_mine=case.assigned_to_id == viewer.account_id,
        is_over=is_over(case, application),
    )


def list_enquiries(case: VettingCase, level: VettingLevel | None) -> tuple[EnquiryLine, ...]:
    """The checklist of a case at a level."""
    rows = db.session.execute(
        select(VettingEnquiry.code, VettingEnquiry.done_on, Account.full_name)
        .join(Account, Account.id == VettingEnquiry.by_id)
        .where(VettingEnquiry.case_id == case.id)
    )
    return checklist(level.enquiries if level else (), [EnquiryDone(*row) for row in rows])


def get_vetting_document(case: VettingCase, document_id: int) -> tuple[Application, DocumentLine]:
    """A document of a vetting kind, with its application; raises ``NotFound`` for any other."""
    application = find_application(case)
    if application is None:
        raise NotFound(f"no documents of case {case.id}")
    line = get_line(application.id, document_id)
    if line.kind not in VETTING_KINDS:
        raise NotFound(f"document {document_id} is none of vetting's")
    return application, line


class _Answers:
    """What the applicant answered, the sealed answers opened."""

    def __init__(self, strand: Strand, application: Application | None) -> None:
        answers = answers_of(application) if application else {}
        read = as_read(strand, answers)
        areas = current_force().area_names
        sections = answers_in_words(read, answers, areas=areas) if application else []
        self._rows = {row.question: row for section in sections for row in section.rows}
        self.declarations = declarations_of(read.eligibility, answers) if application else ()

    def of(self, questions: tuple[str, ...]) -> tuple[AnswerInWords, ...]:
        """Those of these questions that the strand asks, in this order; those declared stand by themselves."""
        return tuple(self._rows[each] for each in questions if each in self._rows and each not in DECLARED)


def _said(case: VettingCase) -> list[Said]:
    """Notes, hand-overs and proposals that were decided, newest first."""
    return sorted([*_notes(case), *_hand_overs(case), *_decided(case)], key=lambda each: each.at, reverse=True)


def _notes(case: VettingCase) -> list[Said]:
    rows = db.session.execute(
        select(VettingNote, Account.full_name)
        .join(Account, Account.id == VettingNote.by_id)
        .where(VettingNote.case_id == case.id)
    )
    return [Said(note.at, name, _open(note.words, note.place)) for note, name in rows]


def _hand_overs(case: VettingCase) -> list[Said]:
    rows = db.session.execute(
        select(VettingHandOver, Account.full_name)
        .join(Account, Account.id == VettingHandOver.from_id)
        .where(VettingHandOver.case_id == case.id)
    )
    return [Said(given.at, name, _open(given.words, given.place), "Handed over") for given, name in rows]


def _decided(case: VettingCase) -> list[Said]:
    """Proposals that a second officer did not agree to, with what they said."""
    rows = db.session.execute(
        select(VettingProposal, Account.full_name)
        .join(Account, Account.id == VettingProposal.decided_by_id)
        .where(VettingProposal.case_id == case.id, VettingProposal.words.is_not(None))
    )
    return [
        Said(
            proposal.decided_at or proposal.proposed_at, name, _open(proposal.words or b"", proposal.place("words")),
            f"Did not agree to “{proposal.outcome.label.lower()}”",
        )
        for proposal, name in rows
    ]  # fmt: skip


def _opened(proposal: VettingProposal) -> Proposed:
    proposer = db.session.get_one(Account, proposal.proposed_by_id)
    return Proposed(
        proposal.id, proposal.outcome.label, proposal.result_on, proposal.file_reference,
        _open(proposal.reason, proposal.place("reason")), proposer.full_name, proposer.id, proposal.proposed_at,
    )  # fmt: skip


def _documents(application: Application | None) -> list[DocumentLine]:
    return [line for line in list_documents(application.id) if line.kind in VETTING_KINDS] if application else []


def _held(case: VettingCase) -> list[Held]:
    if case.volunteer_id is None:
        return []
    rows = db.session.execute(
        select(Clearance.from_on, Clearance.until_on, Clearance.reference)
        .where(Clearance.volunteer_id == case.volunteer_id, Clearance.code == case.code)
        .order_by(Clearance.from_on.desc(), Clearance.id.desc())
    )
    return [Held(*row) for row in rows]


def _open(sealed: bytes, place: str) -> str:
    return unseal(sealed, key=sealing_key(), place=place)
