"""No page that anyone may send, and none that writes to an address one can type, is without a limit."""

from collections.abc import Iterator

from flask import Flask

from volunteers.web import access
from volunteers.web.limits import is_limited

# What costs nothing and reaches nobody, with the reason.
FREE = {
    "applications.eligibility": "the answer is kept in the visitor's own cookie and nowhere else",
    "notifications.take_receipt": "without the token that the carrier knows it does nothing, before anything is read",
    "notifications.leave": "the link is the authority; mail providers post here for many people (RFC 8058)",
    "people.sign_out": "ends the visitor's own sign-in, and no other",
    "watch_schemes.leave": "the link is the authority; mail providers post here for many people (RFC 8058)",
    "openings.remove_interest": "the link is the authority; mail providers post here for many people (RFC 8058)",
}
# Signed in, one can have these write to somebody else, keep a file or begin something new.
REACHES_OTHERS = {
    "applications.start",
    "applications.add_document",
    "applications.new_address",
    "applications.confirm_address",
    "applications.name_referee",
    "applications.change_referee",
    "applications.own_guardian",
    "applications.change_guardian",
    "people.mobile",
    "people.confirm_mobile",
}


def sent_by_anyone(app: Flask) -> Iterator[str]:
    """Every page that takes a post from someone who is not signed in."""
    for rule in app.url_map.iter_rules():
        mark = access.mark_of(app, rule.endpoint)
        if "POST" in (rule.methods or ()) and mark is not None and mark.permission is None:
            yield rule.endpoint


def test_what_anyone_may_send_is_limited_or_costs_nothing(app: Flask) -> None:
    endpoints = set(sent_by_anyone(app))
    assert len(endpoints) > 12
    assert {one for one in endpoints if not is_limited(app.view_functions[one])} == set(FREE)


def test_what_writes_to_others_is_limited(app: Flask) -> None:
    assert [one for one in sorted(REACHES_OTHERS) if not is_limited(app.view_functions[one])] == []


def test_an_unlimited_view_is_seen(app: Flask) -> None:
    assert not is_limited(app.view_functions["applications.question"])
