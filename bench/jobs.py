"""The trends job against plain SQL in the same database."""

import psycopg

from bench import trends
from bench.cast import application

ROUNDS = 3


def trends_against_raw_sql(settings: dict[str, str], url: str) -> str:
    """What ``bench.trends`` measures of all months, over the records of the database at ``url``: a table."""
    with application(settings), psycopg.connect(url) as connection:
        return trends.table(trends.whole(connection, ROUNDS))
