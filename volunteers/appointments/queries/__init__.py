"""Reading sessions, who is in them, and who is ready for one, always as someone."""
