"""Reports of published releases for everyone, as a page and as files. Nobody signs in; nothing is kept of anyone."""

from flask import render_template, request
from werkzeug.wrappers import Response

from volunteers.trends.queries import releases
from volunteers.trends.queries import reports as found
from volunteers.trends.routes.blueprint import bp
from volunteers.trends.routes.published_figures import KEPT_SECONDS
from volunteers.trends.routes.reports import NOTES, file_of, files_of
from volunteers.web.access import public


@bp.get("/published-figures/<name>/<any('quarterly-report','annual-return'):slug>")
@public
def published_report(name: str, slug: str) -> str:
    """One report as a page."""
    report = found.get_report(slug, name)
    return render_template(
        "trends/published_report.html", report=report, document=found.document_of(report), files=files_of(report),
        corrected_by=releases.corrected_by(report.release),
    )  # fmt: skip


@bp.get("/published-figures/<name>/<slug>.<any(pdf,xlsx,csv):form>")
@public
def published_report_file(name: str, slug: str, form: str) -> Response:
    """One report in one form, or the notes to it. It is never changed, so it may be kept."""
    ending = f"{NOTES if slug.endswith(NOTES) else ''}.{form}"
    response = file_of(found.get_report(slug.removesuffix(NOTES), name), ending)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.add_etag()
    return response.make_conditional(request)
