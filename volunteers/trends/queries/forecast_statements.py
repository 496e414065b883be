"""The SQL that reads what a forecast starts from, as it was known at the end of a London day. Rows are counts by area.

``on`` is that day and ``end`` the moment after it; ``since`` and ``since_on`` are when what is learnt from begins;
``stages`` are the codes of a pipeline from the first open one to appointed, in order.
"""

# Each stage is stayed at from when an application first came to it, or past it, until it first came further: who is
# moved past a stage stays no day there, and who is sent back stays longer at the one before.
STAYS = """
WITH moves AS (
    SELECT c.application_id, coalesce(a.area, '') AS area, c.id, c.at, c.to_stage, s.place
    FROM stage_changes c
    JOIN applications a ON a.id = c.application_id
    LEFT JOIN unnest(CAST(:stages AS text[])) WITH ORDINALITY AS s (code, place) ON s.code = c.to_stage
    WHERE a.strand = :strand AND c.at < :end
        AND (a.stage_since >= :since OR a.stage NOT IN ('appointed', 'unsuccessful', 'withdrawn'))
), lasts AS (
    SELECT DISTINCT ON (application_id) application_id, to_stage, at
    FROM moves ORDER BY application_id, at DESC, id DESC
), reached AS (
    SELECT application_id, area, place, min(at) AS at FROM moves WHERE place IS NOT NULL GROUP BY 1, 2, 3
), ways AS (
    SELECT application_id, area, max(place) AS furthest FROM reached GROUP BY 1, 2
), firsts AS (
    SELECT w.application_id, w.area, p.place, min(r.at) AS at
    FROM ways w
    CROSS JOIN LATERAL generate_series(1, w.furthest) AS p (place)
    JOIN reached r ON r.application_id = w.application_id AND r.place >= p.place
    GROUP BY 1, 2, 3
), stays AS (
    SELECT f.area, f.place, (f.at AT TIME ZONE 'Europe/London')::date AS came_on, f.at,
        lead(f.at) OVER (PARTITION BY f.application_id ORDER BY f.place) AS moved_at,
        l.at AS ended_at, l.to_stage IN ('unsuccessful', 'withdrawn') AS has_ended
    FROM firsts f JOIN lasts l ON l.application_id = f.application_id
), told AS (
    SELECT area, place, at >= :since AS is_recent,
        CASE WHEN moved_at IS NOT NULL THEN 'moved_on' WHEN has_ended THEN 'dropped' ELSE 'waiting' END AS outcome,
        greatest(CASE
            WHEN moved_at IS NOT NULL THEN (moved_at AT TIME ZONE 'Europe/London')::date
            WHEN has_ended THEN (ended_at AT TIME ZONE 'Europe/London')::date
            ELSE CAST(:on AS date)
        END - came_on, 0) AS days
    FROM stays WHERE place < cardinality(CAST(:stages AS text[]))
)
SELECT area, place, outcome, is_recent, days, count(*) AS people
FROM told WHERE is_recent OR outcome = 'waiting'
GROUP BY 1, 2, 3, 4, 5
"""

# How many began a course on each day: first moves from the stage at which an intake is waited for to a later one.
BEGAN = """
SELECT (at AT TIME ZONE 'Europe/London')::date AS on, count(*) AS people
FROM (
    SELECT c.application_id, min(c.at) AS at
    FROM stage_changes c JOIN applications a ON a.id = c.application_id
    WHERE a.strand = :strand AND c.from_stage = :intake AND c.to_stage = ANY (CAST(:after AS text[])) AND c.at < :end
    GROUP BY 1
) AS first_times
WHERE at >= :since
GROUP BY 1 ORDER BY 1
"""

OPENINGS = """
SELECT o.starts_on, o.places, coalesce(u.area, '') AS area
FROM openings o LEFT JOIN units u ON u.id = o.unit_id
WHERE o.strand = :strand AND o.starts_on > :on AND o.created_at < :end
    AND (o.ended_at IS NULL OR o.ended_at >= :end)
ORDER BY o.starts_on, o.id
"""

