"""Sign-in details shown once: on the page that answers the button, and never again."""

from collections.abc import Callable

import pyotp
import segno
from flask import current_app, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from volunteers.people.service.accounts import FirstDetails
from volunteers.web.access import viewer
from volunteers.web.forms import CreatingForm
from volunteers.web.once import create_once

MARGIN = 4  # the quiet zone that scanners need, in modules (ISO/IEC 18004)


def make_and_show(form: CreatingForm, purpose: str, make: Callable[[], FirstDetails]) -> Response | str:
    """Make the details and show them in this very answer, which no cache keeps.

    They are stored in no clear form, so a repeat of the same button leads to the account's page, which says so.
    """
    made: list[FirstDetails] = []

    def create() -> str:
        made.append(make())
        return url_for("people.staff_account", account_id=made[0].account_id, shown="already")

    location = create_once(form, purpose=purpose, account_id=viewer().account_id, create=create)
    if not made:
        return redirect(location, code=303)
    return render_template("people/first_details.html", details=made[0], picture=_picture(made[0]))


def _picture(details: FirstDetails) -> Markup:
    """What an authenticator app scans, drawn into the page itself: no picture of it is ever fetched or kept."""
    issuer = current_app.config["SERVICE"]["name"]
    address = pyotp.TOTP(details.totp_secret).provisioning_uri(name=details.email, issuer_name=issuer)
    drawn = segno.make_qr(address).svg_inline(
        svgclass="app-qr", lineclass=None, omitsize=True, light="#ffffff", border=MARGIN
    )
    return Markup(drawn)  # noqa: S704 -- the drawing is ours: paths and numbers
