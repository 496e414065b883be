"""The story of one application: its answers, what happened, and what was sent, for the foot of its page."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, cast, null, select, union_all
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.applications.models import StageChange
from volunteers.applications.queries import as_read
from volunteers.applications.rules import SectionInWords, answers_in_words
from volunteers.applications.rules.choices import WITHDRAWAL_REASONS
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.models import HistoryEntry
from volunteers.notifications.queries import list_about
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.onboarding.rules import DateLine, Event, Moved, Noted, Sent, dates_of, events_of
from volunteers.openings.models import Opening
from volunteers.people.models import Account

MOST_EVENTS = 200


@dataclass(frozen=True)
class Story:
    """What the applicant said, what happened since, the dates they wait for, and what they were sent."""

    sections: tuple[SectionInWords, ...]
    events: tuple[Event, ...]
    messages: tuple[Sent, ...]
    intake: Opening | None
    dates: tuple[DateLine, ...]


def get_story(case: CaseFile) -> Story:
    """The rest of an application's page. Messages are for those who see all of it."""
    application, intake = case.application, case.application.opening
    moves, acts = _list_acts(application.id)
    areas = current_force().area_names
    return Story(
        sections=tuple(answers_in_words(as_read(case.strand, application.answers), application.answers, areas=areas)),
        events=tuple(events_of(case.strand, moves, acts, case.proposals)),
        intake=intake,
        dates=tuple(_dates(case, intake)),
        messages=tuple(_list_sent(application.id)) if case.is_whole else (),
    )


def _dates(case: CaseFile, intake: Opening | None) -> list[DateLine]:
    days = [(intake.orientation_on, "Orientation evening"), (intake.starts_on, "Intake starts")] if intake else []
    return dates_of(case.stage, since=case.since, today=clock.today(), checks=case.checks, intake=days)


def find_last_move(application_id: int) -> Moved | None:
    """How an application came to where it stands."""
    row = db.session.execute(_moves(application_id, limit=1)).one_or_none()
    return _moved(row) if row else None


def _list_sent(application_id: int) -> list[Sent]:
    return [
        Sent(each.kind, each.state.value, each.created_at, each.id, each.attempts, each.failure)
        for each in list_about("application", application_id)
    ]


def _list_acts(application_id: int) -> tuple[list[Moved], list[Noted]]:
    """Every dated move and every act of the history, newest first; one statement for both."""
    moves, acts = _moves(application_id, MOST_EVENTS), _acts(application_id, MOST_EVENTS)
    rows = db.session.execute(union_all(select(moves.subquery()), select(acts.subquery()))).all()
    noted = [Noted(row.what, row.at, row.by, row.details, row.given_to) for row in rows if row.there is None]
    return [_moved(row) for row in rows if row.there is not None], noted


def _moved(row: Any) -> Moved:
    return Moved(row.what, row.there, row.at, row.by, dict(WITHDRAWAL_REASONS).get(row.reason or "", row.reason))


def _moves(application_id: int, limit: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            StageChange.from_stage.label("what"), StageChange.to_stage.label("there"), StageChange.at,
            Account.full_name.label("by"), StageChange.reason, cast(null(), JSONB).label("details"),
            cast(null(), Text).label("given_to"),
        )
        .outerjoin(Account, Account.id == StageChange.by_account_id)
        .where(StageChange.application_id == application_id)
        .order_by(StageChange.at.desc(), StageChange.id.desc())
        .limit(limit)
    )  # fmt: skip


def _acts(application_id: int, limit: int) -> Select[*tuple[Any, ...]]:
    given_to = aliased(Account)
    return (
        select(
            HistoryEntry.act.label("what"), cast(null(), Text).label("there"), HistoryEntry.at,
            Account.full_name.label("by"), cast(null(), Text).label("reason"), HistoryEntry.details.label("details"),
            given_to.full_name.label("given_to"),
        )
        .outerjoin(Account, Account.id == HistoryEntry.by_account_id)
        .outerjoin(given_to, given_to.id == HistoryEntry.details["owner_id"].as_integer())
        .where(HistoryEntry.subject == "application", HistoryEntry.subject_id == application_id)
        .order_by(HistoryEntry.id.desc())
        .limit(limit)
    )  # fmt: skip
