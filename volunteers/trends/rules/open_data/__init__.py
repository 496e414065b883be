"""A release as open data: one tidy table of figures, its description for machines (CSVW), with residents and sums."""

from volunteers.trends.rules.open_data.metadata import to_csvw
from volunteers.trends.rules.open_data.tables import figures_csv, residents_csv, sums_csv

__all__ = ["figures_csv", "residents_csv", "sums_csv", "to_csvw"]
