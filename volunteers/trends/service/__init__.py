"""Computing the figures, importing what others published, and entering targets."""

from volunteers.trends.service.figures import compute_figures

__all__ = ["compute_figures"]
