"""The pages of trends under one name, and the way from each to the others."""

from typing import Any

from flask import Blueprint, current_app, request, url_for

bp = Blueprint("trends", __name__)

# In the order of the questions: where are we, who is missing, where are we going, what was asked, how do others fare.
PLACES = (
    ("trends.overview", "Overview"),
    ("trends.measures", "Measures"),
    ("trends.stages", "Where is it stuck"),
    ("trends.areas", "Areas"),
    ("trends.representation", "Who is missing"),
    ("trends.releases", "Releases"),
    ("trends.reports", "Reports"),
    ("trends.forecast", "Forecast"),
    ("trends.scenarios", "What if"),
    ("trends.plans", "Plans and targets"),
    ("trends.forces", "Other forces"),
    ("trends.history", "Since 1979"),
)


@bp.context_processor
def _places() -> dict[str, Any]:
    """The pages of this room for its navigation: (words, address, whether it is this one)."""
    return {
        "trends_places": [
            (words, url_for(endpoint), request.endpoint == endpoint)
            for endpoint, words in PLACES
            if endpoint in current_app.view_functions
        ]
    }
