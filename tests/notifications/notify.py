"""A stand-in for GOV.UK Notify on this machine, which speaks what its documentation says of the text message API.

docs.notifications.service.gov.uk/rest-api.html: a JSON Web Token (HS256, ``iss`` the service's id, ``iat`` within 30
seconds) with every call; 201 with the notification, or ``status_code`` and ``errors``.
"""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt

SERVICE_ID = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
API_KEY = f"a_test_key-{SERVICE_ID}-{SECRET}"
TEMPLATE_ID = "f33517ff-2a88-4f6e-b855-c550268ce08a"


@dataclass
class StandIn:
    """What was asked of it; ``answers`` refuses a number with a status and what is wrong."""

    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, path: str, authorization: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if path != "/v2/notifications/sms":
            return 404, _fault(404, "NotFound", "no such page")
        if (wrong := _wrong_token(authorization)) is not None:
            return 403, _fault(403, "AuthError", wrong)
        asked = json.loads(body)
        if asked["template_id"] != TEMPLATE_ID:
            return 400, _fault(400, "BadRequestError", "Template not found")
        if asked["phone_number"] in self.answers:
            status, error, message = self.answers[asked["phone_number"]]
            return status, _fault(status, error, message)
        if "words" not in asked.get("personalisation", {}):
            return 400, _fault(400, "BadRequestError", "Missing personalisation: words")
        with self.lock:
            self.taken.append(asked)
        number = str(uuid.uuid4())
        return 201, {
            "id": number, "reference": asked.get("reference"), "uri": f"{self.url}/v2/notifications/{number}",
            "content": {"body": asked["personalisation"]["words"], "from_number": "FORCE"}, "scheduled_for": None,
            "template": {"id": TEMPLATE_ID, "version": 1, "uri": f"{self.url}/v2/template/{TEMPLATE_ID}"},
        }  # fmt: skip


def _fault(status: int, error: str, message: str) -> dict[str, Any]:
    return {"status_code": status, "errors": [{"error": error, "message": message}]}


def _wrong_token(authorization: str) -> str | None:
    token = authorization.removeprefix("Bearer ")
    try:
        said = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
    except jwt.InvalidTokenError:
        return "Invalid token: API key not found"
    if said.get("iss") != SERVICE_ID or abs(said.get("iat", 0) - time.time()) > 30:
        return "Error: Your system clock must be accurate to within 30 seconds"
    return None


@contextmanager
def notify_stand_in() -> Iterator[StandIn]:
    """One on a free port of this machine for as long as the block lasts."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, answer = stand_in.answer(self.path, self.headers.get("Authorization", ""), body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield stand_in
        server.shutdown()
