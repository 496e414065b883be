"""The history, for the auditor: searching it, and checking that nobody has changed it."""

from flask import render_template, request, url_for

from volunteers import clock
from volunteers.extensions import LARGEST_ID
from volunteers.history.queries import verify
from volunteers.people.forms import VerifyForm
from volunteers.people.queries.acts import Sought, list_acts, list_known
from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web.access import needs
from volunteers.web.addresses import asked_choice

LONGEST_NAME = 100


@bp.get("/staff/history")
@needs(Permission.HISTORY_READ)
def history() -> str:
    """The latest acts first, narrowed by what is asked for."""
    return _history_page(VerifyForm())


@bp.post("/staff/history/verify")
@needs(Permission.HISTORY_READ)
def verify_history() -> str:
    """Walk the chain and say how it stands, with its newest seal. Nothing is written."""
    form = VerifyForm()
    if form.ready():
        verdict = verify(form.seal or None)
        return render_template(
            "people/history_verified.html", verdict=verdict, asked=form.seal, checked_at=clock.now()
        )  # fmt: skip
    return _history_page(form)


def _history_page(form: VerifyForm) -> str:
    kinds, acts = list_known()
    sought = Sought(
        subject=asked_choice("subject", kinds),
        subject_id=_number("subject_id"),
        act=asked_choice("act", acts),
        who=_who(),
    )
    before = _number("before")
    page = list_acts(sought, before=before)

    def address(before: int | None) -> str:
        return url_for(
            "people.history", subject=sought.subject, subject_id=sought.subject_id, act=sought.act,
            who=sought.who or None, before=before,
        )  # fmt: skip

    return render_template(
        "people/history.html", form=form, rows=page.rows, sought=sought, kinds=kinds, acts=acts,
        is_narrowed=sought != Sought(),
        following=address(page.next_before) if page.next_before else None,
        first=address(None) if before else None,
    )  # fmt: skip


def _number(name: str) -> int | None:
    """A positive whole number of the address, or None for anything else."""
    typed = request.args.get(name, "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 11 and int(typed) <= LARGEST_ID else None


def _who() -> str:
    return " ".join(request.args.get("who", "")[:LONGEST_NAME].replace("\0", "").split())
