"""The application factory: extensions, errors, filters and rooms, bound in that order."""

from pathlib import Path
from urllib.parse import urlsplit

import redis
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import Settings
from volunteers import cli, rooms
from volunteers.extensions import db, forget, limiter, login_manager, mail, migrate
from volunteers.forces.queries import serve
from volunteers.web import access, addresses, bodies, error_pages, filters, headers, layout, slots

ROOT = Path(__file__).parent.parent


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
    rooms.load_sign_ins(login_manager)
    for part in (addresses, filters, headers, error_pages, layout, slots):
        part.init_app(app)
    access.init_app(app, sign_in="people.sign_in", staff_sign_in="people.staff_sign_in", confirm="people.confirm")
    rooms.open_in(app)
    app.before_request(forget)
    cli.init_app(app)
    access.refuse_unmarked_views(app)
    _wrap(app, settings)
    return app


def _wrap(app: Flask, settings: Settings) -> None:
    """Static files before the application, and the visitor's own address behind so many trusted proxies."""
    served = WhiteNoise(app.wsgi_app, root=str(ROOT / "static"), prefix="static/", max_age=3_600)
    hops = settings.proxy_hops
    app.wsgi_app = ProxyFix(served, x_for=hops, x_proto=hops) if hops else served  # type: ignore[method-assign]
