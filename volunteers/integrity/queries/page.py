"""The page of findings: the last look state by state, and the looks before it. Numbers only, never names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from volunteers.extensions import db
from volunteers.integrity.models import Finding, FindingRun
from volunteers.integrity.queries.states import STATES
from volunteers.integrity.rules import ImpossibleState, State, state_of
from volunteers.people.models import Account, RoleGrant
from volunteers.permissions import Permission, Role, Viewer

RUNS_SHOWN = 30
LOOKED_UP = {"application", "account", "volunteer"}  # what the history can be searched for


@dataclass(frozen=True)
class FindingLine:
    """One state in one look. ``more`` is how many there are beyond the numbers that were kept."""

    code: str
    means: str
    why: str
    subject: str
    state: State
    count: int
    ids: tuple[int, ...]
    since: datetime
    took_ms: int
    failure: str | None

    @property
    def more(self) -> int:
        return self.count - len(self.ids) if self.ids else 0

    @property
    def is_looked_up(self) -> bool:
        """Whether the history tells what was done to these."""
        return self.subject in LOOKED_UP


@dataclass(frozen=True)
class RunLine:
    """One look, in the list of looks."""

    number: int
    started_at: datetime
    took: str
    looked_for: int
    found: int
    failed: int
    asked_by_id: int | None

    @property
    def is_clean(self) -> bool:
        return not self.found and not self.failed


@dataclass(frozen=True)
class Findings:
    """The page; ``last`` is None before the first look."""

    last: RunLine | None
    lines: tuple[FindingLine, ...]
    runs: tuple[RunLine, ...]
    may_look: bool
    may_look_up: bool

    @property
    def wrong(self) -> tuple[FindingLine, ...]:
        return tuple(line for line in self.lines if line.state is not State.CLEAN)

    @property
    def clean(self) -> tuple[FindingLine, ...]:
        return tuple(line for line in self.lines if line.state is State.CLEAN)


def get_findings(viewer: Viewer) -> Findings:
    """The last look and those before it; two statements."""
    newest = select(FindingRun).order_by(FindingRun.id.desc()).limit(RUNS_SHOWN)
    runs = db.session.scalars(newest).all()
    return Findings(
        last=_run(runs[0]) if runs else None,
        lines=_lines(runs[0]) if runs else (),
        runs=tuple(_run(run) for run in runs),
        may_look=viewer.may(Permission.FINDINGS_LOOK),
        may_look_up=viewer.may(Permission.HISTORY_READ),
    )


def find_last() -> FindingRun | None:
    """The last look with what it found of each state."""
    newest = select(FindingRun).options(selectinload(FindingRun.findings)).order_by(FindingRun.id.desc()).limit(1)
    return db.session.scalars(newest).one_or_none()


def list_to_tell() -> Sequence[tuple[int, str]]:
    """The administrators whose accounts are open, each as (account, address)."""
    rows = db.session.execute(
        select(Account.id, Account.email)
        .where(
            Account.disabled_at.is_(None),
            Account.id.in_(select(RoleGrant.account_id).where(RoleGrant.role == Role.ADMINISTRATOR)),
        )
        .order_by(Account.id)
    )
    return [(number, email) for number, email in rows]


def _run(run: FindingRun) -> RunLine:
    milliseconds = round((run.finished_at - run.started_at).total_seconds() * 1000)
    return RunLine(
        run.id, run.started_at, took_words(milliseconds), run.looked_for, run.found, run.failed, run.asked_by_id
    )


def _lines(run: FindingRun) -> tuple[FindingLine, ...]:
    found = {finding.code: finding for finding in run.findings}
    return tuple(_line(state, found[state.code]) for state in STATES if state.code in found)


def _line(state: ImpossibleState, finding: Finding) -> FindingLine:
    return FindingLine(
        state.code, state.means, state.why, state.subject, state_of(finding.count), finding.count or 0,
        tuple(finding.ids), finding.since, finding.took_ms, finding.failure,
    )  # fmt: skip


def took_words(milliseconds: int) -> str:
    """How long something took, as people say it."""
    if milliseconds < 1000:
        return f"{milliseconds} ms"
    return f"{milliseconds / 1000:.1f} seconds"
