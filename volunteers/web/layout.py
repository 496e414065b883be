"""What every page has around it: the Jinja environment, asset addresses and the navigation for this viewer."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, request, url_for
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, Undefined
from jinja2 import StrictUndefined as Strict
from jinja2.utils import missing

from volunteers.permissions import Permission, Viewer
from volunteers.web.access import find_viewer

# What the GOV.UK macros, once JavaScript, call nothing, and a macro that was not called as a block.
NOTHING = {"undefined", "null", "caller"}


class Unknown(Strict):
    """Our own variables must exist; the GOV.UK macros look for optional keys in plain dictionaries, which may not."""

    def __new__(cls, hint: str | None = None, obj: object = missing, name: str | None = None, *_: object) -> "Unknown":
        if isinstance(obj, dict | Undefined) or name in NOTHING:
            return Undefined(hint, obj, name)  # type: ignore[return-value]
        return super().__new__(cls)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    endpoint: str
    words: str
    needs: Permission


STAFF_PLACES = (
    Place("onboarding.caseload", "Applications", Permission.APPLICATION_READ),
    Place("onboarding.flow", "Flow", Permission.FLOW_READ),
    Place("vetting.cases", "Vetting", Permission.VETTING_READ),
    Place("appointments.staff_sessions", "Appointments", Permission.APPOINTMENT_EDIT),
    Place("openings.staff_openings", "Openings", Permission.OPENING_EDIT),
    Place("bulk.mailings", "Messages", Permission.MAILING_SEND),
    Place("rosters.staff_duties", "Duties", Permission.DUTY_READ),
    Place("web.on_the_day", "On the day", Permission.HOURS_CERTIFY),
    Place("web.strand_work", "Strands", Permission.SESSION_READ),
    Place("people.volunteers", "Volunteers", Permission.VOLUNTEER_READ),
    Place("records.progress", "Service records", Permission.EVIDENCE_SIGN),
    Place("onboarding.lapses", "Running out", Permission.VOLUNTEER_READ),
    Place("trends.overview", "Trends", Permission.TRENDS_READ),
    Place("people.staff_accounts", "Staff accounts", Permission.ACCOUNT_MANAGE),
    Place("people.reference", "Reference data", Permission.REFERENCE_EDIT),
    Place("imports.imports", "Imports", Permission.IMPORT_RUN),
    Place("integrity.findings", "Findings", Permission.FINDINGS_READ),
    Place("people.history", "History", Permission.HISTORY_READ),
    Place("vetting.sample", "Vetting sample", Permission.HISTORY_READ),
)
OWN_PLACES = (
    Place("applications.mine", "My applications", Permission.APPLICATION_SEE_OWN),
    Place("rosters.open_duties", "Duties I can do", Permission.DUTY_BOOK),
    Place("rosters.my_duties", "My duties", Permission.VOLUNTEER_SEE_OWN),
    Place("hours.mine", "My hours", Permission.HOURS_CLAIM),
    Place("availability.mine", "My availability", Permission.DUTY_BOOK),
    Place("records.my_record", "My record", Permission.VOLUNTEER_SEE_OWN),
    Place("people.my_service", "My service", Permission.VOLUNTEER_SEE_OWN),
    Place("notifications.own_letters", "My messages", Permission.OWN_ACCOUNT),
)


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = Unknown
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_loader = ChoiceLoader(
        [
            app.jinja_loader,  # type: ignore[list-item]
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    digests: dict[str, str] = {}

    def asset(name: str) -> str:
        """The address of a static file, changing with its contents, so that a change is seen at once."""
        if name not in digests:
            path = Path(app.static_folder or "") / name
            digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "missing"
        return url_for("static", filename=name, v=digests[name])

    app.add_template_global(asset)
    app.add_template_global(places)
    app.add_template_global(find_viewer, "find_viewer")
    app.add_template_global(lambda: current_app.config["FORCE"], "force")


def places(viewer: Viewer | None) -> list[dict[str, object]]:
    """The navigation entries this viewer may open, the current one marked."""
    if viewer is None:
        return []
    known = STAFF_PLACES if viewer.is_staff else OWN_PLACES
    return [
        {
            "words": place.words,
            "href": url_for(place.endpoint),
            "current": request.endpoint == place.endpoint,
            "holds": _is_below(url_for(place.endpoint)),
        }
        for place in known
        if viewer.may(place.needs)
    ]


def _is_below(address: str) -> bool:
    """Whether the page asked for stands below this one: it is marked as where one is, though not as the page."""
    return request.path.startswith(f"{address}/")
