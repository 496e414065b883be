"""Working on a case: opening its file with a reason, reading it, ticking enquiries and writing notes."""

from collections.abc import Sequence
from datetime import date

from volunteers import clock
from volunteers.applications.queries import folder_of, strand_of
from volunteers.documents.rules.folder import Opened
from volunteers.documents.service import open_document
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.permissions import Viewer
from volunteers.sealing import seal
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import in_words
from volunteers.vetting import queries
from volunteers.vetting.models import VettingCase, VettingEnquiry, VettingNote, VettingOpening
from volunteers.vetting.rules import OPEN_FOR, EnquiryLine, refusals_to_tick
from volunteers.vetting.service.taking import NOT_YOURS, note

NOT_OPEN = Refusal("not_open", "The file is closed again. Open it with a reason first.")
WAITS = Refusal("proposal_waits", "A proposal waits for a second officer. Take it back first.", "Whoever proposed it")


def open_file(case_id: int, *, reason: str, words: str, by: Viewer) -> VettingOpening:
    """Open a file for half an hour, with why. Raises ``NotFound`` for all but those who may open it."""
    case, now = queries.get_case(case_id, by), clock.now()
    opening = VettingOpening(case_id=case.id, by_id=by.account_id, at=now, until=now + OPEN_FOR, reason=reason)
    opening.words = seal(words, key=sealing_key(), place=opening.place)
    db.session.add(opening)
    db.session.flush()
    note("vetting_file_opened", case, by=by, reason=reason, opening_id=opening.id)
    return opening


def read_file(case_id: int, *, by: Viewer) -> VettingOpening | None:
    """Write down that a file is read: commit before any of it is read. None, and nothing written, unless it is open.

    Raises ``NotFound`` for all but those who may open it.
    """
    case = queries.get_case(case_id, by)
    opening = queries.find_opening(case, by, clock.now())
    if opening is not None:
        note("vetting_file_read", case, by=by, opening_id=opening.id)
    return opening


def open_vetting_document(case_id: int, document_id: int, *, reason: str, by: Viewer) -> Opened:
    """A document of a vetting kind, with who opened it and why in the history: commit before any of it is sent."""
    case = queries.get_case(case_id, by)
    require_open(case, by)
    application, _ = queries.get_vetting_document(case, document_id)
    opened = open_document(document_id, folder=folder_of(application), by=by.account_id, reason=reason)
    note("vetting_document_opened", case, by=by, document_id=document_id, reason=reason)
    return opened


def tick_enquiries(case_id: int, codes: Sequence[str], *, done_on: date | None, by: Viewer) -> None:
    """Write down that enquiries were made on a day. ``Conflict`` when one of them was ticked meanwhile.

    Refused for enquiries that are not asked for, for days to come, and while a proposal waits.
    """
    case, now = take_to_work(case_id, by), clock.now()
    lines = enquiries_of(case)
    refusals = refusals_to_tick(codes, done_on, lines, clock.on(now))
    if refusals or done_on is None:
        raise Refused(refusals)
    ticked = [line for line in lines if line.code in codes and line.done is not None]
    if ticked:
        raise Conflict([_ticked_meanwhile(line) for line in ticked])
    for code in dict.fromkeys(codes):
        db.session.add(VettingEnquiry(case_id=case.id, code=code, done_on=done_on, by_id=by.account_id, at=now))
        note("vetting_enquiry_made", case, by=by, enquiry=code)
    db.session.flush()


def add_note(case_id: int, words: str, *, by: Viewer) -> VettingNote:
    """Keep a note in the file, sealed, for this room alone."""
    case, now = take_to_work(case_id, by), clock.now()
    written = VettingNote(case_id=case.id, by_id=by.account_id, at=now)
    written.words = seal(words, key=sealing_key(), place=written.place)
    db.session.add(written)
    db.session.flush()
    note("vetting_note_added", case, by=by, note_id=written.id)
    return written


def take_to_work(case_id: int, by: Viewer) -> VettingCase:
    """The officer's own case, locked, with its file open. Refused for anyone else, and while a proposal waits."""
    case = queries.get_case(case_id, by, locked=True)
    if case.assigned_to_id != by.account_id:
        raise Refused(NOT_YOURS)
    require_open(case, by)
    if queries.find_proposal(case) is not None:
        raise Conflict(WAITS)
    return case


def require_open(case: VettingCase, by: Viewer) -> None:
    """Refused unless the officer has the file open."""
    if queries.find_opening(case, by, clock.now()) is None:
        raise Refused(NOT_OPEN)


def enquiries_of(case: VettingCase) -> tuple[EnquiryLine, ...]:
    """The checklist of a case at the level it wants."""
    application = queries.find_application(case)
    strand = strand_of(application) if application else get_strand(case.strand)
    wanted = queries.level_of(strand, case.code, application.role if application else None)
    level = next((each for each in current_force().vetting_levels if each.code == wanted), None)
    return queries.list_enquiries(case, level)


def _ticked_meanwhile(line: EnquiryLine) -> Refusal:
    made = line.done
    if made is None:
        raise AssertionError("it was ticked")
    when = in_words(made.done_on)
    return Refusal(
        "ticked_meanwhile", f"{line.name}: {made.by} ticked it meanwhile, with {when}. Take it out of yours."
    )
