"""``python -m bench.submissions``: 5 applications sent a second for 60 seconds. No errors, and each stored once.

Prints the statuses, the latencies, and what the database holds afterwards; ends with 1 when anything is amiss.
"""

import collections
import sys
import tempfile
from pathlib import Path

import psycopg

from bench import copies, pages
from bench.cast import Cast
from bench.load import paced
from volunteers.local.servers import running_servers

A_SECOND = 5
SECONDS = 60
STORED = """
    SELECT count(*), count(DISTINCT a.id), min(c.n), max(c.n), min(m.n), max(m.n)
    FROM applications a
    JOIN (SELECT application_id, count(*) n FROM stage_changes GROUP BY 1) c ON c.application_id = a.id
    JOIN (SELECT subject_id, count(*) n FROM messages
          WHERE subject = 'application' AND kind = 'application_submitted' GROUP BY 1) m ON m.subject_id = a.id
    WHERE a.reference LIKE 'SC-BNCH-%' AND a.submitted_at IS NOT NULL AND a.stage = 'submitted'
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder), environ={}) as addresses:
        url = copies.make_database(addresses, "bench_submissions")
        settings = copies.environment(addresses, url, Path(folder))
        copies.run_flask(settings, "db", "upgrade")
        copies.run_flask(settings, "demo", "bulk", "--scale", "small", "--seed", "1")
        cast = Cast.find(settings)
        with copies.served(settings, "bench.served:app", "/") as ours:
            answers = paced(ours.port, pages.supply(cast, "submit")(), a_second=A_SECOND, seconds=SECONDS)
        with psycopg.connect(url) as connection:
            stored = connection.execute(STORED).fetchone()
    statuses = collections.Counter(status for status, _ in answers)
    took = sorted(seconds * 1000 for _, seconds in answers)
    print(f"{len(answers)} sent at {A_SECOND} a second: {dict(statuses)}")
    print(f"p50 {took[len(took) // 2]:.0f} ms, p95 {took[int(len(took) * 0.95)]:.0f} ms, longest {took[-1]:.0f} ms")
    print(f"stored: {stored} (rows, applications, fewest and most stage changes, fewest and most acknowledgements)")
    wanted = A_SECOND * SECONDS
    return 0 if statuses == {303: wanted} and stored == (wanted, wanted, 1, 1, 1, 1) else 1


if __name__ == "__main__":
    sys.exit(main())
