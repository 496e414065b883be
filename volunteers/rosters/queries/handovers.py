"""Places that are handed on: who looks for a stand-in, which I may take over, and swaps that are offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant, Volunteer
from volunteers.permissions import ROLE_PERMISSIONS, Grant, Permission, Viewer
from volunteers.rosters.models import Duty, DutyState, Handover, HandoverKind, HandoverState, Post, SignUp, SignUpState
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, post_facts
from volunteers.rosters.queries.judging import Reader, teams_of
from volunteers.rosters.queries.own import Self
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import Team, as_if_free, refusals_to_take
from volunteers.rosters.rules.handovers import called

OPEN = Handover.state == HandoverState.OPEN
CONFIRMED = SignUp.state == SignUpState.CONFIRMED
MOST = 200
ASSIGNERS = [role for role, granted in ROLE_PERMISSIONS.items() if Permission.DUTY_ASSIGN in granted]
MOST_SUPERVISORS = 10


@dataclass(frozen=True)
class OpenHandover:
    """What the holder of a place looks for."""

    handover_id: int
    is_swap: bool
    to_name: str | None
    other: DutyWords | None


@dataclass(frozen=True)
class StandIn:
    """A place of someone who cannot make it, and what stands between the reader and it. Nobody is named."""

    handover_id: int
    words: DutyWords
    post: str
    must_accept: bool
    briefing: str
    risk_assessment: str
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class SwapOffer:
    """A swap offered to the reader: the duty they would give, the duty they would have, and who offers it."""

    handover_id: int
    give: DutyWords
    have: DutyWords
    post: str
    from_name: str
    must_accept: bool
    briefing: str
    risk_assessment: str


def find_open_handover(sign_up_id: int) -> int | None:
    """What is looked for in someone's place, or of whom it is wanted in a swap."""
    about = (Handover.sign_up_id == sign_up_id) & OPEN
    return db.session.scalar(select(Handover.id).where(about))


def find_own_handover(sign_up_id: int) -> OpenHandover | None:
    """What the holder of a place looks for, in words."""
    other, duty, holder = aliased(SignUp), aliased(Duty), aliased(Volunteer)
    row = db.session.execute(
        select(Handover.id, Handover.kind, holder.first_name, holder.last_name, duty)
        .outerjoin(other, other.id == Handover.other_sign_up_id)
        .outerjoin(duty, duty.id == other.duty_id)
        .outerjoin(holder, holder.id == Handover.to_volunteer_id)
        .where(Handover.sign_up_id == sign_up_id, OPEN)
    ).one_or_none()
    if row is None:
        return None
    number, kind, first, last, swapped = row
    is_swap = kind is HandoverKind.SWAP
    return OpenHandover(number, is_swap, called(first, last) if is_swap else None, _words(swapped) if is_swap else None)


def list_stand_ins(me: Self) -> list[StandIn]:
    """The places a volunteer may take over, soonest first; a fixed number of statements."""
    return [one for one in _stand_ins(me, Handover.kind == HandoverKind.STAND_IN) if not one.refusals]


def get_stand_in(handover_id: int, me: Self) -> StandIn:
    """One of those places, with what stands in the way; ``NotFound`` when nobody looks for a stand-in any more."""
    found = _stand_ins(me, (Handover.id == handover_id) & (Handover.kind == HandoverKind.STAND_IN))
    if not found:
        raise NotFound(f"no stand-in {handover_id} for volunteer {me.volunteer_id}")
    return found[0]


def list_swaps_to_answer(me: Self) -> list[SwapOffer]:
    """The swaps a volunteer was offered."""
    return _swaps(me, Handover.state == HandoverState.OPEN)


def get_swap_offer(handover_id: int, me: Self) -> SwapOffer:
    """One of them; ``NotFound`` once it is not offered any more."""
    found = _swaps(me, OPEN & (Handover.id == handover_id))
    if not found:
        raise NotFound(f"no swap {handover_id} for volunteer {me.volunteer_id}")
    return found[0]


def list_supervisors(duty: Duty) -> list[tuple[int, str]]:
    """Whom to tell about a duty: who made it or, when they look after it no more, those who say who is on it."""
    covers = (
        RoleGrant.role.in_(ASSIGNERS),
        RoleGrant.strand.is_(None) | (RoleGrant.strand == duty.strand),
        RoleGrant.area.is_(None) | (RoleGrant.area == duty.area),
    )
    accounts = db.session.scalars(
        select(Account)
        .where(
            Account.id.in_(select(RoleGrant.account_id).where(*covers)),
            Account.disabled_at.is_(None),
        )
        .order_by((Account.id != duty.created_by_id), Account.id)
    ).unique()
    who_may = [one for one in accounts if one.has_mail and _may_assign(one, duty)][:MOST_SUPERVISORS]
    if who_may and who_may[0].id == duty.created_by_id:
        who_may = who_may[:1]
    return [(one.id, one.email) for one in who_may]


