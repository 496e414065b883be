"""A test client that looks at the manners of every page, whatever the test is about."""

import re
from html import unescape
from typing import Any

import html5lib
from flask import g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from volunteers.extensions import db

ID = re.compile(r'\sid="([^"]+)"')
HIDDEN = re.compile(r'<input\b[^>]*\stype="hidden"[^>]*>')
NAMED = re.compile(r'\s(name|value)="([^"]*)"')
HEADING, TITLE, TAG = (
    re.compile(r"<h1\b.*?</h1>", re.DOTALL),
    re.compile(r"<title>.*?</title>", re.DOTALL),
    re.compile(r"<[^>]*>"),
)
# What differs between two pages of one shape: plain text, and the values of attributes that refer to no other element.
FILLING = re.compile(r'(?<=>)[^<&]+(?=<)|(?<=\svalue=")[^"<&]*|(?<=\saction=")[^"<&]*|(?<=\shref=")[^"<&#]*')
# Parsing a page as strictly as this takes longer than making it, and most pages of a run have the shape of another.
PARSED: set[int] = set()


class MannerlyClient(FlaskClient):
    """Fails the test when an HTML page is not valid, has not one h1, or repeats an id.

    A test that takes ``session`` shares its application context with its requests. What it has set up is stored before
    each of them, and what the last one kept for itself is forgotten, as between any two requests.
    """

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        if has_app_context():
            db.session.commit()
            for name in list(g):
                g.pop(name)
        response = super().open(*arguments, **options)
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400 and response.data:
            check_manners(response.get_data(as_text=True))
        return response


def check_manners(page: str) -> None:
    """Valid HTML, one h1 that the title begins with (after "Error: "), unique ids, a label for every field."""
    headings = [_text(heading) for heading in HEADING.findall(page)]
    assert len(headings) == 1, f"a page has one h1; this has {headings}"
    title = _text(TITLE.findall(page)[0]).removeprefix("Error: ")
    assert title.startswith(headings[0]), f"the title {title!r} does not begin with the h1 {headings[0]!r}"
    shape = hash(FILLING.sub("", page))
    if shape not in PARSED:
        _check_shape(page)
        PARSED.add(shape)


def _text(element: str) -> str:
    return " ".join(unescape(TAG.sub("", element)).split())


def _check_shape(page: str) -> None:
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(page)
    assert not parser.errors, parser.errors[:3]
    ids = ID.findall(page)
    repeated = {one for one in ids if ids.count(one) > 1}
    assert not repeated, f"ids used twice: {repeated}"
    labelled = {label.get("for") for label in tree.iter("label")}
    for field in [*tree.iter("input"), *tree.iter("select"), *tree.iter("textarea")]:
        if field.get("type") not in {"hidden", "submit"}:
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            assert named, f"no label for {field.attrib}"


def sent_form(page: str, **answers: Any) -> dict[str, Any]:
    """The hidden fields of the page's form with these answers: what a browser would send."""
    fields = [{name: unescape(value) for name, value in NAMED.findall(field)} for field in HIDDEN.findall(page)]
    return {**{field["name"]: field.get("value", "") for field in fields}, **answers}
