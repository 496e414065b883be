"""Signing in and out, one's own sign-ins, and the volunteers as staff see them."""

from volunteers.people.routes import history_pages, own, public, staff, volunteers
from volunteers.people.routes.blueprint import bp, load_sign_ins

__all__ = ["bp", "history_pages", "load_sign_ins", "own", "public", "staff", "volunteers"]
