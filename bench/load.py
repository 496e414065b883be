"""A bounded load on an address of this machine: so many requests, so many at once."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Request:
    """One request to send; ``expect`` is the status that counts as success."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    expect: int = 200


@dataclass
class Outcome:
    """What a load gave: seconds for each request, wall seconds, and a sample answer."""

    latencies: list[float]
    wall: float
    failures: int
    size: int
    statements: str

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.wall

    def percentile_ms(self, part: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000

    @property
    def median_ms(self) -> float:
        return statistics.median(self.latencies) * 1000


def send(port: int, request: Request) -> tuple[int, int, str]:
    """Status, size in bytes and the number of SQL statements the application says it made."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.request(request.method, request.path, body=request.body, headers=request.headers)
        response = connection.getresponse()
        return response.status, len(response.read()), response.getheader("X-SQL-Statements", "")
    finally:
        connection.close()


def paced(port: int, requests: Iterator[Request], *, a_second: float, seconds: float) -> list[tuple[int, float]]:
    """Send so many a second for so long, each at its time whether or not those before have been answered.

    The status and the latency of each; -1 for one that was not answered.
    """
    begun, answers, lock = time.perf_counter(), [], threading.Lock()

    def one(request: Request) -> None:
        sent = time.perf_counter()
        try:
            status = send(port, request)[0]
        except OSError:
            status = -1
        with lock:
            answers.append((status, time.perf_counter() - sent))

    threads = []
    for number in range(int(a_second * seconds)):
        time.sleep(max(0.0, begun + number / a_second - time.perf_counter()))
        threads.append(threading.Thread(target=one, args=(next(requests),)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return answers


def load(port: int, requests: Callable[[], Iterator[Request]], *, count: int, at_once: int) -> Outcome:
    """Send ``count`` requests, ``at_once`` at a time; it stops by itself."""
    supply, lock = requests(), threading.Lock()
    latencies: list[float] = []
    failures = [0]
    sample: list[tuple[int, str]] = [(0, "")]
    left = [count]

    def work() -> None:
        while True:
            with lock:
                if left[0] == 0:
                    return
                left[0] -= 1
                request = next(supply)
            begun = time.perf_counter()
            status, size, statements = send(port, request)
            took = time.perf_counter() - begun
            with lock:
                latencies.append(took)
                sample[0] = (size, statements)
                failures[0] += status != request.expect

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Outcome(latencies, time.perf_counter() - begun, failures[0], *sample[0])
