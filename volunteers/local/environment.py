"""What a local copy runs with: where its data lies, its ports, and the settings it writes for every command to read."""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config import ROOT, SEALING_KEY_BYTES, read_environment_file
from volunteers.local.servers import Addresses

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
# The other ports follow from the first, so that two copies need only differ in one number.
MAIL_WEB_OFFSET = 25
MAIL_OFFSET = 26


@dataclass(frozen=True)
class Local:
    """One copy on this machine. ``mail_port`` is None when the environment names a mail server of its own."""

    data_dir: Path
    port: int
    mail_web_port: int
    mail_port: int | None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def mail_url(self) -> str | None:
        return f"http://{HOST}:{self.mail_web_port}" if self.mail_port else None

    @property
    def ports(self) -> dict[str, int]:
        """The ports it listens on, by the setting that changes each."""
        mail = {"MAIL_WEB_PORT": self.mail_web_port, "MAIL_PORT": self.mail_port} if self.mail_port else {}
        return {"PORT": self.port, **mail}


def read_local(environ: Mapping[str, str]) -> Local:
    """From PORT, DATA_DIR, MAIL_PORT and MAIL_WEB_PORT, each with a default; ``ValueError`` for what is no number."""
    port = _number(environ, "PORT", DEFAULT_PORT)
    return Local(
        data_dir=Path(environ.get("DATA_DIR") or ROOT / ".data").resolve(),
        port=port,
        mail_web_port=_number(environ, "MAIL_WEB_PORT", port + MAIL_WEB_OFFSET),
        mail_port=None if environ.get("MAIL_SERVER") else _number(environ, "MAIL_PORT", port + MAIL_OFFSET),
    )


def write_environment(local: Local, addresses: Addresses, environ: Mapping[str, str]) -> dict[str, str]:
    """Write ``DATA_DIR/environment`` and answer with the whole environment for the processes of this copy.

    Keys made on an earlier start are kept: with new ones nobody would stay signed in and sealed fields would be lost.
    """
    path = local.data_dir / "environment"
    kept = read_environment_file(path)
    ours = {
        "SECRET_KEY": kept.get("SECRET_KEY") or secrets.token_urlsafe(48),
        "SEALING_KEY": kept.get("SEALING_KEY") or base64.b64encode(secrets.token_bytes(SEALING_KEY_BYTES)).decode(),
        "MAIL_SERVER": HOST,
        "MAIL_PORT": str(local.mail_port or ""),
        "MAIL_SENDER": "volunteers@force.example",
        "PUBLIC_URL": local.url,
    }
    written = {name: environ.get(name) or value for name, value in ours.items()}
    written |= {"DATABASE_URL": addresses.database_url, "REDIS_URL": addresses.redis_url}
    _write_privately(path, "".join(f"{name}={value}\n" for name, value in written.items() if value))
    return {**environ, **written, "ENVIRONMENT": "development", "DATA_DIR": str(local.data_dir)}


def _write_privately(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    unfinished.rename(path)


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise ValueError(f"{name} is {given!r}; it must be a port number.")
    return int(given)
