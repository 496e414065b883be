"""What processes cost, from the system's own accounting (Linux: /proc)."""

from pathlib import Path

PROC = Path("/proc")
NANOSECONDS_IN_A_MILLISECOND = 1_000_000


def family(parent: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, waiting = [], [parent]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def cpu_ms(parents: list[int]) -> float:
    """Milliseconds of processor time used so far by these processes and their living descendants."""
    total = 0
    for parent in parents:
        for pid in family(parent):
            try:
                for task in (PROC / str(pid) / "task").iterdir():
                    total += int((task / "schedstat").read_text().split()[0])
            except OSError:
                continue
    return total / NANOSECONDS_IN_A_MILLISECOND


def resident_mb(parent: int) -> list[float]:
    """Resident memory of each child of a process, in megabytes."""
    sizes = []
    for pid in family(parent)[1:]:
        try:
            status = (PROC / str(pid) / "status").read_text()
        except OSError:
            continue
        for line in status.splitlines():
            if line.startswith("VmRSS:"):
                sizes.append(int(line.split()[1]) / 1024)
    return sizes


def parent_of(pid: int) -> int:
    return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])