# What SERVING, EXPOSURE and QUALIFYING begin with. Periods without a day between are one service. Where someone serves
# is where they were posted on the day.
SERVICES = """
WITH periods AS (
    SELECT id, volunteer_id, area, started_on, ended_on,
        coalesce(lag(ended_on) OVER successive = started_on, false) AS continues,
        coalesce(lead(started_on) OVER successive = ended_on, false) AS is_continued
    FROM service_periods
    WHERE strand = :strand AND started_on <= :on AND (ended_on IS NULL OR ended_on > started_on)
    WINDOW successive AS (PARTITION BY volunteer_id ORDER BY started_on)
), services AS (
    SELECT volunteer_id, min(started_on) AS started_on,
        nullif(max(coalesce(CASE WHEN ended_on <= :on AND NOT is_continued THEN ended_on END, 'infinity')), 'infinity')
            AS ended_on,
        (array_agg(area ORDER BY started_on DESC))[1] AS now_in, (array_agg(id ORDER BY started_on DESC))[1] AS last_id
    FROM (
        SELECT *, sum((NOT continues)::int) OVER (PARTITION BY volunteer_id ORDER BY started_on) AS service FROM periods
    ) AS numbered
    GROUP BY volunteer_id, service
), placed AS (
    SELECT s.volunteer_id, s.started_on, s.ended_on, coalesce((
        SELECT t.area FROM posting_periods t
        WHERE t.service_period_id = s.last_id AND t.from_on <= coalesce(s.ended_on - 1, CAST(:on AS date))
        ORDER BY t.from_on DESC LIMIT 1
    ), s.now_in) AS area
    FROM services s
)
"""

# Of everyone who serves: whole months of service, and whether their grade may be alone.
SERVING = """
SELECT area, months, is_alone, count(*) AS people
FROM (
    SELECT area, (extract(year FROM age(CAST(:on AS date) + 1, started_on)) * 12
            + extract(month FROM age(CAST(:on AS date) + 1, started_on)))::int AS months,
        coalesce((
            SELECT g.grade = ANY (CAST(:alone AS text[])) FROM grade_periods g
            WHERE g.volunteer_id = p.volunteer_id AND g.strand = :strand AND g.from_on <= :on
            ORDER BY g.from_on DESC LIMIT 1
        ), false) AS is_alone
    FROM placed p WHERE ended_on IS NULL
) AS people
GROUP BY 1, 2, 3
"""

# How long people served, in days, in each band of months of service, and how many left in it.
EXPOSURE = """
SELECT p.area, b.months_from, sum(greatest(
        least(coalesce(p.ended_on, CAST(:on AS date) + 1), CAST(:on AS date) + 1, b.to_on)
        - greatest(p.started_on, CAST(:since_on AS date), b.from_on), 0)) AS days,
    count(*) FILTER (WHERE p.ended_on >= :since_on AND p.ended_on >= b.from_on AND p.ended_on < b.to_on) AS left_service
FROM placed p
CROSS JOIN LATERAL (
    SELECT months_from, (p.started_on + make_interval(months => months_from))::date AS from_on,
        CASE WHEN months_to IS NULL THEN DATE 'infinity'
            ELSE (p.started_on + make_interval(months => months_to))::date END AS to_on
    FROM unnest(CAST(:bands AS int[]), CAST(:band_ends AS int[])) AS bands (months_from, months_to)
) AS b
WHERE coalesce(p.ended_on, CAST(:on AS date) + 1) > :since_on
GROUP BY 1, 2 ORDER BY 1, 2
"""

# Of those whose service began since and whose grade came to let them be alone: after how many months it first did.
QUALIFYING = """
SELECT area, greatest(round((alone_on - started_on) / 30.4375), 0)::int AS months, count(*) AS people
FROM (
    SELECT p.*, (
        SELECT min(g.from_on) FROM grade_periods g
        WHERE g.volunteer_id = p.volunteer_id AND g.strand = :strand AND g.grade = ANY (CAST(:alone AS text[]))
            AND g.from_on <= :on AND (p.ended_on IS NULL OR g.from_on < p.ended_on)
    ) AS alone_on
    FROM placed p WHERE p.started_on >= :since_on
) AS people
WHERE alone_on IS NOT NULL
GROUP BY 1, 2
"""
