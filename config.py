"""Typed settings, read once from the environment.

Production refuses to start when something is missing and names everything that is. In development what is absent is
read from ``DATA_DIR/environment``, which ``make run`` writes when it starts the embedded servers, so that a
``flask`` command typed beside a running copy speaks to the same database.
"""

import base64
import binascii
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
ENVIRONMENTS = ("development", "test", "production")
SEALING_KEY_BYTES = 32


class SettingsError(Exception):
    """The environment does not describe a service that can start; the message names every fault."""


@dataclass(frozen=True)
class Notify:
    """GOV.UK Notify, which carries text messages; ``receipt_token`` is what it says with a receipt to be believed."""

    api_key: str
    template_id: str
    receipt_token: str
    base_url: str


@dataclass(frozen=True)
class Settings:
    """Everything the application takes from outside itself."""

    environment: str
    secret_key: str
    sealing_key: bytes
    database_url: str
    redis_url: str
    mail_server: str
    mail_port: int
    mail_username: str | None
    mail_password: str | None
    mail_use_tls: bool
    mail_sender: str
    public_url: str
    force: str
    data_dir: Path
    proxy_hops: int
    clamav_socket: str | None
    notify: Notify | None

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def sends_texts(self) -> bool:
        """Whether people are offered text messages: off one's own machine, someone has to carry them."""
        return self.notify is not None or not self.is_production

    def flask_config(self) -> dict[str, Any]:
        """The keys that Flask and its extensions read."""
        secure = self.public_url.startswith("https://")
        return {
            "SECRET_KEY": self.secret_key,
            "TEXTS": self.sends_texts,
            "TESTING": self.environment == "test",
            "SQLALCHEMY_DATABASE_URI": sqlalchemy_url(self.database_url),
            "SQLALCHEMY_ENGINE_OPTIONS": {
                "pool_size": 2,
                "max_overflow": 2,
                # No ping before each use: it is one more trip for every page, and a connection that died with its
                # server is noticed at its first use (the 503 page), after which all of the pool's are made anew.
                "pool_recycle": 1800,
                "connect_args": {"options": "-c statement_timeout=30000 -c timezone=UTC"},
            },
            # Links in mail use PUBLIC_URL; a request for another host is refused rather than believed.
            "TRUSTED_HOSTS": [urlsplit(self.public_url).hostname or ""] if self.is_production else None,
            "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "WTF_CSRF_TIME_LIMIT": 12 * 60 * 60,
            "WTF_CSRF_SSL_STRICT": False,
            "MAX_CONTENT_LENGTH": 1_000_000,
            "MAX_FORM_MEMORY_SIZE": 500_000,
            "MAX_FORM_PARTS": 1_000,
            "SEND_FILE_MAX_AGE_DEFAULT": 3_600,
            "RATELIMIT_STORAGE_URI": limiter_url(self.redis_url),
            "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
            "RATELIMIT_HEADERS_ENABLED": False,
            "RATELIMIT_ENABLED": self.environment != "test",
            **self._mail_config(),
        }

    def _mail_config(self) -> dict[str, Any]:
        return {
            "MAIL_SERVER": self.mail_server,
            "MAIL_PORT": self.mail_port,
            "MAIL_USERNAME": self.mail_username,
            "MAIL_PASSWORD": self.mail_password,
            "MAIL_USE_TLS": self.mail_use_tls,
            "MAIL_DEFAULT_SENDER": self.mail_sender,
            # Flask-Mail would swallow mail when TESTING; tests listen with a real SMTP catcher instead.
            "MAIL_SUPPRESS_SEND": False,
        }


