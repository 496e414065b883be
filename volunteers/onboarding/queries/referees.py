"""The referees of an application and what was made of their references, for those who may read what they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.onboarding.models import ReferenceJudgement
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.onboarding.rules.references import Judgement, Proposal, proposal_of
from volunteers.onboarding.rules.waiting import REFERENCES
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.references.queries import RefereeLine, Referees, find_referees
from volunteers.strands.rules import in_words


@dataclass(frozen=True)
class RefereeRow:
    """One referee, with what was made of the reference where one was given and judged."""

    line: RefereeLine
    judgement: Judgement | None

    @property
    def story(self) -> str:
        """What became of asking them, in one line with its dates."""
        line = self.line
        asked = f"asked on {in_words(clock.on(line.asked_at))}" if line.asked_at else "not asked yet"
        told = [f"{_begun(asked)}{self._reminded}"]
        if line.is_waiting and line.answer_by:
            told.append(f"may answer until {in_words(clock.on(line.answer_by))}")
        if line.answered_at:
            told.append(f"{'declined' if line.is_declined else 'given'} on {in_words(clock.on(line.answered_at))}")
        return "; ".join(told) + "."

    @property
    def _reminded(self) -> str:
        line = self.line
        if not line.reminders or line.reminded_at is None:
            return ""
        return f", reminded {_times(line.reminders)}, last on {in_words(clock.on(line.reminded_at))}"

    @property
    def is_to_judge(self) -> bool:
        return self.line.is_given and self.judgement is None


@dataclass(frozen=True)
class CaseReferees:
    """Everyone who was named, what is still to be done about them, and what the references speak for."""

    referees: Referees
    rows: tuple[RefereeRow, ...]
    proposal: Proposal
    is_passed: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether what the references propose says anything: one is in, and the check is not passed yet."""
        return not self.is_passed and any(row.line.is_given for row in self.rows)


def find_case_referees(case: CaseFile, viewer: Viewer) -> CaseReferees | None:
    """Who was asked, when, and what became of it; None for those who may not see it, and where nobody is asked."""
    may = viewer.may_in(Permission.REFEREE_READ, case.application.strand, case.application.area)
    if not may or case.is_own:
        return None
    found = find_referees(case.application.id, case.strand, case.application.stage)
    if found is None:
        return None
    judged = {each.referee_id: each for each in list_judgements(case.application.id)}
    rows = tuple(RefereeRow(line, judged.get(line.id)) for line in found.everyone)
    given = [line.id for line in found.lines if line.is_given]
    is_passed = any(each.definition.code == REFERENCES and each.is_passed for each in case.checks)
    return CaseReferees(found, rows, proposal_of(found.wanted.count, given, list(judged.values())), is_passed)


def get_case_referee(case: CaseFile, referee_id: int, viewer: Viewer) -> RefereeRow:
    """One of them who has given a reference; raises ``NotFound`` for any other."""
    known = find_case_referees(case, viewer)
    for row in known.rows if known else ():
        if row.line.id == referee_id and row.line.is_given:
            return row
    raise NotFound(f"no reference of referee {referee_id} for this viewer")


def list_judgements(application_id: int) -> Sequence[Judgement]:
    """What was made of the references of an application."""
    rows = db.session.execute(
        select(
            ReferenceJudgement.referee_id, ReferenceJudgement.score, ReferenceJudgement.reason, Account.full_name,
            ReferenceJudgement.judged_at, ReferenceJudgement.version,
        )
        .join(Account, Account.id == ReferenceJudgement.judged_by_id)
        .where(ReferenceJudgement.application_id == application_id)
    )  # fmt: skip
    return [Judgement(*row) for row in rows]


def has_opened(application_id: int, referee_id: int, account_id: int) -> bool:
    """Whether someone has opened a reference: the history says so."""
    opened = select(HistoryEntry.id).where(
        HistoryEntry.subject == "application",
        HistoryEntry.subject_id == application_id,
        HistoryEntry.act == "reference_opened",
        HistoryEntry.by_account_id == account_id,
        HistoryEntry.details["referee_id"].as_integer() == referee_id,
    )
    return db.session.scalar(opened.limit(1)) is not None


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