def list_handovers_to_lapse() -> list[int]:
    """What leads nowhere any more: the duty began or was called off, or a place of it was given up."""
    other, other_duty = aliased(SignUp), aliased(Duty)
    now = clock.now()
    over = (Duty.starts_at <= now) | (Duty.state != DutyState.PUBLISHED) | ~CONFIRMED
    other_over = (
        (other_duty.starts_at <= now)
        | (other_duty.state != DutyState.PUBLISHED)
        | (other.state != SignUpState.CONFIRMED)
    )
    rows = (
        select(Handover.id)
        .join(SignUp, SignUp.id == Handover.sign_up_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .outerjoin(other, other.id == Handover.other_sign_up_id)
        .outerjoin(other_duty, other_duty.id == other.duty_id)
        .where(OPEN, over | other_over)
        .order_by(Handover.id)
    )
    return list(db.session.scalars(rows))


def _stand_ins(me: Self, which: ColumnElement[bool]) -> list[StandIn]:
    now = clock.now()
    rows = db.session.execute(
        select(
            Handover.id.label("handover_id"), SignUp.volunteer_id, *COLUMNS, Duty.meeting_place, Duty.briefing,
            Duty.risk_assessment, Post.id.label("post_id"), Post.name, Post.needs, Post.grades, Post.places,
            Post.taken,
        )
        .select_from(Handover)
        .join(SignUp, SignUp.id == Handover.sign_up_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Post, Post.id == SignUp.post_id)
        .where(
            which, OPEN, CONFIRMED, Duty.state == DutyState.PUBLISHED, Duty.starts_at > now,
            Duty.strand.in_(me.strands), SignUp.volunteer_id != me.volunteer_id,
        )
        .order_by(Duty.starts_at, Handover.id)
        .limit(MOST)
    ).all()  # fmt: skip
    if not rows:
        return []
    reader = Reader.of(me.volunteer_id, {row.strand for row in rows}, around=(now, rows[-1].starts_at))
    teams = teams_of({row.id for row in rows})
    return [_stand_in(row, reader, teams.get(row.id, Team())) for row in rows]


def _stand_in(row: Row[*tuple[Any, ...]], reader: Reader, team: Any) -> StandIn:
    case = reader.case(duty_facts(row), team, own_act=False)
    refusals = refusals_to_take(*as_if_free(case, post_facts(row), leaves=row.volunteer_id))
    return StandIn(
        row.handover_id, _words(row), row.name, row.must_accept, row.briefing, row.risk_assessment, refusals
    )  # fmt: skip


def _swaps(me: Self, which: ColumnElement[bool]) -> list[SwapOffer]:
    place, other, have = aliased(SignUp), aliased(SignUp), aliased(Duty)
    rows: Sequence[Any] = db.session.execute(
        select(Handover.id, Duty, have, Post.name, Volunteer.first_name, Volunteer.last_name)
        .join(place, place.id == Handover.sign_up_id)
        .join(other, other.id == Handover.other_sign_up_id)
        .join(have, have.id == place.duty_id)
        .join(Duty, Duty.id == other.duty_id)
        .join(Post, Post.id == place.post_id)
        .join(Volunteer, Volunteer.id == place.volunteer_id)
        .where(
            which, Handover.to_volunteer_id == me.volunteer_id, place.state == SignUpState.CONFIRMED,
            other.state == SignUpState.CONFIRMED, Duty.starts_at > clock.now(), have.starts_at > clock.now(),
        )
        .order_by(have.starts_at, Handover.id)
    ).all()  # fmt: skip
    return [
        SwapOffer(
            number, _words(give), _words(duty), post, called(first, last), duty.must_accept, duty.briefing,
            duty.risk_assessment,
        )
        for number, give, duty, post, first, last in rows
    ]  # fmt: skip


def _words(duty: Any) -> DutyWords:
    return words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)


def _may_assign(account: Account, duty: Duty) -> bool:
    held = frozenset(Grant(one.role, one.strand, one.area) for one in account.role_grants)
    return Viewer(account.id, account.full_name, held).may_in(Permission.DUTY_ASSIGN, duty.strand, duty.area)
