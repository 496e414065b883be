"""Every extension, unbound; ``create_app`` binds them. Models stand on our own typed ``Base``."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import redis
import rq
from flask import current_app, has_app_context
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_mail import Mail
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from rq.serializers import JSONSerializer
from sqlalchemy import DateTime, Enum, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, registry


class Base(DeclarativeBase):
    """What every table shares: predictable constraint names, text without a length, moments with a zone."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # A registry rather than a type_annotation_map of the class: Flask-SQLAlchemy derives from this class once more.
    registry = registry(
        metadata=metadata, type_annotation_map={str: Text(), datetime: DateTime(timezone=True), dict[str, Any]: JSONB()}
    )


# The largest number a row can have; one larger names nothing, and must not reach a query.
LARGEST_ID = 2**31 - 1

# How many seconds a job may take on a queue whose work is long, where it does not say so itself.
LONGEST_JOBS = {"rosters": 1_800, "figures": 3_600}
REMEMBERED = "remembered"  # in a session, which is one request's or one job's
Kind = TypeVar("Kind")

db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

migrate = Migrate(compare_type=True)
login_manager = LoginManager()
mail = Mail()
limiter = Limiter(key_func=get_remote_address)


def words(kind: type[StrEnum]) -> Enum:
    """A column that stores an enumeration by its words, so that a row can be read without the code."""
    return Enum(kind, native_enum=False, length=40, values_callable=lambda members: [m.value for m in members])


def in_application() -> bool:
    """Whether there is an application, and so a database, to ask: not while modules are read or plain rules tested."""
    return has_app_context()


def remembered(name: str, read: Callable[[], Kind]) -> Kind:
    """What is read by this, once in a request or a job: whoever changes it forgets it."""
    known = db.session.info.setdefault(REMEMBERED, {})
    if name not in known:
        known[name] = read()
    found: Kind = known[name]
    return found


def forget(name: str | None = None) -> None:
    """Read something anew when it is next asked for, or everything."""
    known = db.session.info.get(REMEMBERED, {})
    known.clear() if name is None else known.pop(name, None)


def sealing_key() -> bytes:
    """The key under which this copy seals what only a few may read."""
    key: bytes = current_app.config["SETTINGS"].sealing_key
    return key


def virus_scanner() -> str | None:
    """Where ClamAV listens, as its setting writes it; None where there is no scanner."""
    address: str | None = current_app.config["SETTINGS"].clamav_socket
    return address


def queue(name: str) -> rq.Queue:
    """The named queue on the configured Redis; jobs carry JSON only, so that a poisoned queue cannot run code."""
    connection: redis.Redis = current_app.extensions["redis"]
    longest = LONGEST_JOBS.get(name, rq.Queue.DEFAULT_TIMEOUT)
    return rq.Queue(name, connection=connection, serializer=JSONSerializer, default_timeout=longest)
