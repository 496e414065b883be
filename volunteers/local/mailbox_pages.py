"""The mail catcher's pages, as text. Everything that comes from a message or a file is escaped here."""

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

import pyotp

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
ADDRESS = re.compile(r"https?://[^\s<>\"']+")
RELOAD_SECONDS = 10
CODE_SECONDS = 30
NEWEST = 8

STYLE = """
body { margin: 0; color: #0b0c0c; background: #fff; font: 17px/1.5 "Noto Sans", system-ui, Arial, sans-serif; }
header { color: #fff; background: #10243e; border-bottom: 4px solid #6fd0de; }
header div, main { max-width: 1200px; margin: 0 auto; padding: 14px 20px; }
header a { color: #fff; font-size: 22px; font-weight: 700; text-decoration: none; }
h1, h2 { color: #10243e; line-height: 1.25; } h1 { font-size: 32px; } h2 { font-size: 24px; margin-top: 34px; }
a { color: #00647a; } a:focus { outline: 3px solid #fd0; }
table { width: 100%; border-collapse: collapse; } th, td { padding: 8px 14px 8px 0; text-align: left; }
th, td { border-bottom: 1px solid #9db2c4; vertical-align: top; } .one-line { white-space: nowrap; }
.any { overflow-wrap: anywhere; }
.code { font: 700 20px/1.2 ui-monospace, monospace; letter-spacing: 2px; white-space: nowrap; }
.quiet { color: #48586a; } .scroll { overflow-x: auto; }
pre { padding: 18px; background: #f1f5f8; border-left: 4px solid #00647a; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; } dt { font-weight: 700; } dd { margin: 0 0 8px; }
"""


@dataclass(frozen=True)
class Letter:
    """One stored message."""

    name: str
    to: str
    sender: str
    subject: str
    arrived: datetime
    text: str


@dataclass(frozen=True)
class Persona:
    """One person of the demonstration, with what is needed to sign in as them."""

    name: str
    role: str
    email: str
    password: str
    totp_secret: str
    note: str

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> "Persona":
        """From one object of the file; what is absent or null is empty."""
        return cls(**{field: str(entry.get(field) or "") for field in cls.__dataclass_fields__})

    @property
    def code(self) -> str:
        """The authenticator code of this moment, or nothing for someone who signs in by e-mail."""
        try:
            return pyotp.TOTP(self.totp_secret).now() if self.totp_secret else ""
        except ValueError:
            return "unreadable"


def home(letters: Iterable[Letter], personas: Iterable[Persona]) -> str:
    """The newest mail, and who can sign in, with their codes of this moment."""
    people, all_letters = list(personas), list(letters)
    more = "<p><a href='/mail'>All messages</a></p>" if len(all_letters) > NEWEST else ""
    panels = _mail(all_letters[:NEWEST]) + more + (_sign_ins(people) if people else "")
    return _page("Local mail", f"<h1>Local mail</h1>{panels}", reload=True)


def everything(letters: Iterable[Letter]) -> str:
    """All the mail there is."""
    return _page("All messages", f"<p><a href='/'>Back</a></p><h1>All messages</h1>{_mail(list(letters))}", reload=True)


def one(letter: Letter) -> str:
    """One message, its links clickable."""
    facts = (("To", letter.to), ("From", letter.sender), ("Arrived", f"{letter.arrived:%-d %B %Y, %H:%M:%S}"))
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    body = f"<p><a href='/'>Back to all mail</a></p><h1>{escape(letter.subject)}</h1><dl>{listed}</dl>"
    return _page(letter.subject, body + f"<pre>{with_links(letter.text)}</pre>")


def message(title: str, text: str) -> str:
    """A page that only says something."""
    return _page(title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p><p><a href='/'>All mail</a></p>")


def with_links(text: str) -> str:
    """Plain text as HTML, with its web addresses as links."""
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?)")
        parts.append(escape(text[end : found.start()]))
        parts.append(f"<a href='{escape(address)}'>{escape(address)}</a>")
        end = found.start() + len(address)
    return "".join(parts) + escape(text[end:])


def _sign_ins(people: list[Persona]) -> str:
    left = CODE_SECONDS - int(time.time()) % CODE_SECONDS
    rows = "".join(
        f"<tr><td><strong>{escape(person.name)}</strong><br><span class='quiet'>{escape(person.note)}</span></td>"
        f"<td>{escape(person.role)}</td><td>{escape(person.email)}</td><td>{escape(person.password) or '–'}</td>"
        f"<td class='code'>{person.code or '–'}</td></tr>"
        for person in people
    )
    return (
        "<h2>Demonstration sign-ins</h2><p class='quiet'>These people are invented. The codes are those of an "
        f"authenticator app and change in {left} seconds; someone without a password gets a code by e-mail.</p>"
        "<div class='scroll'><table><thead><tr><th>Who</th><th>Role</th><th>E-mail address</th><th>Password</th>"
        f"<th>Code now</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _mail(letters: list[Letter]) -> str:
    if not letters:
        return "<h2>Messages</h2><p>Nothing has been sent yet.</p>"
    rows = "".join(
        f"<tr><td class='one-line'>{letter.arrived:%-d %b %H:%M:%S}</td><td class='any'>{escape(letter.to)}</td>"
        f"<td><a href='/mail/{escape(letter.name)}'>{escape(letter.subject)}</a></td></tr>"
        for letter in letters
    )
    head = "<tr><th>Arrived</th><th>To</th><th>Subject</th></tr>"
    return f"<h2>Messages, newest first</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _page(title: str, body: str, *, reload: bool = False) -> str:
    refresh = f"<meta http-equiv='refresh' content='{RELOAD_SECONDS}'>" if reload else ""
    return (
        "<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'>{refresh}"
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        "<header><div><a href='/'>Local mail</a> &nbsp; nothing here leaves this machine</div></header>"
        f"<main>{body}</main></body></html>"
    )
