"""What this room shows on pages of rooms below it: whether someone wants mailings."""

from flask import Flask, render_template, request

from volunteers.bulk import queries
from volunteers.bulk.queries import MailingWish
from volunteers.permissions import Permission
from volunteers.web import slots
from volunteers.web.access import viewer
from volunteers.web.forms import ButtonForm


def fill(app: Flask) -> None:
    slots.fill(app, "application_side", beside_application)
    slots.fill(app, "volunteer", on_volunteer)


def beside_application(application_id: int, _reference: str) -> str:
    """A panel beside an application, for those who may write to many."""
    return _part(queries.wishes_of_applicant(application_id)) if viewer().may(Permission.MAILING_SEND) else ""


def on_volunteer(volunteer_id: int) -> str:
    """The same on a volunteer's page."""
    return _part(queries.wishes_of_volunteer(volunteer_id)) if viewer().may(Permission.MAILING_SEND) else ""


def _part(wish: MailingWish) -> str:
    if wish.account_id == viewer().account_id:
        return ""  # nobody changes anything on a page about themselves
    return render_template("bulk/wishes.html", wish=wish, wish_form=ButtonForm(formdata=None), back=request.path)
