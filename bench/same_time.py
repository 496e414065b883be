"""``python -m bench.same_time``: does the time an answer takes tell whose address was given?

Each kind of address is sent 200 times, in turn, to a running copy. Prints the medians, and a rank-sum test of each
kind against addresses nobody knows; ends with 1 when a median is 5 ms away or p is 0.01 or less.
"""

import http.client
import math
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

from bench import copies
from bench.cast import application
from bench.load import LOOPBACK
from tests.guardians.builders import a_guardian
from tests.openings.builders import an_interest
from tests.people.builders import an_account
from volunteers import clock
from volunteers.local.servers import running_servers
from volunteers.people.service import create_staff
from volunteers.permissions import Grant, Role
from volunteers.unit_of_work import unit_of_work

TRIES = 200
MOST_MS, LEAST_P = 5.0, 0.01
HIDDEN = re.compile(r'<input[^>]*?name="(csrf_token|once)"[^>]*?value="([^"]+)"')
PAGES = ("/sign-in", "/opportunities/interest/cadets", "/guardian", "/staff/sign-in")
NOBODY = "nobody"
KNOWN = {
    "applicant": "ada@example.org",
    "staff": "casey@force.example",
    "closed": "gone@example.org",
    "guardian": "jo@example.org",
    "waits": "mo@example.org",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder), environ={}) as addresses:
        url = copies.make_database(addresses, "bench_same_time")
        settings = copies.environment(addresses, url, Path(folder))
        copies.run_flask(settings, "db", "upgrade")
        make_people(settings)
        with copies.served(settings, "wsgi:app", "/sign-in") as ours:
            good = [judge(page, measure(ours.port, page)) for page in PAGES]
    return 0 if all(good) else 1


def make_people(settings: dict[str, str]) -> None:
    """One of each kind that an address may belong to."""
    with application(settings) as app, unit_of_work():
        an_account(Role.APPLICANT, email=KNOWN["applicant"])
        an_account(Role.APPLICANT, email=KNOWN["closed"], disabled_at=clock.now())
        create_staff(
            email=KNOWN["staff"], full_name="Casey Brook", password="a lamp, a kettle and a boat",
            grants=[Grant(Role.COORDINATOR)], key=app.config["SETTINGS"].sealing_key,
        )  # fmt: skip
        a_guardian(email=KNOWN["guardian"])
        an_interest(KNOWN["waits"])


def measure(port: int, page: str) -> dict[str, list[float]]:
    """Milliseconds for each try, by kind of address; the kinds take turns in an order that changes."""
    took: dict[str, list[float]] = {kind: [] for kind in (NOBODY, *KNOWN)}
    chance = random.Random(1)
    for number in range(TRIES):
        for kind in chance.sample(list(took), len(took)):
            email = KNOWN.get(kind, f"stranger{number}@example.org")
            took[kind].append(send(port, page, email))
    return took


def send(port: int, page: str, email: str) -> float:
    """Open the page, send its form with this address; milliseconds from sending to the end of the answer."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    connection.request("GET", page)
    opened = connection.getresponse()
    hidden = dict(HIDDEN.findall(opened.read().decode()))
    headers = {
        "Cookie": (opened.getheader("Set-Cookie") or "").partition(";")[0],
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({**hidden, "email": email, "password": "not their password", "code": "123456"})
    begun = time.perf_counter()
    connection.request("POST", page, body=body, headers=headers)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - begun) * 1000
    connection.close()
    if answer.status not in (200, 303):
        raise RuntimeError(f"{page} answered {answer.status}")
    return took


def judge(page: str, took: dict[str, list[float]]) -> bool:
    """Print what was measured on a page; whether nothing can be told from it."""
    plain, good = took.pop(NOBODY), True
    print(f"{page}: nobody {statistics.median(plain):.2f} ms")
    for kind, times in took.items():
        apart, p = statistics.median(times) - statistics.median(plain), rank_sum(plain, times)
        fine = abs(apart) < MOST_MS and p > LEAST_P
        good = good and fine
        print(f"  {kind:10} {statistics.median(times):6.2f} ms ({apart:+.2f}), p {p:.3f}{'' if fine else '  TELLS'}")
    return good


def rank_sum(one: Sequence[float], other: Sequence[float]) -> float:
    """The two-sided p of the Wilcoxon rank-sum test, by its normal approximation; ties are as good as impossible."""
    ranked = sorted([(value, True) for value in one] + [(value, False) for value in other])
    total = sum(rank for rank, (_, is_one) in enumerate(ranked, 1) if is_one)
    count, others = len(one), len(other)
    mean = count * (count + others + 1) / 2
    spread = math.sqrt(count * others * (count + others + 1) / 12)
    return math.erfc(abs(total - mean) / spread / math.sqrt(2))


if __name__ == "__main__":
    sys.exit(main())
