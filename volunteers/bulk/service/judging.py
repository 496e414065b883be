"""Judging many as each would be judged alone: by the rules and in the words of the case's own page."""

from dataclasses import dataclass
from datetime import date

from volunteers import clock
from volunteers.bulk import queries
from volunteers.bulk.models import BulkMove, BulkMoveLine
from volunteers.bulk.queries import Chosen, Owner
from volunteers.bulk.rules import GONE, Act, Judged, LineState, Reason, Target, goal_of, reasons_of
from volunteers.errors import Refusal
from volunteers.onboarding.service.moves import judge_move
from volunteers.onboarding.service.owner import ENDED, NOT_PERMITTED
from volunteers.onboarding.service.taking import OWN, RELATED
from volunteers.permissions import Permission, Viewer
from volunteers.strands.rules import Stage

# A reason is asked for when the button is pressed, so that a missing one does not close the way before.
TO_BE_GIVEN = "given with the move"
OWNER_CHANGED = Refusal("owner_changed", "Someone said whose case this is after you chose it.")


@dataclass(frozen=True)
class Verdict:
    """What would become of one application: where it goes, or everything that stands in the way."""

    line: BulkMoveLine
    chosen: Chosen | None
    stage: Stage | None
    refusals: tuple[Refusal, ...]
    reason_needed: bool = False

    @property
    def is_open(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class Outlook:
    """What would happen now: who is moved, who is not and why."""

    move: BulkMove
    what: str
    ready: tuple[Judged, ...]
    refused: tuple[Judged, ...]
    reasons: tuple[Reason, ...]

    @property
    def doing(self) -> str:
        """What is done to them; given to nobody is made nobody's."""
        return "made nobody’s" if self._is_given_up else self.move.act.doing

    @property
    def verb(self) -> str:
        """How the button begins."""
        return "Move" if self.move.act.is_move else "Give up" if self._is_given_up else "Give"

    @property
    def _is_given_up(self) -> bool:
        return self.move.act is Act.OWNER and self.move.owner_id is None

    @property
    def reason_needed(self) -> bool:
        """Whether any of those who are moved are sent back, which takes a reason."""
        return any(line.reason_needed for line in self.ready)


def preview(move_id: int, *, by: Viewer) -> Outlook:
    """What would happen to each if the button were pressed now. Nothing is written."""
    move = queries.get_move(move_id, by)
    lines = [line for line in move.lines if line.state is LineState.PLANNED]
    chosen = queries.load_chosen([line.application_id for line in lines], by)
    verdicts = judge_all(move, lines, chosen, reason=TO_BE_GIVEN, by=by, on=clock.today())
    owner = queries.find_owner(move.owner_id) if move.owner_id else None
    name = owner.name if owner else "Nobody"
    judged = sorted((_in_words(verdict, name) for verdict in verdicts), key=lambda each: (each.name, each.reference))
    refused = tuple(each for each in judged if not each.is_open)
    return Outlook(
        move, queries.what_in_words(move), tuple(each for each in judged if each.is_open), refused, reasons_of(refused)
    )


def judge_all(
    move: BulkMove, lines: list[BulkMoveLine], chosen: dict[int, Chosen], *, reason: str | None, by: Viewer, on: date
) -> list[Verdict]:
    """Each by itself: one that is refused does not stop another."""
    target = Target(move.act, move.to_strand, move.to_stage, move.owner_id)
    owner = queries.find_owner(move.owner_id) if move.owner_id else None
    found = []
    for line in lines:
        each = chosen.get(line.application_id)
        if each is None:
            found.append(Verdict(line, None, None, (GONE,)))
        elif move.act is Act.OWNER:
            found.append(Verdict(line, each, None, tuple(_against_owner(each, line, move, owner, by))))
        else:
            found.append(_of_move(each, line, target, reason=reason, by=by, on=on))
    return found


def _of_move(
    chosen: Chosen, line: BulkMoveLine, target: Target, *, reason: str | None, by: Viewer, on: date
) -> Verdict:
    application, strand = chosen.application, chosen.strand
    goal = goal_of(target, strand, line.from_stage)
    in_hand = _in_hand(chosen) or _moved(chosen, line.from_stage) or ([chosen.waiting] if chosen.waiting else [])
    if in_hand or goal.stage is None or goal.refusal is not None:
        return Verdict(line, chosen, goal.stage, tuple(in_hand) or _said(goal.refusal))
    refusals = judge_move(application, strand, goal.stage.code, reason=reason, by=by, on=on, facts=chosen.facts)
    return Verdict(line, chosen, goal.stage, tuple(refusals), goal.reason_needed)


def _said(refusal: Refusal | None) -> tuple[Refusal, ...]:
    return (refusal,) if refusal else ()


def _in_hand(chosen: Chosen) -> list[Refusal]:
    """The same as ``onboarding.service.taking.take`` says of one."""
    return [OWN] if chosen.is_own else [RELATED] if chosen.is_related else []


def _moved(chosen: Chosen, seen_stage: str) -> list[Refusal]:
    if chosen.application.stage == seen_stage:
        return []
    words = f"Someone moved this application after you chose it. It is now at {chosen.stage}."
    return [Refusal("moved_meanwhile", words)]


def _against_owner(
    chosen: Chosen, line: BulkMoveLine, move: BulkMove, owner: Owner | None, by: Viewer
) -> list[Refusal]:
    """What stands in the way of giving someone a case: the first thing, as on the page of one."""
    application = chosen.application
    same = "It is theirs already." if move.owner_id else "It is nobody’s already."
    if in_hand := _in_hand(chosen):
        return in_hand
    against = (
        (not by.may_in(Permission.APPLICATION_MOVE, application.strand, application.area), NOT_PERMITTED),
        (chosen.strand.pipeline.stage(application.stage).is_final, ENDED),
        (application.owner_id != line.from_owner_id, OWNER_CHANGED),
        (application.owner_id == move.owner_id, Refusal("same_owner", same)),
        (move.owner_id is not None and not _may_own(chosen, owner), _not_theirs_to_see(owner)),
    )
    return [refusal for holds, refusal in against if holds][:1]


def _may_own(chosen: Chosen, owner: Owner | None) -> bool:
    application = chosen.application
    is_other = owner is not None and owner.account_id != application.account_id
    return is_other and owner is not None and owner.may_own(application.strand, application.area)


def _not_theirs_to_see(owner: Owner | None) -> Refusal:
    name = owner.name if owner else "That person"
    return Refusal("out_of_scope", f"{name} may not see this application.", "An administrator")


def _in_words(verdict: Verdict, owner: str) -> Judged:
    chosen, line = verdict.chosen, verdict.line
    if chosen is None:
        return Judged(line.application_id, "", "No longer in your strands and areas", "", "", verdict.refusals)
    application = chosen.application
    was = application.owner.full_name if application.owner else "Nobody yet"
    is_move = verdict.stage is not None
    return Judged(
        application_id=application.id,
        reference=application.reference,
        name=application.name or "No name given",
        here=chosen.stage if is_move else was,
        there=verdict.stage.name if verdict.stage else owner,
        refusals=verdict.refusals,
        reason_needed=verdict.reason_needed,
    )
