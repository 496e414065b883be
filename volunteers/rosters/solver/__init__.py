"""Filling duties by computation: a problem in, a solution out, and no database (docs/roster-problem.md)."""
