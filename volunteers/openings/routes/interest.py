"""Asking to be told when something opens, without an account, and being taken off the list at one click."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.openings import queries, service
from volunteers.openings.forms import InterestForm
from volunteers.openings.routes.blueprint import Answer, bp
from volunteers.people.models import LinkPurpose
from volunteers.people.queries import open_link
from volunteers.strands.queries import get_by_slug, get_strand
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import public
from volunteers.web.addresses import asked_number
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import guessed_links, limited
from volunteers.web.once import create_once

# What a mail program sends to the address in List-Unsubscribe (RFC 8058, 3.1), with no page and no cookie before it.
ONE_CLICK = ("List-Unsubscribe", "One-Click")


@dataclass(frozen=True)
class Wished:
    """What someone wants to be told of."""

    strand: Strand
    unit_id: int | None
    role: str | None

    @property
    def as_query(self) -> dict[str, Any]:
        """As it stands in the address of a page."""
        given = {"unit": self.unit_id, "role": self.role}
        return {name: value for name, value in given.items() if value is not None}

    @property
    def words(self) -> str:
        """In words, with the unit and the role."""
        parts = [self.strand.name, queries.role_name(self.strand.code, self.role)]
        return ", ".join(part for part in [*parts, queries.unit_name(self.strand.code, self.unit_id)] if part)


@bp.route("/opportunities/interest/<slug>", methods=["GET", "POST"])
@public
@limited(network="30 per hour; 100 per day", address="6 per hour; 12 per day", everyone="300 per minute; 5000 per hour")
def interest(slug: str) -> Answer:
    """Ask for an address. The answer is the same whoever's it is; what is open already is shown instead."""
    wish, form = _asked_for(get_by_slug(slug)), InterestForm()
    code = wish.strand.code.value
    opened = queries.find_wanted(code, wish.unit_id, wish.role, clock.today())
    if opened is not None:
        return redirect(url_for(".opening", opening_id=opened.id), code=303)

    def create() -> str:
        service.register_interest(form.email.data, strand=code, unit_id=wish.unit_id, role=wish.role)
        return url_for(".interest_kept", slug=slug, **wish.as_query)

    if form.ready():
        return redirect(create_once(form, purpose=request.full_path, account_id=None, create=create), code=303)
    months = current_force().retention.interest_months
    return render_template("openings/interest.html", form=form, wish=wish, months=months)


@bp.get("/opportunities/interest/<slug>/thank-you")
@public
def interest_kept(slug: str) -> str:
    """What happens next; nothing here tells whose address was given, or whether it was known."""
    return render_template("openings/interest_kept.html", wish=_asked_for(get_by_slug(slug)))


@bp.route("/opportunities/interest/remove/<token>", methods=["GET", "POST"])
@public
@guessed_links
def remove_interest(token: str) -> Answer:
    """A page with one button, since mail scanners open links; then the address is erased.

    The token is the authority: a mail program posts here by itself, with no page before it.
    """
    link, form = open_link(token, LinkPurpose.INTEREST), ButtonForm()
    wish = queries.find_wish(link.subject_id) if link.is_good else None
    if wish is None:
        return render_template("openings/interest_gone.html"), 410
    is_one_click = request.method == "POST" and request.form.get(ONE_CLICK[0]) == ONE_CLICK[1]
    if is_one_click or form.ready():
        with unit_of_work():
            service.remove_interest(link.subject_id)
        return render_template("openings/interest_removed.html")
    wished = Wished(get_strand(wish.strand), wish.unit_id, wish.role)
    return render_template("openings/remove_interest.html", form=form, wish=wished)


def _asked_for(strand: Strand) -> Wished:
    """The unit and role in the page's address; a unit or role the strand does not have is a page that is not there."""
    unit_id, role = asked_number("unit"), request.args.get("role") or None
    unit_is_unknown = bool(request.args.get("unit")) and queries.unit_name(strand.code, unit_id) is None
    if unit_is_unknown or (role is not None and queries.role_name(strand.code, role) is None):
        raise NotFound("no such unit or role")
    return Wished(strand, unit_id, role)
