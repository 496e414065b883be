"""Releases for everyone: what was published, as pages and as open data. Nobody signs in; nothing is kept of anyone."""

from collections.abc import Callable
from datetime import timedelta

from flask import Response, render_template, request, url_for

from volunteers import clock
from volunteers.trends.disclosure.content import Content, digest_of
from volunteers.trends.disclosure.quarters import cut_off_of
from volunteers.trends.models import Release
from volunteers.trends.queries import releases as found
from volunteers.trends.queries.reports import list_reports_of
from volunteers.trends.routes.blueprint import bp
from volunteers.trends.rules.open_data import figures_csv, residents_csv, summary, sums_csv, to_csvw
from volunteers.web.access import public

# What is published is never changed; a correction is to be seen soon.
KEPT_SECONDS = 300


@bp.get("/published-figures")
@public
def published_figures() -> str:
    """Every release, the newest first, and how people are protected in it."""
    releases = [(one, found.corrected_by(one)) for one in found.list_published()]
    following = cut_off_of(releases[0][0].cut_off + timedelta(days=1)) if releases else None
    return render_template("trends/published_figures.html", releases=releases, following=following)


@bp.get("/published-figures/<name>")
@public
def published_release(name: str) -> str:
    """One release: who serves where, who they are, and its files."""
    release = found.get_published(name)
    content = found.content_of(release)
    return render_template(
        "trends/published_release.html", release=release, content=content, serving=summary.serving(content),
        groups=summary.groups(content), reports=list_reports_of(release),
        corrected_by=found.corrected_by(release), corrects=_corrects(release),
        files=_files(name),
    )  # fmt: skip


@bp.get("/published-figures/<name>/figures.csv")
@public
def published_csv(name: str) -> Response:
    """Every figure of a release."""
    return _table(name, "volunteers", figures_csv)


@bp.get("/published-figures/<name>/residents.csv")
@public
def published_residents(name: str) -> Response:
    """The residents that the figures of a release are compared with."""
    return _table(name, "residents", residents_csv)


@bp.get("/published-figures/<name>/sums.csv")
@public
def published_sums(name: str) -> Response:
    """Which figures of a release are which others together."""
    return _table(name, "sums", sums_csv)


@bp.get("/published-figures/<name>/metadata.json")
@public
def published_metadata(name: str) -> Response:
    """What the files hold, for machines."""
    release = found.get_published(name)
    address = url_for("trends.published_release", name=name, _external=True)
    published_on = clock.on(release.published_at) if release.published_at else None
    body = to_csvw(found.content_of(release), address, published_on)
    return _file(body, "application/csvm+json", f"volunteers-{name}-metadata.json")


@bp.get("/published-figures/<name>/release.json")
@public
def published_document(name: str) -> Response:
    """The release itself: the document that its digest is of."""
    release = found.get_published(name)
    return _file(release.content, "application/json", f"volunteers-{name}.json")


def _corrects(release: Release) -> Release | None:
    """The published release that this one corrects: the version before it, which was published too."""
    several = [one for one in found.list_published() if one.cut_off == release.cut_off]
    return next((one for one in several if one.version < release.version), None)


def _files(name: str) -> list[tuple[str, str, str]]:
    """The files of a release: (address, name, what it holds)."""
    return [
        (url_for("trends.published_csv", name=name), "Figures (CSV)", "every figure, one to a row"),
        (url_for("trends.published_residents", name=name), "Residents (CSV)", "who lives here, from the Census"),
        (url_for("trends.published_sums", name=name), "Sums (CSV)", "which figures add up to which"),
        (url_for("trends.published_metadata", name=name), "Description (CSVW)", "what each column holds, for programs"),
        (url_for("trends.published_document", name=name), "Release (JSON)", "the whole document that was published"),
    ]


def _table(name: str, of: str, write: Callable[[Content], bytes]) -> Response:
    """One table of a release, which says where its description is."""
    response = _file(write(found.content_of(found.get_published(name))), "text/csv", f"{of}-{name}.csv")
    address = url_for("trends.published_metadata", name=name)
    response.headers["Link"] = f'<{address}>; rel="describedby"; type="application/csvm+json"'
    return response


def _file(body: bytes, kind: str, name: str) -> Response:
    response = Response(body, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.set_etag(digest_of(body))
    response.make_conditional(request)
    return response
