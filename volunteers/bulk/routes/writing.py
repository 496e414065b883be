"""Writing a mailing: to applicants chosen from a list, or to volunteers who match."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.bulk import queries, service
from volunteers.bulk.forms import LetterForm, letter_form
from volunteers.bulk.queries import Wish
from volunteers.bulk.routes.blueprint import bp
from volunteers.bulk.rules import Audience, MailingState
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.people.rules.serving import StatusKind
from volunteers.permissions import Permission
from volunteers.places.queries import list_in_area
from volunteers.strands.queries import all_strands
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.once import create_once

SEND = Permission.MAILING_SEND


@dataclass(frozen=True)
class Narrowing:
    """What volunteers are narrowed to, with what they can be narrowed to."""

    strands: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    units: list[tuple[str, str]]
    statuses: list[tuple[str, str]]
    wish: Wish

    @property
    def words(self) -> str:
        """Which volunteers, in words."""
        unit = str(self.wish.unit_id or "")
        status = self.wish.status.value if self.wish.status else ""
        said = [
            dict(self.strands).get(self.wish.strand or "", "All strands"),
            dict(self.areas).get(self.wish.area or "", "all areas"),
            dict(self.units).get(unit, ""),
            dict(self.statuses).get(status, ""),
        ]
        return "Volunteers: " + ", ".join(each for each in said if each)


@bp.route("/staff/mailings/applicants/<int:choice_id>", methods=["GET", "POST"])
@needs(SEND)
def write_to_applicants(choice_id: int) -> ResponseReturnValue:
    """The words of a mailing to those chosen; then its preview."""
    page = queries.get_choice_page(choice_id, viewer())
    form = letter_form(Audience.APPLICANTS)

    def create() -> str:
        made = service.write_to_applicants(choice_id, subject=form.subject.data, body=form.body.data, by=viewer())
        return url_for(".mailing", mailing_id=made.id)

    if form.ready():
        try:
            return redirect(_once(form, create), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    back = url_for(".chosen", choice_id=choice_id)
    return render_template("bulk/write.html", form=form, count=page.count, back=back)


@bp.route("/staff/mailings/volunteers", methods=["GET", "POST"])
@needs(SEND)
def write_to_volunteers() -> ResponseReturnValue:
    """Which volunteers, how many that are, and the words of a mailing to them; then its preview."""
    narrowing = _narrowing()
    form = letter_form(Audience.VOLUNTEERS)

    def create() -> str:
        made = service.write_to_volunteers(
            narrowing.wish, chosen=narrowing.words, subject=form.subject.data, body=form.body.data, by=viewer()
        )
        return url_for(".mailing", mailing_id=made.id)

    if form.ready():
        try:
            return redirect(_once(form, create), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    count = len({each.account_id for each in queries.volunteers_wished(narrowing.wish, viewer())})
    return render_template("bulk/volunteers.html", form=form, narrowing=narrowing, wish=narrowing.wish, count=count)


@bp.route("/staff/mailings/<int:mailing_id>/words", methods=["GET", "POST"])
@needs(SEND)
def change_words(mailing_id: int) -> ResponseReturnValue:
    """Other words for one's own draft."""
    mailing = queries.get_mailing(mailing_id, viewer())
    if mailing.author_id != viewer().account_id or mailing.state is not MailingState.DRAFT:
        raise NotFound("no draft of this viewer")
    form = letter_form(mailing.audience, obj=mailing)
    back = url_for(".mailing", mailing_id=mailing_id)
    if form.ready():
        try:
            with unit_of_work():
                service.change_words(
                    mailing_id, subject=form.subject.data, body=form.body.data,
                    seen_version=int(form.version.data), by=viewer(),
                )  # fmt: skip
            return redirect(back, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            form.version.data = str(mailing.version)
            page = render_template("bulk/write.html", form=form, count=mailing.receivers, back=back)
            return page, 409 if isinstance(refused, Conflict) else 200
    return render_template("bulk/write.html", form=form, count=mailing.receivers, back=back)


def _once(form: LetterForm, create: object) -> str:
    return create_once(form, purpose=request.full_path, account_id=viewer().account_id, create=create)  # type: ignore[arg-type]


def _narrowing() -> Narrowing:
    by = viewer()
    areas = [(area.code, area.name) for area in current_force().areas]
    strands = [
        (strand.code.value, strand.name) for strand in all_strands() if by.may_in_strand(SEND, strand.code.value)
    ]
    strand, area = asked_choice("strand", strands), asked_choice("area", areas)
    statuses = [(each.value, each.label) for each in StatusKind]
    status = asked_choice("status", statuses)
    units = [(str(unit.id), unit.name) for unit in list_in_area(area, strand=strand)] if area else []
    unit = asked_choice("unit", units)
    wish = Wish(strand, area, int(unit) if unit else None, StatusKind(status) if status else None)
    return Narrowing(strands, areas, units, statuses, wish)
