"""The web server's own log of requests, without what opens something: some addresses hold a secret link.

Named in ``gunicorn.conf.py``. A proxy that stands in front and keeps a log of its own has to be told the same.
Source: assurance.md, T15; OWASP ASVS 5.0, 14.2.1, from which such links are a deliberate exception.
"""

import re
from typing import Any

from gunicorn.glogging import Logger

WITHHELD = "[withheld]"
SECRET = re.compile(
    r"(/(?:calendar|guardian|my-messages/leave|my-offers|reference|staff/accounts/agree|opportunities/interest/remove)/)[^/?#\s\"]+",
    re.IGNORECASE,
)


def without_secrets(line: str) -> str:
    """What may be kept of an address: the part of it that opens something is taken out."""
    return SECRET.sub(rf"\1{WITHHELD}", line)


class AccessLog(Logger):
    """Gunicorn's logger, with the secrets taken out of every part of a line it could write."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> dict[str, Any]:
        found = super().atoms(resp, req, environ, request_time)
        return {name: without_secrets(each) if isinstance(each, str) else each for name, each in found.items()}
