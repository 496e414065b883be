"""The rows of ``permissions.csv``: one for each endpoint and method, with what each persona is answered.

``python -m tests.permissions.rows`` prints the rows that are missing, ready to paste into the file, and those whose
route is gone. An answer there is what the service says now, not what it should say: read each cell before you commit.

- ``address``: where to ask. A name in braces is something of the world (``things.py``), or the persona's own.
- ``sends``: what a POST sends beside its token, as ``name=value&name=value``.
- ``access``: ``public``, a permission, or a permission and ``fresh``.
- one column for each persona of ``cast.py``: a status, ``sign-in`` or ``confirm`` (sent to prove who they are).
"""

import csv
import io
import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from config import ROOT, load_settings
from tests.conftest import settings_for
from tests.permissions.world import World, a_world, outcome
from volunteers.app import create_app
from volunteers.local.servers import running_servers
from volunteers.web import access

FILE = Path(__file__).with_name("permissions.csv")
FIXED = ["endpoint", "method", "address", "sends", "access"]
ARGUMENT = re.compile(r"<(?:[^:<>]+:)?(\w+)>")
# What an argument of a route stands for, where the name does not say it; by the beginning of the address.
ARGUMENTS = {
    "duty_id": "{duty}", "post_id": "{post}", "sign_up_id": "{sign_up}", "account_id": "{staff}",
    "grant_id": "{grant}", "unit_id": "{unit}", "site_id": "{site}", "opening_id": "{opening}",
    "volunteer_id": "{volunteer}", "qualification_id": "{qualification}",
    "occupation_id": "{occupation}", "guardian_id": "{guardian}",
    "referee_id": "{referee}", "sign_in_id": "{sign_in}", "slug": "special-constabulary", "reference": "{case}",
    "filename": "icon.svg", "number": "0", "question": "contact", "kind": "identity", "purpose": "photographs",
    "code": "medical", "other": "{alike}", "proposal_id": "{proposal}", "view_id": "{view}",
    "document": "{document}", "message_id": "{message}", "days_id": "0",
    "call_id": "{call}", "stint_id": "{stint}",
    "evidence_id": "{evidence}", "review_id": "{review}", "item_id": "{item}", "scenario_id": "{scenario}",
    "plan_id": "{plan}", "milestone_id": "{milestone}", "target_id": "{target}",
}  # fmt: skip
# Where the same argument stands for something else, by the longest of these that the address begins with.
BELOW: dict[str, dict[str, str]] = {
    "/which-suits-me": {"number": "1"},
    "/my-expenses": {"kind": "mileage", "claim_id": "{expense_claim}"},
    "/staff/expenses": {"kind": "csv", "claim_id": "{expense_claim}", "batch_id": "{expense_batch}"},
    "/my-placement": {"placement_id": "{placement}", "journey_id": "{journey}"},
    "/staff/placements": {"placement_id": "{placement}"},
    "/my-speedwatch": {"session_id": "{roadside}", "unit_id": "{roadside_scheme}"},
    "/staff/speedwatch": {"session_id": "{roadside}", "unit_id": "{roadside_scheme}", "device_id": "{roadside_device}"},
    "/my-offers": {"token": "{offer_link}", "answer": "taken"},
    "/can-you-come": {"token": "{call_link}"},
    "/stand-ins": {"handover_id": "{stand_in}"},
    "/swaps": {"handover_id": "{swap}"},
    "/staff/duties/<duty_id>/requests": {"duty_id": "{asked_duty}", "sign_up_id": "{request}"},
    "/staff/volunteers/<volunteer_id>/service": {"period_id": "{period}"},
    "/staff/volunteers/<volunteer_id>/service/<period_id>/move-on": {
        "volunteer_id": "{serving_cadet}",
        "period_id": "{cadet_period}",
    },
    "/my-watch": {
        "household_id": "{watch_household}",
        "street_id": "{watch_street}",
        "passing_id": "{watch_passing}",
    },
    "/my-farm": {
        "premises_id": "{farm}",
        "alert_id": "{farm_alert}",
        "item_id": "{marked_item}",
        "duty_id": "{farm_night}",
    },
    "/staff/farms": {
        "premises_id": "{farm}",
        "report_id": "{farm_report}",
        "alert_id": "{farm_alert}",
        "visit_id": "{farm_visit}",
        "loan_id": "{farm_loan}",
    },
    "/watch/leave": {"token": "{leave_link}"},
    "/watch/still-running": {"token": "{running_link}"},
    "/staff/watch-schemes": {
        "scheme_id": "{watch_scheme}",
        "message_id": "{watch_message}",
        "report_id": "{watch_report}",
        "volunteer_id": "{watch_free}",
    },
    "/staff/watch-schemes/<scheme_id>/close": {"scheme_id": "{watch_closing}"},
    "/apply": {"question": "residence"},
    "/guardian": {"token": "{guardian_link}"},
    "/my-duties": {"duty_id": "{led_duty}", "sign_up_id": "{led_place}"},
    "/on-duty": {"token": "{duty_code}"},
    "/event-form": {"token": "{event_link}"},
    "/staff/cadet-units/nights": {"duty_id": "{night}", "sign_up_id": "{night_place}"},
    "/staff/cadet-units/<unit_id>": {"unit_id": "{cadet_unit}"},
    "/my-applications": {"reference": "{draft}"},
    "/my-applications/<reference>/<question>/<number>": {"question": "referees", "number": "1"},
    "/my-applications/<reference>/appointments": {
        "reference": "{case}",
        "booking_id": "{booking}",
        "session_id": "{other_session}",
        "invitation_id": "{invitation}",
    },
    "/my-applications/<reference>/appointments/choose": {"session_id": "{offered_session}"},
    "/calendar": {"token": "{calendar_link}"},
    "/my-applications/<reference>/agreement": {"reference": "{speedwatch}", "code": "agreement"},
    "/my-applications/<reference>/correct": {"reference": "{case}"},
    "/my-applications/<reference>/documents": {"reference": "{case}", "number": "{document}"},
    "/my-applications/<reference>/equality": {"reference": "{case}", "question": "sex"},
    "/my-applications/<reference>/parent-or-guardian": {"reference": "{cadet}"},
    "/my-applications/<reference>/references": {"reference": "{case}", "referee_id": "{to_change}"},
    "/opportunities/interest/remove": {"token": "{interest_link}"},
    "/my-messages/leave": {"token": "{leaving_link}"},
    "/staff/reference/reasons": {"kind": "decline", "code": "interview"},
    "/staff/reference/qualifications": {"code": "taser"},
    "/staff/reference/areas": {"code": "bristol"},
    "/staff/trends/areas": {"area_code": "bristol"},
    "/staff/trends/releases": {"name": "{release}"},
    "/staff/trends/reports": {"slug": "quarterly-report", "name": "{published_release}", "form": "csv"},
    "/published-figures": {"name": "{published_release}", "slug": "quarterly-report", "form": "csv"},
    "/staff/trends/measures": {"measure_code": "headcount"},
    "/reference": {"token": "{referee_link}", "code": "how-you-know-them"},
    "/staff/accounts/agree": {"token": "{agree}"},
    "/staff/applications/<reference>/documents": {"number": "{document}"},
    "/staff/applications/<reference>/guardians": {"reference": "{cadet}"},
    "/staff/applications/<reference>/health-form": {"reference": "{cadet}"},
    "/staff/applications/<reference>/clear": {"reference": "{ready}"},
    "/staff/applications/<reference>/scheme": {"reference": "{speedwatch}"},
    "/staff/applications/<reference>/scoring": {"reference": "{scored}", "code": "{check}", "seat": "{seat}"},
    "/staff/imports": {"import_id": "{import}", "kind": "people"},
    "/staff/openings/new": {"slug": "cadets"},
    "/staff/applications/<reference>/messages": {"message_id": "{letter}"},
    "/staff/volunteers/<volunteer_id>/messages": {"message_id": "{letter_to_volunteer}"},
    "/my-messages": {"message_id": "{letter}"},
    "/staff/messages/templates": {"kind": "application_moved", "strand": "all"},
    "/my-applications/<reference>/scheme": {"reference": "{speedwatch}"},
    "/staff/applications/<reference>/notes": {"reference": "{scored}", "number": "{note}"},
    "/staff/applications/<reference>/decisions": {"reference": "{declined}", "number": "{decision}"},
    "/staff/applications/<reference>/scoring/<code>/rounds": {"number": "1"},
    "/staff/record/<reference>": {"reference": "{recorded}"},
    "/staff/record/<reference>/form/<question>/<number>": {"question": "activities", "number": "1"},
    "/staff/appointments": {"session_id": "{session}", "booking_id": "{booking}", "application_id": "{case_number}"},
    "/staff/duties/<duty_id>/publish": {"duty_id": "{planned_duty}"},
    "/staff/duties/cover": {"rule_id": "{cover_rule}"},
    "/staff/duties/fill": {"filling_id": "{filling}"},
    "/staff/duties/fill/<filling_id>/stop": {"filling_id": "{working_filling}"},
    "/staff/duties/fill/<filling_id>/cancel": {"filling_id": "{working_filling}"},
    "/staff/duties/sheets": {"unit_id": "{team}"},
    "/staff/duties/templates": {"template_id": "{duty_template}"},
    "/staff/duties/templates/<template_id>/retire": {"template_id": "{old_template}"},
    "/staff/duties/series": {"series_id": "{series}"},
    "/staff/duties/events": {"event_id": "{event}"},
    "/duties/<duty_id>/sign-up": {"duty_id": "{free_duty}"},
    "/staff/vetting": {"number": "{vetting_case}"},
    "/staff/bulk": {"choice_id": "{choice}", "move_id": "{bulk_move}"},
    "/staff/bulk/<move_id>/undo": {"move_id": "{bulk_done}"},
    "/staff/mailings": {"choice_id": "{choice}", "mailing_id": "{mailing}", "account_id": "{owner}"},
    "/staff/mailings/<mailing_id>/agree": {"mailing_id": "{mailing_waits}"},
    "/staff/mailings/<mailing_id>/refuse": {"mailing_id": "{mailing_waits}"},
    "/staff/records/evidence/<evidence_id>/withdraw": {"evidence_id": "{signed_evidence}"},
}
Route = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """One line: a route, where and with what to ask it, who may, and the answer by persona."""

    endpoint: str
    method: str
    address: str
    sends: str
    access: str
    answers: dict[str, str]

    @property
    def route(self) -> Route:
        return self.endpoint, self.method


