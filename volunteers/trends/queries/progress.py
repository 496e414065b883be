"""How far the newest computation of the figures is, as it says itself while its transaction is still open."""

from sqlalchemy import select, text

from volunteers import clock
from volunteers.extensions import db
from volunteers.trends.models import FigureRun
from volunteers.trends.rules.progress import progress_words

# What a run's connection is called; see ``service.figures``. Only that of this database, and of the very run.
SAID = """(SELECT a.application_name FROM pg_stat_activity AS a WHERE a.datname = current_database()
           AND a.application_name LIKE 'figures ' || figure_runs.id || ' %' LIMIT 1)"""


def find_progress() -> str:
    """The newest run in words, in one statement; nothing when it is done or there was none."""
    found = db.session.execute(
        select(FigureRun.state, FigureRun.started_at, text(SAID)).order_by(FigureRun.id.desc()).limit(1)
    ).one_or_none()
    if found is None:
        return ""
    return progress_words(found[0].value, found[2], clock.now() - found[1])
