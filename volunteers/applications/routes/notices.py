"""What the service says of itself to everyone: privacy, cookies, and how accessible it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, render_template

from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules.notices import OF_APPLICANTS, OF_CADETS, OF_GUARDIANS, kept_of
from volunteers.forces.queries import current_force
from volunteers.strands.queries import all_strands
from volunteers.web.access import public

# The date of the accessibility statement. The Public Sector Bodies (Websites and Mobile Applications) Accessibility
# Regulations 2018 ask for a regular review; government guidance says once a year.
STATEMENT_PREPARED_ON = date(2026, 11, 22)


@dataclass(frozen=True)
class Cookie:
    """One cookie that the service sets, as people may see it in their browser."""

    name: str
    purpose: str
    lasts: str


@bp.get("/privacy")
@public
def privacy() -> str:
    """What is kept of adults, why, for how long, and what they may ask for."""
    return _notice("privacy.html", kept=kept_of(current_force(), OF_APPLICANTS), strands=all_strands())


@bp.get("/privacy/young-people")
@public
def privacy_young_people() -> str:
    """The same for someone under 18, in words of their own."""
    return _notice("privacy_young_people.html", kept=kept_of(current_force(), OF_CADETS))


@bp.get("/privacy/parents")
@public
def privacy_parents() -> str:
    """The same for parents and guardians: about their child, and about themselves."""
    return _notice("privacy_parents.html", kept=kept_of(current_force(), OF_GUARDIANS))


@bp.get("/cookies")
@public
def cookies() -> str:
    """Every cookie that is set, what for and for how long."""
    return _notice("cookies.html", cookies=list_cookies())


@bp.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement that the Regulations of 2018 ask for."""
    return _notice("accessibility.html", prepared_on=STATEMENT_PREPARED_ON)


def list_cookies() -> list[Cookie]:
    """The cookies of this copy, under the names it gives them."""
    return [
        Cookie(
            str(current_app.config["SESSION_COOKIE_NAME"]),
            "Keeps you signed in. Keeps your first answers until you sign in, and finds what you typed if you were "
            "signed out. Makes sure that what is sent comes from our own pages.",
            "Until you close your browser. You are signed out after 20 hours at the latest.",
        ),
        Cookie(
            "known_device",
            "For staff only. Says that you have signed in on this device before, so that others who guess at your "
            "password cannot lock you out. It signs nobody in.",
            "180 days",
        ),
    ]


def _notice(page: str, **more: Any) -> str:
    force = current_force()
    return render_template(f"applications/notices/{page}", privacy_contact=force.contact("privacy"), **more)
