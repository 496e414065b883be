"""The caseload, the page of one application, and what staff do with it."""

from volunteers.onboarding.routes import (
    application,
    caseload,
    changes,
    checks,
    documents,
    guardians,
    likeness,
    referees,
)
from volunteers.onboarding.routes.blueprint import bp

__all__ = ["application", "bp", "caseload", "changes", "checks", "documents", "guardians", "likeness", "referees"]
