"""``python -m bench.tauargus FOLDER``: what TauArgus finds of the tables in a folder, in a process of its own.

TauArgus brings a HiGHS of its own, which must not be loaded beside ``highspy``. Of each ``NAME.hide.jj`` it looks for
the cheapest pattern (``NAME.hide.json``: numbers of cells, or null where it gave up); of each ``NAME.audit.jj`` it
computes what an outsider can prove of the cells that are hidden (``NAME.audit.json``: least and most by cell).
"""

import json
import os
import sys
from pathlib import Path

from pytauargus._tauargus import HiTaSCtrl, audit_jj  # type: ignore[import-untyped]

MINUTES = 1


def main(folder: Path) -> None:
    """Answer every file of a folder. The solver leaves its logs wherever it runs, and so it runs there."""
    folder = folder.resolve()
    os.chdir(folder)
    for file in sorted(folder.glob("*.hide.jj")):
        file.with_suffix(".json").write_text(json.dumps(_cheapest(file)))
    for file in sorted(folder.glob("*.audit.jj")):
        found = {row["cell"]: [row["min"], row["max"]] for row in audit_jj(str(file))}
        file.with_suffix(".json").write_text(json.dumps(found))


def _cheapest(file: Path) -> list[int] | None:
    out = file.with_suffix(".out")
    code = HiTaSCtrl().full_jj(in_file_jj=str(file), out_file=str(out), max_time=MINUTES)
    return [int(line) for line in out.read_text().split()] if code == 0 else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
