"""Impossible duties and hours, and volunteers without service."""

from volunteers.integrity.rules import ImpossibleState

TWO_AT_ONCE = """
SELECT id FROM (
    SELECT id, upper(during) AS ends,
           lead(lower(during)) OVER (PARTITION BY volunteer_id ORDER BY lower(during), id) AS following
    FROM sign_ups WHERE state = 'confirmed'
) AS each WHERE following < ends
"""
HOURS_TWICE = """
SELECT id FROM (
    SELECT id, booked_off_at, lead(booked_on_at) OVER own AS following
    FROM attendances WINDOW own AS (PARTITION BY volunteer_id ORDER BY booked_on_at, id)
) AS each WHERE following < booked_off_at
"""
BY_ONESELF = """
SELECT t.id FROM attendances t JOIN volunteers v ON v.id = t.volunteer_id
WHERE t.recorded_by_id = v.account_id AND NOT EXISTS (
    SELECT 1 FROM attendance_bookings b
    WHERE b.sign_up_id = t.sign_up_id AND b.recorded_by_id = v.account_id AND b.source NOT IN ('staff', 'sheet')
)
"""
NOT_ON_IT = """
SELECT t.id FROM attendances t JOIN sign_ups s ON s.id = t.sign_up_id JOIN duties d ON d.id = s.duty_id
WHERE d.state <> 'published' OR s.state <> 'confirmed' OR s.volunteer_id <> t.volunteer_id
"""
WRONG_MINUTES = """
SELECT id FROM attendances
WHERE (minutes IS NULL) <> (booked_off_at IS NULL)
   OR abs(minutes - extract(epoch FROM booked_off_at - booked_on_at) / 60) >= 1
"""
POSTS = """
SELECT p.id FROM posts p
LEFT JOIN (SELECT post_id, count(*) AS held FROM sign_ups WHERE state = 'confirmed' GROUP BY post_id) s
       ON s.post_id = p.id
LEFT JOIN (SELECT post_id, count(*) AS offered FROM waits WHERE state = 'offered' GROUP BY post_id) w
       ON w.post_id = p.id
WHERE p.taken > p.places OR p.taken <> coalesce(s.held, 0) + coalesce(w.offered, 0)
"""
WAITS_FOR_NOTHING = """
SELECT w.id FROM waits w JOIN duties d ON d.id = w.duty_id
WHERE w.state IN ('waiting', 'offered') AND d.state = 'cancelled'
"""
HANDED_BY_NOBODY = """
SELECT h.id FROM handovers h JOIN sign_ups s ON s.id = h.sign_up_id
WHERE h.state = 'open' AND s.state <> 'confirmed'
"""
# More may be taken than applications hold: one that is erased years later leaves its place as it was.
OPENINGS = """
SELECT o.id FROM openings o LEFT JOIN applications a ON a.opening_id = o.id
GROUP BY o.id HAVING o.taken > o.places OR o.taken < count(a.id)
"""
NEVER_SERVED = """
SELECT v.id FROM volunteers v WHERE NOT EXISTS (SELECT 1 FROM service_periods p WHERE p.volunteer_id = v.id)
"""

STATES = (
    ImpossibleState(
        "volunteer_without_service",
        "A volunteer has never served in any strand.",
        "Someone becomes a volunteer by beginning to serve, in one transaction.",
        "volunteer",
        NEVER_SERVED,
    ),
    ImpossibleState(
        "two_duties_at_once",
        "A volunteer is down for two duties at the same time.",
        "A constraint of the database refuses times that overlap.",
        "place on a duty",
        TWO_AT_ONCE,
    ),
    ImpossibleState(
        "hours_twice",
        "A volunteer was on two duties at the same time, so that hours are counted twice.",
        "Nobody can be down for two duties at once, and being booked on twice is refused.",
        "attendance",
        HOURS_TWICE,
    ),
    ImpossibleState(
        "hours_by_oneself",
        "A volunteer's hours were recorded by the volunteer as staff.",
        "Staff who book themselves are refused; from their own telephone it is an entry of its own.",
        "attendance",
        BY_ONESELF,
    ),
    ImpossibleState(
        "hours_without_duty",
        "Hours stand on record for a duty that was cancelled, or for someone who was not on it.",
        "A duty that anyone attended cannot be cancelled, nor can they be taken off it.",
        "attendance",
        NOT_ON_IT,
    ),
    ImpossibleState(
        "minutes_wrong",
        "The minutes of an attendance are not the time between booking on and booking off.",
        "They are computed from both when someone books off.",
        "attendance",
        WRONG_MINUTES,
    ),
    ImpossibleState(
        "duty_overbooked",
        "More places on a duty are taken than it has, or not as many as people are down for it or were offered.",
        "Each place is taken by one guarded update, in the transaction that puts someone down.",
        "post",
        POSTS,
    ),
    ImpossibleState(
        "waits_for_a_cancelled_duty",
        "A volunteer still waits for a place on a duty that was cancelled.",
        "Cancelling a duty ends every turn of its waiting list, in one transaction.",
        "turn on a waiting list",
        WAITS_FOR_NOTHING,
    ),
    ImpossibleState(
        "handed_over_by_nobody",
        "A stand-in or a swap is looked for although the volunteer has given the place up.",
        "Whatever takes someone off a duty ends what they asked of others, in one transaction.",
        "place that is handed over",
        HANDED_BY_NOBODY,
    ),
    ImpossibleState(
        "opening_overbooked",
        "More places of an opening are taken than it has, or fewer than applications hold.",
        "Each place is taken by one guarded update, in the transaction that sends the application.",
        "opening",
        OPENINGS,
    ),
)
