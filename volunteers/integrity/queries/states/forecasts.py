"""Forecasts that contradict themselves."""

from volunteers.integrity.rules import ImpossibleState

FALLING = """
SELECT f.id FROM forecasts f
WHERE EXISTS (
    SELECT FROM jsonb_array_elements(f.percentiles) AS months (percents)
    WHERE jsonb_array_length(percents) <> 101 OR EXISTS (
        SELECT FROM (
            SELECT value::float AS value, lag(value::float) OVER (ORDER BY place) AS before
            FROM jsonb_array_elements_text(percents) WITH ORDINALITY AS each (value, place)
        ) AS pairs
        WHERE value < before
    )
)
"""

STATES = (
    ImpossibleState(
        "forecast_falls",
        "A forecast gives a higher chance a lower number, so that the ranges read from it are wrong.",
        "Forecasts are stored as percentiles, which are checked to be in order before they are written.",
        "forecast",
        FALLING,
    ),
)