def sqlalchemy_url(url: str) -> str:
    """The same address with the driver named, since a plain ``postgresql://`` means different drivers by version."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def limiter_url(url: str) -> str:
    """The same address as the rate limiter writes it: a Unix socket has a scheme of its own there."""
    return "redis+" + url if url.startswith("unix://") else url


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, or raise ``SettingsError`` naming every one that is missing or wrong."""
    given = dict(os.environ if environ is None else environ)
    environment = given.get("ENVIRONMENT", "development")
    if environment not in ENVIRONMENTS:
        raise SettingsError(f"ENVIRONMENT is {environment!r}; it must be one of: {', '.join(ENVIRONMENTS)}")
    data_dir = Path(given.get("DATA_DIR", ROOT / ".data")).resolve()
    if environment == "development":
        given = {**read_environment_file(data_dir / "environment"), **given}
    faults: list[str] = []
    settings = Settings(
        environment=environment,
        secret_key=_secret_key(given, faults),
        sealing_key=_sealing_key(given, faults),
        database_url=_required(given, "DATABASE_URL", faults),
        redis_url=_required(given, "REDIS_URL", faults),
        mail_server=_required(given, "MAIL_SERVER", faults),
        mail_port=_number(given, "MAIL_PORT", 25, faults),
        mail_username=given.get("MAIL_USERNAME") or None,
        mail_password=given.get("MAIL_PASSWORD") or None,
        mail_use_tls=given.get("MAIL_USE_TLS", "").lower() in {"1", "true", "yes"},
        mail_sender=_required(given, "MAIL_SENDER", faults),
        public_url=_required(given, "PUBLIC_URL", faults).rstrip("/"),
        force=given.get("FORCE", "avon_and_somerset"),
        data_dir=data_dir,
        proxy_hops=_number(given, "PROXY_HOPS", 0, faults),
        clamav_socket=_clamav_socket(given, faults),
        notify=_notify(given, faults),
    )
    if faults:
        hint = "" if environment == "production" else " `make run` sets these up; or name your own servers."
        raise SettingsError("These settings are missing or wrong: " + "; ".join(faults) + "." + hint)
    return settings


def read_environment_file(path: Path) -> dict[str, str]:
    """``NAME=value`` lines, or nothing when there is no such file."""
    if not path.is_file():
        return {}
    lines = (line.partition("=") for line in path.read_text().splitlines() if "=" in line)
    return {name: value for name, _, value in lines}


def _required(given: Mapping[str, str], name: str, faults: list[str]) -> str:
    value = given.get(name, "")
    if not value:
        faults.append(name)
    return value


def _secret_key(given: Mapping[str, str], faults: list[str]) -> str:
    value = _required(given, "SECRET_KEY", faults)
    if value and len(value) < 32:
        faults.append("SECRET_KEY (shorter than 32 characters)")
    return value


def _sealing_key(given: Mapping[str, str], faults: list[str]) -> bytes:
    value = _required(given, "SEALING_KEY", faults)
    try:
        key = base64.b64decode(value, validate=True)
    except binascii.Error:
        key = b""
    if value and len(key) != SEALING_KEY_BYTES:
        faults.append("SEALING_KEY (not 32 bytes in base64)")
    return key


def _clamav_socket(given: Mapping[str, str], faults: list[str]) -> str | None:
    """The path of a Unix socket, or host:port; none of it is asked of the scanner yet."""
    value = given.get("CLAMAV_SOCKET", "")
    host, _, port = value.rpartition(":")
    if value and not value.startswith("/") and not (host and port.isdigit()):
        faults.append("CLAMAV_SOCKET (neither the path of a socket nor host:port)")
    return value or None


def _notify(given: Mapping[str, str], faults: list[str]) -> Notify | None:
    """All of it or none: without a key there are no text messages."""
    key = given.get("NOTIFY_API_KEY", "")
    if not key:
        return None
    # The client takes the last 73 characters apart: the service's id, a dash, and the secret, each 36 long.
    if not re.fullmatch(r".+-[0-9a-f-]{36}-[0-9a-f-]{36}", key):
        faults.append("NOTIFY_API_KEY (not a key of GOV.UK Notify)")
    token = _required(given, "NOTIFY_RECEIPT_TOKEN", faults)
    if token and len(token) < 32:
        faults.append("NOTIFY_RECEIPT_TOKEN (shorter than 32 characters)")
    return Notify(
        api_key=key,
        template_id=_required(given, "NOTIFY_TEMPLATE_ID", faults),
        receipt_token=token,
        base_url=given.get("NOTIFY_URL", "https://api.notifications.service.gov.uk"),
    )


def _number(given: Mapping[str, str], name: str, default: int, faults: list[str]) -> int:
    value = given.get(name, str(default))
    if not value.isdigit():
        faults.append(f"{name} (not a whole number)")
        return default
    return int(value)
