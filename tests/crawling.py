"""Following every link of the pages someone can open, to look in all of them for a word that none may hold."""

import re
from html import unescape

from flask.testing import FlaskClient

LINK = re.compile(r'<a\b[^>]*\shref="(/[^"#]*)')
# A calendar goes on for ever: of two pages that differ in a day alone, one is enough.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def crawl(browser: FlaskClient, *starts: str, most: int = 400) -> dict[str, str]:
    """Every page that links lead to from these, and every address they are sent on to, as they were answered."""
    waiting, seen, shapes = list(starts), dict[str, str](), set[str]()
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        shape = DAY.sub("#", address)
        if shape in shapes or "/static/" in address or "sign-out" in address:
            continue
        shapes.add(shape)
        response = browser.get(address)
        page = response.get_data(as_text=True)
        seen[address] = page + str(response.headers)
        if response.location:
            waiting.insert(0, response.location)
        if response.mimetype == "text/html":
            waiting += [unescape(link) for link in LINK.findall(page)]
    return seen
