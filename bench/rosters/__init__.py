"""Rosters that fill themselves, measured: problems made from a seed, and plain models of them to hold ours against."""
