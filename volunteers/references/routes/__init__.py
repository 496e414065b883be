"""The pages of a referee, who has a link and no account."""

from volunteers.references.routes import referee, writing
from volunteers.references.routes.blueprint import bp

__all__ = ["bp", "referee", "writing"]
