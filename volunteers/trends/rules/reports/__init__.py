"""Reports: one frozen document for a release, and its renderings."""
