"""Making the file of postcode districts anew from a newer issue of Code-Point Open."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from volunteers.places.queries import DISTRICTS
from volunteers.places.rules.code_point import Middles, PostcodePoint, read_line

KINDS = ("*.csv", "*.csv.gz")


def write_districts(folder: Path, *, to: Path = DISTRICTS) -> int:
    """Write the middle of every district of the files in a folder, as a whole; gives the number of districts.

    The files are those of Code-Point Open, packed by gzip or not. Raises ``ValueError`` naming the file and the line of
    what cannot be read, or when there is no file; then nothing is written.
    """
    files = sorted(path for kind in KINDS for path in folder.glob(kind))
    if not files:
        raise ValueError(f"there is no CSV file in {folder}")
    middles = Middles()
    for path in files:
        middles.add(_points(path))
    rows = [(code, f"{at.latitude:.4f}", f"{at.longitude:.4f}") for code, at in middles.positions().items()]
    with to.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("district", "latitude", "longitude"), *rows])
    return len(rows)


def _points(path: Path) -> Iterator[PostcodePoint]:
    packed = path.read_bytes()
    text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8-sig")
    for number, line in enumerate(csv.reader(text.splitlines()), 1):
        try:
            point = read_line(line)
        except ValueError as fault:
            raise ValueError(f"{path.name}, line {number}: {fault}") from fault
        if point is not None:
            yield point
