"""Reading attendance: who was there, what was said of it, and who was not booked off."""

from volunteers.attendance.queries.people import Attended, Count, count, get_attendance

__all__ = ["Attended", "Count", "count", "get_attendance"]
