"""Ranks and patrol statuses, each from a day and on evidence."""

from datetime import date

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.models import GradePeriod, RankPeriod
from volunteers.people.queries import names
from volunteers.people.queries.serving import ServingFile, find_period
from volunteers.people.queries.timeline import list_ranks
from volunteers.people.rules.changes import refusals_of_next, refusals_of_step
from volunteers.people.service.periods import hold, tell
from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import in_words

SKILLS_FIRST = Refusal(
    "skills_first", "This status is confirmed on the page of their skills, once each was shown and signed.",
    "A coordinator, when the skills are signed",
)  # fmt: skip


def change_rank(
    volunteer_id: int, *, period_id: int, rank: str, from_on: date, evidence: str, by: Viewer, seen: int | None = None
) -> RankPeriod:
    """Give someone another rank of their strand from a day, on evidence, and tell them.

    One to come is taken up by the night's job. Refused for a rank they hold, one the strand has not, and before the
    last one began.
    """
    found = hold(volunteer_id, period_id, seen=seen, by=by)
    ranks = list_ranks(period_id)
    held = ranks[-1].rank if ranks else found.period.rank
    refusals = _refusals_of_rank(found, rank, held, evidence)
    refusals += refusals_of_next(
        "A rank", from_on, found.served, [row.from_on for row in ranks], today=clock.today()
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)
    now = clock.now()
    if not ranks and from_on > found.period.started_on:
        first = RankPeriod(service_period_id=period_id, rank=held, from_on=found.period.started_on, recorded_at=now)
        db.session.add(first)
    row = RankPeriod(
        service_period_id=period_id, rank=rank, from_on=from_on, evidence=evidence.strip(),
        recorded_by_id=by.account_id, recorded_at=now,
    )  # fmt: skip
    db.session.add(row)
    if from_on <= clock.today():
        found.period.rank = rank
    db.session.flush()
    record(
        "rank_changed", subject="volunteer", subject_id=volunteer_id, by=by.account_id, rank=rank,
        service_period_id=period_id,
    )  # fmt: skip
    _tell(found, "rank", names.rank_name(found.period.strand, held), found.strand.rank(rank).name, from_on)
    return row


def set_grade(
    volunteer_id: int, *, strand: str, grade: str, from_on: date, by: Viewer, evidence: str = "",
    seen: int | None = None, is_shown: bool = False,
) -> GradePeriod:  # fmt: skip
    """Move someone on to the next grade (patrol status, for a Special) from a day, and tell them.

    Whoever signs evidence may do it as well as whoever edits service; only the latter may move someone back, and says
    why in ``evidence``. One step at a time. Refused before the last one began, for one's own, and forwards to a grade
    for which skills are to be shown, unless ``is_shown`` says that they were.
    """
    period_id = find_period(volunteer_id, strand, from_on)
    if period_id is None:
        raise NotFound(f"volunteer {volunteer_id} never served in {strand}")
    permission = Permission.SERVICE_EDIT if by.may(Permission.SERVICE_EDIT) else Permission.EVIDENCE_SIGN
    found = hold(volunteer_id, period_id, seen=seen, by=by, permission=permission)
    ladder, held = [one.code for one in found.strand.grades], found.grade
    refusals = refusals_of_step(ladder, held, grade, why=evidence)
    if not refusals and permission is Permission.EVIDENCE_SIGN and _is_back(ladder, held, grade):
        refusals.append(Refusal("not_yours", "Only a coordinator moves someone back.", "A coordinator"))
    if not refusals and not is_shown and not _is_back(ladder, held, grade) and _takes_skills(found, grade):
        refusals.append(SKILLS_FIRST)
    begun = [day for day, _ in found.grades]
    refusals += refusals_of_next("A status", from_on, found.served, begun, today=clock.today())
    if refusals:
        raise Refused(refusals)
    row = GradePeriod(
        volunteer_id=volunteer_id, strand=strand, grade=grade, from_on=from_on, evidence=evidence.strip() or None,
        recorded_by_id=by.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(
        "grade_changed", subject="volunteer", subject_id=volunteer_id, by=by.account_id, grade=grade,
        service_period_id=period_id,
    )  # fmt: skip
    _tell(found, "grade", found.grade_name, found.strand.grade(grade).name, from_on)
    return row


def _takes_skills(found: ServingFile, grade: str) -> bool:
    skills = found.strand.skills
    return skills is not None and any(skill.needed_for == grade for skill in skills.skills)


def _is_back(ladder: list[str], held: str | None, wanted: str) -> bool:
    return held in ladder and ladder.index(wanted) < ladder.index(held)


def _refusals_of_rank(found: ServingFile, rank: str, held: str | None, evidence: str) -> list[Refusal]:
    refusals = []
    if rank not in {one.code for one in found.strand.ranks}:
        refusals.append(Refusal("unknown_rank", "Choose one of the ranks shown."))
    elif rank == held:
        refusals.append(Refusal("held_already", "They hold this rank already. Choose another one."))
    if not evidence.strip():
        refusals.append(Refusal("evidence_needed", "Say what the change rests on."))
    return refusals


def _tell(found: ServingFile, what: str, before: str, after: str, from_on: date) -> None:
    tell(MessageKind.RANK_CHANGED, found, what=what, before=before, after=after, from_on=in_words(from_on))
