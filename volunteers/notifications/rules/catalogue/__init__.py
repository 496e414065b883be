"""What can be said in each kind of message: who it is for, when it goes out, and what may be filled in.

A kind that is listed here can be given other words on screen, for all strands or for one; see ``docs/adr``.
"""

from volunteers.notifications.rules.catalogue.kinds import Kind, Placeholder

__all__ = ["Kind", "Placeholder"]
