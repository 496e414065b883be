"""Reading applications as the person who made them; another person's is not found."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, column, func, select, table
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.applications.models import DRAFT, LIVE, OPEN, Application, Channel, SealedAnswer, StageChange, StageWait
from volunteers.applications.rules import (
    Change,
    Earlier,
    Told,
    Wait,
    chose_from_list,
    chosen_unit,
    told_of,
    with_chosen_unit,
)
from volunteers.documents.rules.folder import Folder
from volunteers.errors import NotFound
from volunteers.extensions import db, sealing_key
from volunteers.guardians.models import Guardian
from volunteers.guardians.queries import list_due_for_reminder
from volunteers.notifications.queries import list_about
from volunteers.openings.queries import OpeningLine, get_opening, start_date_of
from volunteers.people.models import Account, ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.rules.uses import Where, uses_in_words
from volunteers.sealing import unseal
from volunteers.strands.queries import PAGE, get_strand, latest_version, with_occupations
from volunteers.strands.rules import Stage, Strand

# This room stands below the one that records checks, and knows of them only when one may be taken again.
CHECKS = table("checks", column("application_id"), column("code"), column("again_from"))

MOST_OWN = 50


@dataclass(frozen=True)
class OwnApplication:
    """One line of the list of one's own applications."""

    reference: str
    strand: Strand
    stage: Stage
    stage_since: datetime
    submitted_at: datetime | None

    @property
    def is_draft(self) -> bool:
        return self.stage.code == self.strand.pipeline.first.code


def get_own(reference: str, viewer: Viewer) -> Application:
    """The viewer's own application, with the address they are written to; raises ``NotFound``."""
    address = joinedload(Application.account, innerjoin=True).load_only(Account.email)
    return _one(_own(reference, viewer).options(address))


def get_own_to_change(reference: str, viewer: Viewer) -> Application:
    """The same, its row locked until the unit of work ends, so that two acts on it come one after the other."""
    return _one(_locked(_own(reference, viewer)))


def get_recorded(reference: str, viewer: Viewer) -> Application:
    """An application that staff write down for someone, for those who may in its strand and area, or who began it;
    raises ``NotFound``.
    """
    return _one(_recorded(reference, viewer))


def get_to_write(reference: str, viewer: Viewer) -> Application:
    """The viewer's own application, or one they write down for someone, locked as above; raises ``NotFound``."""
    found = db.session.scalars(_locked(_own(reference, viewer))).one_or_none()
    return found or _one(_locked(_recorded(reference, viewer)))


def get_for_guardian(application_id: int) -> Application:
    """The application a guardian's link stands for; raises ``NotFound``. The link was looked at before."""
    return _one(select(Application).where(Application.id == application_id))


def list_guardians_to_remind() -> Sequence[int]:
    """The guardians who were asked a week ago and are due a reminder, of applications that are under way."""
    under_way = select(Guardian.id).join(Application, Application.id == Guardian.application_id)
    due = under_way.where(Guardian.id.in_(list_due_for_reminder()), LIVE, Application.stage != DRAFT)
    return db.session.scalars(due.order_by(Guardian.id)).all()


def answers_of(application: Application) -> dict[str, Any]:
    """Every answer, the sealed ones opened: for the person's own eyes, and for the rules that judge them."""
    answers = dict(application.answers)
    if any(values.get("sealed") is True for values in answers.values()):
        for row in db.session.scalars(select(SealedAnswer).where(SealedAnswer.application_id == application.id)):
            answers[row.question] = json.loads(unseal(row.sealed, key=sealing_key(), place=row.place))
    return answers


def as_judged(strand: Strand, answers: Mapping[str, Mapping[str, Any]], on: date) -> Strand:
    """The strand as eligibility is judged for these answers on a date, wherever that is done; a query at most.

    Its list of occupations is the force's own, and the unit that was chosen has the day it starts next.
    """
    if chose_from_list(strand, answers):
        return with_occupations(strand)
    chosen = chosen_unit(strand, answers)
    number = str(chosen.get("unit") or "")
    return with_chosen_unit(strand, chosen, start_date_of(int(number), on)) if number.isdigit() else strand


def as_read(strand: Strand, answers: Mapping[str, Mapping[str, Any]]) -> Strand:
    """The strand as answers already sent are read: with every occupation the force ever listed; a query at most."""
    return with_occupations(strand, ended=True) if chose_from_list(strand, answers) else strand


def find_latest(account_id: int) -> Application | None:
    """The newest application of an account, whatever its strand and stage."""
    own = select(Application).where(Application.account_id == account_id).order_by(Application.id.desc()).limit(1)
    return db.session.scalars(own).one_or_none()


def list_own(viewer: Viewer) -> list[OwnApplication]:
    """The viewer's applications, newest first; a draft in the words of the version it would follow now."""
    if_sent = func.coalesce(latest_version(Application.strand), PAGE)
    follows = case((Application.stage == DRAFT, if_sent), else_=Application.pipeline_version)
    rows = db.session.execute(
        select(
            Application.reference,
            Application.strand,
            follows.label("pipeline_version"),
            Application.stage,
            Application.stage_since,
            Application.submitted_at,
        )
        .where(Application.account_id == viewer.account_id)
        .order_by(Application.id.desc())
        .limit(MOST_OWN)
    )
    found = []
    for row in rows:
        strand = get_strand(row.strand, row.pipeline_version)
        stage = strand.pipeline.stage(row.stage)
        found.append(OwnApplication(row.reference, strand, stage, row.stage_since, row.submitted_at))
    return found


