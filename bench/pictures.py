"""``make pictures``: the pictures of the README, taken in Chromium from the demonstration force."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import copies
from bench.cast import Signed, application, signed
from config import ROOT
from volunteers.extensions import db
from volunteers.local.servers import running_servers
from volunteers.people.models import Account
from volunteers.unit_of_work import unit_of_work

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}
CHROMIUM_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main() -> None:
    """Start a copy with the demonstration force, and take each picture as the person it is for."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed to take pictures, and none was found on the PATH.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder), environ={}) as addresses:
        settings = copies.environment(addresses, copies.make_database(addresses, "pictures"), Path(folder))
        copies.run_flask(settings, "db", "upgrade")
        copies.run_flask(settings, "demo", "seed", "--seed", "1")
        coordinator, analyst = _sign_in(settings, "coordinator"), _sign_in(settings, "opcc_analyst")
        with copies.served(settings, "wsgi:app", "/") as copy, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
            address = f"http://127.0.0.1:{copy.port}"
            _take(browser, address + "/", "start", None)
            _take(browser, address + "/staff/applications", "caseload", coordinator)
            _take(browser, address + "/staff/trends", "trends", analyst)
            browser.close()


def _sign_in(settings: dict[str, str], role: str) -> Signed:
    """The first persona who holds the role over everything, signed in."""
    with application(settings) as app, unit_of_work():
        wanted = db.select(Account).where(Account.role_grants.any(role=role, strand=None, area=None))
        account = db.session.scalars(wanted.order_by(Account.id)).first()
        assert account is not None, f"nobody in the demonstration force is {role}"
        return signed(app, account)


def _take(browser: Browser, address: str, name: str, who: Signed | None) -> None:
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    if who is not None:
        key, _, value = who.cookie.partition("=")
        context.add_cookies([{"name": key, "value": value, "url": address}])
    page = context.new_page()
    page.goto(address)
    page.screenshot(path=FOLDER / f"{name}.png", scale="css")
    context.close()


if __name__ == "__main__":
    main()
