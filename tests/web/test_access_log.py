"""The web server's log of requests holds no link that opens something."""

import runpy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.util import load_class

from config import ROOT
from volunteers.web.access_log import AccessLog, without_secrets

SECRET = "/calendar/Ab_-9xAb_-9xAb_-9xAb_-9xAb_.ics"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /calendar/Ab_-9x.ics HTTP/1.1", "GET /calendar/[withheld] HTTP/1.1"),
        ("/guardian/abc/consent/photographs", "/guardian/[withheld]/consent/photographs"),
        ("https://force.example/reference/abc?x=1", "https://force.example/reference/[withheld]?x=1"),
        ("/opportunities/interest/remove/abc", "/opportunities/interest/remove/[withheld]"),
        ("/my-messages/leave/7.new_duties.abc", "/my-messages/leave/[withheld]"),
        ("/my-offers/abc", "/my-offers/[withheld]"),
        ("/my-calendar", "/my-calendar"),
        ("/my-applications/SC-1234-5678/references", "/my-applications/SC-1234-5678/references"),
    ],
)
def test_the_log_of_requests_keeps_no_secret_link(line: str, kept: str) -> None:
    assert without_secrets(line) == kept


def test_no_part_of_a_line_of_the_log_holds_it() -> None:
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": SECRET, "PATH_INFO": SECRET, "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://force.example{SECRET}",
    }  # fmt: skip
    request = SimpleNamespace(headers=[("REFERER", f"https://force.example{SECRET}")])
    response = SimpleNamespace(status="200 OK", sent=12, headers=[("Location", SECRET)])
    atoms = AccessLog(Config()).atoms(response, request, environ, timedelta(seconds=1))
    assert atoms["r"] == "GET /calendar/[withheld] HTTP/1.1"
    assert not [name for name, part in atoms.items() if "Ab_-9x" in str(part)]


def test_the_web_server_is_told_to_use_it_wherever_it_is_started() -> None:
    named = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["logger_class"]
    assert load_class(named) is AccessLog