def strand_of(application: Application) -> Strand:
    """The strand of an application, with its pipeline as the application follows it."""
    return get_strand(application.strand, application.pipeline_version)


def find_live(account_id: int, strand: str) -> Application | None:
    """The one application of an account to a strand that has not ended."""
    own = select(Application).where(Application.account_id == account_id, Application.strand == strand, LIVE)
    return db.session.scalars(own).one_or_none()


def list_earlier(account_id: int, strand: Strand, *, reapply_months: int) -> list[Earlier]:
    """The unsuccessful applications of an account to a strand, with the day from which each allows another."""
    ended = db.session.scalars(
        select(Application.stage_since).where(
            Application.account_id == account_id,
            Application.strand == strand.code,
            Application.stage == strand.pipeline.unsuccessful.code,
        )
    )
    days = [clock.on(at) for at in ended]
    return [Earlier(day, clock.add_months(day, reapply_months)) for day in days]


def serves(account_id: int, strand: str, on: date) -> bool:
    """Whether the holder of an account serves in a strand on a date."""
    period = (
        select(ServicePeriod.id)
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .where(
            Volunteer.account_id == account_id,
            ServicePeriod.strand == strand,
            ServicePeriod.started_on <= on,
            ServicePeriod.ended_on.is_(None) | (ServicePeriod.ended_on > on),
        )
    )
    return db.session.scalar(period.limit(1)) is not None


def tries_of(found: Application) -> Mapping[str, date]:
    """The checks of an application that were not passed, each with the day from which it may be taken again."""
    again = select(CHECKS.c.code, CHECKS.c.again_from).where(
        CHECKS.c.application_id == found.id, CHECKS.c.again_from.is_not(None)
    )
    return {row.code: row.again_from for row in db.session.execute(again)}


def list_changes(application_id: int) -> Sequence[Change]:
    """The dated moves of an application, oldest first."""
    rows = db.session.execute(
        select(StageChange.to_stage, StageChange.at)
        .where(StageChange.application_id == application_id)
        .order_by(StageChange.at, StageChange.id)
    )
    return [Change(to_stage, at) for to_stage, at in rows]


def waits_of(strand: str) -> dict[str, Wait]:
    """How long people waited of late at each stage of a strand, by stage; the appointed stage stands for the whole way.

    A wait says itself whether enough people have passed for it to be told.
    """
    rows = db.session.execute(
        select(StageWait.stage, StageWait.passed, StageWait.days_low, StageWait.days_high).where(
            StageWait.strand == strand
        )
    )
    return {row.stage: Wait(row.passed, row.days_low, row.days_high) for row in rows}


def list_told(application: Application) -> list[Told]:
    """What the applicant was sent about an application, newest first; the same as a text message is left out."""
    sent = list_about("application", application.id)
    own = [each for each in sent if each.account_id == application.account_id and not each.is_text]
    return told_of((each.kind, each.created_at, each.state.value, each.id) for each in own)


def find_dates(application: Application) -> OpeningLine | None:
    """The opening it was made for, with its dates, where there was one."""
    return get_opening(application.opening_id, clock.today()) if application.opening_id else None


def is_taken(reference: str) -> bool:
    """Whether an application already has this reference."""
    return db.session.scalar(select(Application.id).where(Application.reference == reference)) is not None


def folder_of(application: Application) -> Folder:
    """The documents of an application, as their own room knows it; open to more while the application is live."""
    strand = get_strand(application.strand)
    return Folder(
        application_id=application.id,
        account_id=application.account_id,
        reference=application.reference,
        asked=tuple(asked.kind for asked in strand.documents),
        is_open=not strand.pipeline.stage(application.stage).is_final,
    )


def _own(reference: str, viewer: Viewer) -> Select[Application]:
    return select(Application).where(Application.reference == reference, Application.account_id == viewer.account_id)


def _recorded(reference: str, viewer: Viewer) -> Select[Application]:
    """Until its area is known, a form that is being written down is found by whoever began it."""
    within = viewer.within(Permission.APPLICATION_RECORD, Application.strand, Application.area)
    begun = Application.area.is_(None) & (Application.recorded_by_id == viewer.account_id)
    return select(Application).where(
        Application.reference == reference, Application.channel != Channel.ONLINE, within | begun
    )


def count_uses(where: Where) -> Sequence[str]:
    """The applications under way that need an area or a unit, in words; one statement."""
    there = Application.area == where.area if where.unit_id is None else Application.unit_id == where.unit_id
    number = db.session.scalar(select(func.count(Application.id)).where(there, OPEN))
    return uses_in_words(number, "open application", "open applications")


def _locked(one: Select[Application]) -> Select[Application]:
    return one.with_for_update().execution_options(populate_existing=True)


def _one(own: Select[Application]) -> Application:
    if (found := db.session.scalars(own).one_or_none()) is None:
        raise NotFound("no such application of this person")
    return found
