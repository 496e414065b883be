"""Keeping the list of occupations: filled once from the force file, then the force's own. Each change is in history."""

from collections.abc import Sequence

from sqlalchemy import func, select

from volunteers import clock
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.strands.models import Occupation
from volunteers.strands.queries import get_occupation, list_occupations, strands_asking
from volunteers.strands.rules import StrandCode
from volunteers.strands.rules.occupations import OccupationDraft, code_of, in_order, refusals_of_occupation

CHANGED_MEANWHILE = Refusal(
    "stale",
    "Someone else changed this occupation meanwhile. What you typed is still here, and what the list says now is shown "
    "below. Save again to put yours in its place.",
)
LIST_LOCK = 20_231_002


def take_over_occupations(*, by: int | None) -> int:
    """Fill an empty list from the force file, for the Special Constabulary, and say how many were taken over.

    Does nothing, and says 0, once there is anything in the list.
    """
    db.session.execute(select(func.pg_advisory_xact_lock(LIST_LOCK)))
    if db.session.scalar(select(func.count()).select_from(Occupation)):
        return 0
    listed = current_force().occupations
    for place, each in enumerate(listed, start=1):
        db.session.add(
            Occupation(
                code=each.code, name=each.name, outcome=each.outcome, note=each.note, position=place, version=1,
                strands=[StrandCode.SPECIAL_CONSTABULARY.value],
            )
        )  # fmt: skip
    db.session.flush()
    record("occupations_taken_over", subject="occupations", subject_id=0, by=by, number=len(listed))
    return len(listed)


def add_occupation(draft: OccupationDraft, *, by: Viewer) -> Occupation:
    """Put one more occupation in the list, in its place; a list still in the force file is taken over first.

    Refused where its name is taken or no strand that asks is chosen.
    """
    take_over_occupations(by=by.account_id)
    rows = _locked()
    _judge(draft, rows)
    made = Occupation(
        code=code_of(draft.name, [row.code for row in rows]), name=draft.name, outcome=draft.outcome, note=draft.note,
        strands=list(draft.strands), position=len(rows) + 1, version=1,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _place(made, [*rows, made], draft.after)
    record("occupation_added", subject="occupation", subject_id=made.id, by=by.account_id, outcome=made.outcome.value)
    return made


def change_occupation(occupation_id: int, draft: OccupationDraft, *, version: int, by: Viewer) -> Occupation:
    """Change what the list says of an occupation; drafts that chose it are judged anew when they are sent.

    Raises ``NotFound``, ``Conflict`` when someone changed or ended it since that version, and refuses as adding does.
    Without a difference nothing is written.
    """
    rows = _locked()
    kept = _unchanged(occupation_id, version)
    _judge(draft, [row for row in rows if row.id != kept.id])
    fields = [name for name in ("name", "outcome", "note") if getattr(kept, name) != getattr(draft, name)]
    fields += ["strands"] if set(kept.strands) != set(draft.strands) else []
    moved = _place(kept, rows, draft.after)
    if not fields and not moved:
        return kept
    new = {"name": draft.name, "outcome": draft.outcome, "note": draft.note, "strands": sorted(draft.strands)}
    old = {"name": kept.name, "outcome": kept.outcome, "note": kept.note, "strands": sorted(kept.strands)}
    kept.name, kept.outcome, kept.note, kept.strands = draft.name, draft.outcome, draft.note, list(draft.strands)
    kept.version += 1
    record(
        "occupation_changed", subject="occupation", subject_id=kept.id, by=by.account_id,
        name=kept.name, moved=moved or None,
        changed={field: {"from": old[field], "to": new[field]} for field in fields} or None,
    )  # fmt: skip
    return kept


def end_occupation(occupation_id: int, *, version: int, by: Viewer) -> Occupation:
    """Offer an occupation no longer; answers that chose it keep its name. Ending twice writes nothing more.

    Raises ``NotFound``, and ``Conflict`` when someone changed it since that version.
    """
    _locked()
    kept = get_occupation(occupation_id)
    if kept.is_ended:
        return kept
    _unchanged(occupation_id, version)
    kept.ended_at, kept.version = clock.now(), kept.version + 1
    record("occupation_ended", subject="occupation", subject_id=kept.id, by=by.account_id)
    return kept


def offer_again(occupation_id: int, *, version: int, by: Viewer) -> Occupation:
    """Offer an ended occupation again, as it was. Doing so twice writes nothing more; raises as ending does.

    Refused while another one has its name.
    """
    rows = _locked()
    kept = get_occupation(occupation_id)
    if not kept.is_ended:
        return kept
    _unchanged(occupation_id, version)
    _judge(OccupationDraft(kept.name, kept.outcome, kept.note, tuple(kept.strands), None), rows)
    kept.ended_at, kept.version = None, kept.version + 1
    record("occupation_offered_again", subject="occupation", subject_id=kept.id, by=by.account_id)
    return kept


def _locked() -> Sequence[Occupation]:
    """The whole list, as it stands once everyone before us is done with it."""
    db.session.execute(select(func.pg_advisory_xact_lock(LIST_LOCK)))
    return list_occupations()


def _unchanged(occupation_id: int, version: int) -> Occupation:
    kept = get_occupation(occupation_id)
    if kept.version != version:
        raise Conflict(CHANGED_MEANWHILE)
    return kept


def _judge(draft: OccupationDraft, others: Sequence[Occupation]) -> None:
    taken = [row.name for row in others if not row.is_ended]
    if refusals := refusals_of_occupation(draft, taken=taken, asked_by=[each.code for each in strands_asking()]):
        raise Refused(refusals)


def _place(kept: Occupation, rows: Sequence[Occupation], after: int | None) -> bool:
    """Put a row where it belongs among those offered, and say whether that was elsewhere."""
    offered = {row.id: row for row in rows if not row.is_ended or row is kept}
    before = list(offered)
    wanted = in_order(before, kept.id, after)
    for place, number in enumerate(wanted, start=1):
        offered[number].position = place
    return wanted != before
