"""The caseload, the page of one application, and what staff do with it."""

from volunteers.onboarding.routes import (
    agreements,
    application,
    assessments,
    caseload,
    changes,
    checks,
    documents,
    flow,
    guardians,
    lapses,
    likeness,
    pipelines,
    referees,
    schemes,
)
from volunteers.onboarding.routes.blueprint import bp

__all__ = [
    "agreements",
    "application",
    "assessments",
    "bp",
    "caseload",
    "changes",
    "checks",
    "documents",
    "flow",
    "guardians",
    "lapses",
    "likeness",
    "pipelines",
    "referees",
    "schemes",
]
