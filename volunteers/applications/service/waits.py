"""How long people really wait at each stage, counted anew from the dated record."""

from datetime import datetime

from sqlalchemy import text

from volunteers import clock
from volunteers.extensions import db

COUNTED_MONTHS = 24
WAITS_LOCK = 20_231_003

# Applications that did not move in those months are passed over first: with ten years on record that is most of them.
# A stay ends with the next change of the same application. One that the applicant ended by withdrawing says nothing of
# how long it takes to be moved on, and is left out; one that ended with a refusal is counted, since it was waited for.
COUNT = """
WITH stays AS (
    SELECT application_id, to_stage AS stage, at AS since,
           lead(at) OVER way AS until, lead(to_stage) OVER way AS onward
    FROM stage_changes
    WHERE application_id IN (SELECT application_id FROM stage_changes WHERE at >= :first)
    WINDOW way AS (PARTITION BY application_id ORDER BY at, id)
), ended AS (
    SELECT application_id, stage, since, until FROM stays WHERE onward <> 'withdrawn'
    UNION ALL
    SELECT stays.application_id, stays.stage, applications.submitted_at, stays.since
    FROM stays JOIN applications ON applications.id = stays.application_id
    WHERE stays.stage = 'appointed' AND applications.submitted_at <= stays.since
), waits AS (
    SELECT strand, ended.stage, extract(epoch FROM until - since)::float / 86400 AS days
    FROM ended JOIN applications ON applications.id = ended.application_id
    WHERE until >= :first AND until < :at
)
INSERT INTO stage_waits (strand, stage, passed, days_low, days_high, counted_at)
SELECT strand, stage, count(*),
       round(percentile_cont(0.25) WITHIN GROUP (ORDER BY days)),
       round(percentile_cont(0.75) WITHIN GROUP (ORDER BY days)), :at
FROM waits GROUP BY strand, stage
"""


def measure_waits(*, at: datetime | None = None) -> int:
    """Count how long those waited who left a stage in the 24 months before a moment (now unless said), in the caller's
    transaction, and replace what was counted before; gives the number of stages. A second run waits for the first.

    The row of the appointed stage counts the whole way of those appointed, from sending the form.
    """
    moment = at or clock.now()
    first = clock.start_of_day(clock.add_months(clock.on(moment), -COUNTED_MONTHS))
    db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WAITS_LOCK})
    # A sort of a million changes in memory; on disk it takes several times as long.
    db.session.execute(text("SET LOCAL work_mem = '64MB'"))
    db.session.execute(text("DELETE FROM stage_waits"))
    db.session.execute(text(COUNT), {"at": moment, "first": first})
    return int(db.session.scalar(text("SELECT count(*) FROM stage_waits")) or 0)
