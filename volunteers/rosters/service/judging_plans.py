"""Whether a duty that is asked for may be stored, and the columns it is stored with."""

from collections.abc import Callable, Iterable
from typing import Any

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.people.queries import list_qualification_kinds
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import daylight_of
from volunteers.places.rules.daylight import Daylight
from volunteers.rosters.models import Duty
from volunteers.rosters.rules import DutyContent, DutyPlan, refusals_to_plan
from volunteers.strands.queries import get_strand

OUT_OF_SCOPE = Refusal(
    "out_of_scope", "You cannot create duties of this kind in this area. Your administrator can change that."
)
ELSEWHERE = Refusal("unit_elsewhere", "Choose a unit in the same area, for the same kind of volunteering.")
# Given the number of a duty, what it is now and what it is to be: what speaks against that in a room above.
JudgeOfChange = Callable[[int, DutyContent, DutyContent], Iterable[Refusal]]
_judges: dict[JudgeOfChange, None] = {}


def judge_changes_with(judge_of_change: JudgeOfChange) -> None:
    """From now on a change of any duty is put to this one too. Given twice, asked once."""
    _judges[judge_of_change] = None


def judge_change(duty_id: int, was: DutyContent, asked: DutyContent) -> list[Refusal]:
    """What the rooms above have against a change of a duty that hangs on something of theirs."""
    return [refusal for each in _judges for refusal in each(duty_id, was, asked)]


def judge(
    asked: DutyContent, strand: str, by: Viewer, *, was: DutyContent | None = None, is_theirs: bool = False
) -> None:
    """Refuse what cannot be, or is not the actor's to plan. ``was`` is the duty before it is changed."""
    said = asked.said
    if not is_theirs and not by.may_in(Permission.DUTY_EDIT, strand, said.area):
        raise Refused(OUT_OF_SCOPE)
    moved = was is None or (was.said.unit_id, was.said.area) != (said.unit_id, said.area)
    if said.unit_id is not None and moved and not _unit_fits(said.unit_id, strand, said.area):
        raise Refused(ELSEWHERE)
    starts_at, ends_at, until = asked.moments
    plan = DutyPlan(
        starts_at, ends_at, clock.in_london(asked.starts_at).time(), clock.in_london(asked.ends_at).time(),
        asked.posts, known_qualifications(strand, was), said, until,
        was.moments[2] if was else None, _daylight(asked, strand), is_theirs or _is_kind_kept(asked, was, strand),
    )  # fmt: skip
    if refusals := refusals_to_plan(plan, strand=get_strand(strand), now=clock.now()):
        raise Refused(refusals)


def known_qualifications(strand: str, was: DutyContent | None = None) -> frozenset[str]:
    """Those that can be asked for now, and those that a duty asks for already."""
    asked = (code for post in was.posts for code in post.needs) if was else ()
    return frozenset(kind.code for kind in list_qualification_kinds() if kind.is_for([strand])) | frozenset(asked)


def _daylight(asked: DutyContent, strand: str) -> Daylight | None:
    """That of the place and day, for a strand that works by daylight only."""
    if not get_strand(strand).duty.daylight_only:
        return None
    return daylight_of(asked.said.unit_id, asked.said.area, asked.starts_at.date())


def _is_kind_kept(asked: DutyContent, was: DutyContent | None, strand: str) -> bool:
    demands = get_strand(strand).duty
    return was is not None and demands.meant(was.said.kind) == demands.meant(asked.said.kind)


def columns_of(asked: DutyContent) -> dict[str, Any]:
    """The columns of a duty of which this is said."""
    return {**vars(asked.said), **dict(zip(("starts_at", "ends_at", "sign_up_until"), asked.moments, strict=True))}


def set_columns(duty: Duty, asked: DutyContent) -> None:
    """Make a stored duty what is asked, but for its posts."""
    for name, value in columns_of(asked).items():
        setattr(duty, name, value)


def _unit_fits(unit_id: int, strand: str, area: str) -> bool:
    unit = db.session.get(Unit, unit_id)
    return unit is not None and not unit.is_ended and unit.area == area and unit.strand in (None, strand)
