"""The application factory: extensions, blueprints, errors and filters, bound in that order."""

from pathlib import Path
from urllib.parse import urlsplit

import redis
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import Settings
from volunteers import cli
from volunteers.applications import queries as of_applications
from volunteers.applications import routes as applications
from volunteers.appointments import routes as appointments
from volunteers.appointments.queries import uses as of_appointments
from volunteers.availability import routes as availability
from volunteers.bulk import routes as bulk
from volunteers.extensions import db, forget, limiter, login_manager, mail, migrate
from volunteers.forces.queries import serve
from volunteers.guardians.service import copy_to_guardian
from volunteers.imports import routes as imports
from volunteers.integrity import routes as integrity
from volunteers.notifications import routes as notifications
from volunteers.notifications.service import copy_with
from volunteers.onboarding import routes as onboarding
from volunteers.openings import routes as openings
from volunteers.openings.queries import uses as of_openings
from volunteers.people import routes as people
from volunteers.people.queries import uses as of_people
from volunteers.people.service import text_who_wants
from volunteers.places import routes as places
from volunteers.places.service import count_uses_with
from volunteers.records import routes as records
from volunteers.references import routes as references
from volunteers.rosters import routes as rosters
from volunteers.rosters.queries import uses as of_rosters
from volunteers.strands import routes as strands
from volunteers.trends import routes as trends
from volunteers.vetting import routes as vetting
from volunteers.web import access, addresses, bodies, error_pages, filters, headers, layout, slots
from volunteers.web import routes as web

ROOT = Path(__file__).parent.parent
BLUEPRINTS = (
    web.bp, strands.bp, places.bp, notifications.bp, people.bp, applications.bp, openings.bp, references.bp,
    availability.bp, onboarding.bp, vetting.bp, rosters.bp, appointments.bp, bulk.bp, imports.bp, records.bp, trends.bp,
    integrity.bp,
)  # fmt: skip
# What may still need an area or a unit that is about to end.
USES = (
    of_people.count_uses, of_openings.count_uses, of_applications.count_uses, of_appointments.count_uses,
    of_rosters.count_uses,
)  # fmt: skip


def create_app(settings: Settings) -> Flask:
    """An application for these settings; refuses to be made from a broken force file or with an unmarked view."""
    app = Flask("volunteers", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.jinja_options = {"cache_size": -1}  # there are more templates than the 400 that Jinja keeps compiled
    app.config.from_mapping(settings.flask_config())
    app.config["SETTINGS"] = settings
    app.config["FORCE"] = serve(settings.force)
    app.config["SERVICE"] = {"name": "Volunteers", "url": settings.public_url, "force": app.config["FORCE"].name}
    app.config["MESSAGE_DOMAIN"] = urlsplit(settings.public_url).hostname or "localhost"
    app.extensions["redis"] = redis.Redis.from_url(settings.redis_url, socket_timeout=2, socket_connect_timeout=2)
    bodies.init_app(app)
    for extension in (db, login_manager, mail, limiter):
        extension.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    people.load_sign_ins(login_manager)
    for part in (addresses, filters, headers, error_pages, layout, slots):
        part.init_app(app)
    access.init_app(app, sign_in="people.sign_in", staff_sign_in="people.staff_sign_in", confirm="people.confirm")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    onboarding.fill_slots(app)
    people.fill_slots(app)
    availability.fill_slots(app)
    rosters.fill_slots(app)
    appointments.fill_slots(app)
    bulk.fill_slots(app)
    imports.fill_slots(app)
    records.fill_slots(app)
    app.before_request(forget)
    cli.init_app(app)
    copy_with(copy_to_guardian)
    people.reference.fill_slots(app)
    count_uses_with(*USES)
    copy_with(text_who_wants, of_adults=True)
    access.refuse_unmarked_views(app)
    _wrap(app, settings)
    return app


def _wrap(app: Flask, settings: Settings) -> None:
    """Static files before the application, and the visitor's own address behind so many trusted proxies."""
    served = WhiteNoise(app.wsgi_app, root=str(ROOT / "static"), prefix="static/", max_age=3_600)
    hops = settings.proxy_hops
    app.wsgi_app = ProxyFix(served, x_for=hops, x_proto=hops) if hops else served  # type: ignore[method-assign]