def read_rows(source: str | None = None) -> list[Row]:
    """All rows of the file, or of this text."""
    lines = csv.DictReader(io.StringIO(FILE.read_text(encoding="utf-8") if source is None else source))
    return [_row(line) for line in lines]


def _row(line: dict[str, str]) -> Row:
    endpoint, method, address, sends, who = (line.pop(name) for name in FIXED)
    return Row(endpoint, method, address, sends, who, line)


def routes_of(app: Flask) -> dict[Route, str]:
    """Every endpoint and method of the application with its rule. HEAD and OPTIONS, which Flask adds, go together."""
    return {
        (rule.endpoint, method): rule.rule
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def access_of(app: Flask, endpoint: str) -> str:
    """Who may ask, as its mark says it."""
    mark = access.mark_of(app, endpoint)
    if mark is None:
        return "unmarked"
    if mark.permission is None:
        return "public"
    return f"{mark.permission.value}{' fresh' if mark.is_fresh else ''}"


def what_is_wrong(routes: Iterable[Route], rows: Iterable[Row]) -> list[str]:
    """Routes without a row and rows without a route, each with what to do about it."""
    wanted, written = set(routes), [row.route for row in rows]
    missing = [
        f"{endpoint} {method} has no row: run `python -m tests.permissions.rows {endpoint}`, read what it prints and "
        f"paste it into {FILE.relative_to(ROOT)}"
        for endpoint, method in sorted(wanted - set(written))
    ]
    left = [f"{endpoint} {method} is no route: take its row out" for endpoint, method in sorted(set(written) - wanted)]
    twice = [
        f"{endpoint} {method} has two rows"
        for endpoint, method in sorted({one for one in written if written.count(one) > 1})
    ]
    return missing + left + twice


def address_of(rule: str) -> str:
    """A first guess at where to ask: the arguments as the world names them, or by their own name."""
    plain = ARGUMENT.sub(lambda match: f"<{match[1]}>", rule)
    known = dict(ARGUMENTS)
    for below in sorted(BELOW, key=len):
        if plain.startswith(below):
            known |= BELOW[below]
    return ARGUMENT.sub(lambda match: known.get(match[1], "{" + match[1] + "}"), plain)


def observed(world: World, row: Row) -> Row:
    """The row with the answers the service gives now; a name of the address that the world lacks is left as it is."""
    answers = {}
    for persona in world.personas:
        try:
            with world.undone():
                answers[persona] = outcome(world.ask(row.method, row.address, persona, row.sends))
        except KeyError:
            answers[persona] = "?"
    return Row(row.endpoint, row.method, row.address, row.sends, row.access, answers)


def write_rows(rows: Iterable[Row], personas: Iterable[str], *, with_head: bool = True) -> str:
    """The rows as the file holds them."""
    text, names = io.StringIO(), list(personas)
    writer = csv.writer(text, lineterminator="\n")
    if with_head:
        writer.writerow([*FIXED, *names])
    for row in rows:
        fixed = [row.endpoint, row.method, row.address, row.sends, row.access]
        writer.writerow([*fixed, *(row.answers.get(name, "?") for name in names)])
    return text.getvalue()


def main(only: list[str]) -> None:
    """Print what is missing; with names of endpoints their rows alone, there or not, as they are answered now."""
    known = {row.route: row for row in read_rows()} if FILE.is_file() else {}
    with (
        tempfile.TemporaryDirectory(prefix="volunteers-") as folder,
        running_servers(Path(folder), durable=False) as at,
    ):
        app = create_app(load_settings(settings_for(at, at.database_url, Path(folder))))
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
        routes = routes_of(app)
        with a_world(app) as world:
            found = []
            for (endpoint, method), rule in sorted(routes.items(), key=lambda one: (one[0][0], one[1], one[0][1])):
                old = known.get((endpoint, method))
                if endpoint in only or (not only and old is None):
                    place, sends = (old.address, old.sends) if old else (address_of(rule), "")
                    found.append(observed(world, Row(endpoint, method, place, sends, access_of(app, endpoint), {})))
            print(write_rows(found, world.personas, with_head=bool(only) or not known), end="")  # noqa: T201
    for endpoint, method in sorted(set(known) - set(routes)):
        print(f"gone: {endpoint} {method}", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
