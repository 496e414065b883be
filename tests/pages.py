"""A test client that looks at the manners of every page, whatever the test is about."""

import re
from typing import Any

import html5lib
from flask import g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from volunteers.extensions import db

ID = re.compile(r'\sid="([^"]+)"')


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
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(page)
    assert not parser.errors, parser.errors[:3]
    headings = [" ".join("".join(heading.itertext()).split()) for heading in tree.iter("h1")]
    assert len(headings) == 1, f"a page has one h1; this has {headings}"
    title = " ".join("".join(next(tree.iter("title")).itertext()).split()).removeprefix("Error: ")
    assert title.startswith(headings[0]), f"the title {title!r} does not begin with the h1 {headings[0]!r}"
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
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    hidden = {
        field.get("name"): field.get("value", "") for field in tree.iter("input") if field.get("type") == "hidden"
    }
    return {**hidden, **answers}
