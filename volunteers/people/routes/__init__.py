"""Signing in and out, one's own sign-ins, and the volunteers as staff see them."""

from volunteers.people.routes import own, public, staff, volunteers
from volunteers.people.routes.blueprint import bp, load_sign_ins

__all__ = ["bp", "load_sign_ins", "own", "public", "staff", "volunteers"]
