"""Looking for states that should be impossible, and keeping what was found."""

from volunteers.integrity.service.looks import look_for_impossible

__all__ = ["look_for_impossible"]
