"""The public walk: the start page, the eligibility questions, the form, and where an application stands."""

from volunteers.applications.routes import (
    details,
    documents,
    draft,
    eligibility,
    equality,
    front,
    guardian,
    nearness,
    notices,
    own,
    own_address,
    own_guardian,
    recorded,
    referees,
    suiting,
)
from volunteers.applications.routes.blueprint import bp

__all__ = [
    "bp",
    "details",
    "documents",
    "draft",
    "eligibility",
    "equality",
    "front",
    "guardian",
    "nearness",
    "notices",
    "own",
    "own_address",
    "own_guardian",
    "recorded",
    "referees",
    "suiting",
]
