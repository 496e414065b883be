"""The caseload, the page of one application, and what staff do with it."""

from volunteers.onboarding.routes import (
    agreements,
    application,
    assessments,
    board,
    caseload,
    changes,
    checks,
    documents,
    exports,
    flow,
    guardians,
    lapses,
    likeness,
    pipelines,
    referees,
    schemes,
    views,
)
from volunteers.onboarding.routes.blueprint import bp

__all__ = [
    "agreements",
    "application",
    "assessments",
    "board",
    "bp",
    "caseload",
    "changes",
    "checks",
    "documents",
    "exports",
    "flow",
    "guardians",
    "lapses",
    "likeness",
    "pipelines",
    "referees",
    "schemes",
    "views",
]
