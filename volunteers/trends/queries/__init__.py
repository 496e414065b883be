"""Reading figures, targets and published series, narrowed to what the viewer may see."""

from volunteers.trends.queries.choices import target_places
from volunteers.trends.queries.overview import Overview, get_overview
from volunteers.trends.queries.strand_page import StrandPage, get_strand_page
from volunteers.trends.queries.targets import targets_of

__all__ = ["Overview", "StrandPage", "get_overview", "get_strand_page", "target_places", "targets_of"]
