"""Keeping the reasons people choose from. Each change is in history; what was chosen before keeps its words."""

from collections.abc import Sequence
from functools import partial

from volunteers.errors import Refusal, Refused
from volunteers.forces.rules.lists import code_of
from volunteers.forces.service import KeptList, entry
from volunteers.permissions import Viewer
from volunteers.strands.models import KeptReason
from volunteers.strands.queries import all_strands, list_kept_reasons
from volunteers.strands.rules.reasons import (
    DEFAULTS,
    ReasonDraft,
    ReasonKind,
    refusals_of_reason,
    refusals_of_too_few,
)

LIST_LOCK = 20_231_011
NOT_CODES = ("new",)  # what stands for something else in the address of a page


def add_reason(kind: ReasonKind, draft: ReasonDraft, *, by: Viewer) -> KeptReason:
    """Offer one more reason, in its place. Refused where its words are taken."""
    kept = _list(kind)
    rows = kept.locked(by=by.account_id)
    _judge(draft, rows)
    code = code_of(draft.words, [*(row.code for row in rows), *NOT_CODES], otherwise="reason")
    made = KeptReason(
        kind=kind, code=code, name=draft.words, note_needed=draft.note_needed, strands=list(draft.strands)
    )
    return kept.add(made, rows, after=draft.after, by=by.account_id)


def change_reason(kind: ReasonKind, code: str, draft: ReasonDraft, *, version: int, by: Viewer) -> KeptReason:
    """Reword or move a reason, or offer it to other strands; what was chosen before keeps the words it had.

    Raises ``NotFound``, ``Conflict`` when someone changed it since that version, and refuses as adding does, and where
    a strand would have no reason left.
    """
    kept = _list(kind)
    rows = kept.locked(by=by.account_id)
    row = entry(rows, code, version=version)
    others = [each for each in rows if each is not row]
    _judge(draft, others)
    _leave_some([*_strands(others), draft.strands])
    values = {"name": draft.words, "note_needed": draft.note_needed, "strands": list(draft.strands)}
    kept.change(row, rows, values, after=draft.after, by=by.account_id)
    return row


def end_reason(kind: ReasonKind, code: str, *, version: int, by: Viewer) -> KeptReason:
    """Offer a reason no longer. Ending twice writes nothing more; refused where a strand would have none left."""
    kept = _list(kind)
    rows = kept.locked(by=by.account_id)
    if (row := entry(rows, code)).is_ended:
        return row
    entry(rows, code, version=version)
    _leave_some(_strands([each for each in rows if each is not row]))
    kept.end(row, by=by.account_id)
    return row


def offer_reason_again(kind: ReasonKind, code: str, *, version: int, by: Viewer) -> KeptReason:
    """Offer an ended reason again, as it was. Doing so twice writes nothing more; refused while its words are taken."""
    kept = _list(kind)
    rows = kept.locked(by=by.account_id)
    if not (row := entry(rows, code)).is_ended:
        return row
    entry(rows, code, version=version)
    _judge(ReasonDraft(row.name, row.note_needed, tuple(row.strands), None), rows)
    kept.begin_again(row, by=by.account_id)
    return row


def _list(kind: ReasonKind) -> KeptList[KeptReason]:
    return KeptList("reason", LIST_LOCK, partial(list_kept_reasons, kind), partial(_defaults, kind))


def _defaults(kind: ReasonKind) -> Sequence[KeptReason]:
    return [
        KeptReason(kind=kind, code=each.code, name=each.words, note_needed=each.note_needed, strands=[])
        for each in DEFAULTS[kind]
    ]


def _judge(draft: ReasonDraft, others: Sequence[KeptReason]) -> None:
    taken = [row.name for row in others if not row.is_ended]
    _refuse(refusals_of_reason(draft, taken=taken, known=[each.code for each in all_strands()]))


def _leave_some(offered: Sequence[Sequence[str]]) -> None:
    _refuse(refusals_of_too_few(offered, known=[(each.code, each.name) for each in all_strands()]))


def _strands(rows: Sequence[KeptReason]) -> list[Sequence[str]]:
    return [row.strands for row in rows if not row.is_ended]


def _refuse(refusals: Sequence[Refusal]) -> None:
    if refusals:
        raise Refused(refusals)
