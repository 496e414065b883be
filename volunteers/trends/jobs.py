"""What this room does at night: its long calculation, and its part in the equality answers."""

import logging
from collections.abc import Callable, Iterable

from flask import current_app

from volunteers.errors import NotFound, Refused
from volunteers.strands.queries import all_strands
from volunteers.trends import service
from volunteers.trends.models import FigureRun, RunKind
from volunteers.trends.queries import forecasts as queries
from volunteers.trends.queries import reports as found_reports
from volunteers.trends.queries.releases import find_publisher, list_being_made
from volunteers.trends.rules.reports.pdf import CannotPrint, to_pdf
from volunteers.trends.service import figures, releases, reports
from volunteers.unit_of_work import unit_of_work

log = logging.getLogger(__name__)


def compute_figures() -> None:
    """Count all months again from the dated records; safe to run at any time and twice."""
    _compute(RunKind.WHOLE, service.compute_figures)


def compute_changes() -> None:
    """Count again the months in which something was changed, if anything was; safe to run at any time and twice."""
    if figures.is_anything_to_count():
        _compute(RunKind.CHANGED, service.compute_changes)


def _compute(kind: RunKind, compute: Callable[..., FigureRun]) -> None:
    """Say that it begins in one transaction and compute in another, so that pages see that it runs or failed."""
    with unit_of_work():
        run_id = figures.begin_run(kind)
    try:
        with unit_of_work():
            compute(run_id=run_id)
    except BaseException:
        with unit_of_work():
            figures.fail_run(run_id)
        raise


def import_published() -> None:
    """Bring the published series into line with the files that came with this version; safe to run twice."""
    with unit_of_work():
        service.import_published()
        service.import_plans()


def let_out_equality_answers() -> None:
    """Make the equality answers of enough people ready to be counted; safe to run at any time and twice."""
    with unit_of_work():
        service.let_out_equality_answers()


def make_forecasts() -> None:
    """Forecast every strand anew, and test the ways of forecasting where a published series changed.

    Each strand in a transaction of its own, so that one that cannot be forecast holds up nobody else. Safe to run at
    any time and twice.
    """
    # Not before it is needed: the arrays, which no process that serves pages has use for.
    from volunteers.trends.service import back_tests, forecasts

    for strand in all_strands():
        try:
            with unit_of_work():
                made = forecasts.forecast_strand(strand.code)
            log.info("%s: %s forecasts made.", strand.name, made)
        except Exception:  # whatever it is, the other strands are forecast
            log.exception("%s could not be forecast; what was there stays.", strand.name)
    with unit_of_work():
        back_tests.judge_on_published()


def forecast_scenario(scenario_ids: list[int]) -> None:
    """Forecast what scenarios ask, each in a transaction of its own; safe to run twice."""
    from volunteers.trends.service import forecasts

    for scenario_id in scenario_ids:
        with unit_of_work():
            forecasts.forecast_scenario(scenario_id)


def sweep_forecasts() -> None:
    """Forecast scenarios whose job was lost or died, and everything where nothing was ever forecast."""
    if queries.nothing_made():
        make_forecasts()
    for scenario_id in queries.list_waiting_scenarios():
        try:
            forecast_scenario([scenario_id])
        except Exception:  # as above
            log.exception("Scenario %s could not be forecast.", scenario_id)


def make_releases(release_ids: Iterable[int]) -> None:
    """Make releases that were asked for; one that cannot be made is put away. Safe to run twice."""
    for release_id in release_ids:
        try:
            with unit_of_work():
                releases.make(release_id)
        except Exception:  # whatever it is, someone waits to be told
            log.exception("Release %s could not be made.", release_id)
            with unit_of_work():
                releases.give_up(release_id)


def publish_release(asked: list[int]) -> None:
    """Publish what someone else prepared, if it comes out the same again; ``asked`` are pairs of release and account.

    Safe to run twice. Where it is not published its page says why.
    """
    for release_id, account_id in zip(asked[::2], asked[1::2], strict=True):
        by = find_publisher(account_id)
        try:
            with unit_of_work():
                releases.publish(release_id, by=by)
        except Refused as refused:
            with unit_of_work():
                releases.note_refused(release_id, refused.refusals, by=account_id)
        except NotFound:
            log.info("Release %s is not published: account %s may not publish any more.", release_id, account_id)


def sweep_releases() -> None:
    """Make releases whose job was lost or died."""
    make_releases(list_being_made())


def make_reports() -> None:
    """Make the reports of published releases, print them, and send a link to those who want one.

    Each step in a transaction of its own and found again if it was lost: safe to run at any time and twice.
    """
    for release_id in found_reports.list_unmade():
        _try(f"The reports of release {release_id}", reports.make_reports, release_id)
    for report_id in found_reports.list_unprinted():
        _try(f"The PDF of report {report_id}", _print, report_id)
    for report_id in found_reports.list_untold():
        _try(f"The links to report {report_id}", reports.tell, report_id)


def _try(what: str, act: Callable[[int], object], number: int) -> None:
    try:
        with unit_of_work():
            act(number)
    except Exception:  # whatever it is, it holds up no other
        log.exception("%s could not be made.", what)


def _print(report_id: int) -> None:
    document = found_reports.document_of(found_reports.get_for_work(report_id))
    template = current_app.jinja_env.get_template
    page = template("trends/report_print.html").render(document=document)
    try:
        pdf = to_pdf(page, template("trends/report_print.css").render())
    except CannotPrint as why:
        reports.note_without_pdf(report_id, str(why))
    else:
        reports.keep_pdf(report_id, pdf)
