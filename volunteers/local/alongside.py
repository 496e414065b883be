"""Runs one command beside servers that are thrown away: ``python -m volunteers.local.alongside COMMAND...``.

The command finds a whole environment for an empty, throw-away copy of the service; its exit code is ours.
"""

import os
import subprocess
import sys

from config import ROOT
from volunteers.local.environment import read_local, write_environment
from volunteers.local.servers import running_servers, throwaway_folder


def main() -> int:
    """Run the command given; 2 when there is none."""
    command = sys.argv[1:]
    if not command:
        print(__doc__)
        return 2
    with throwaway_folder() as folder:
        # What the person's own copy uses is left out of it: this command may empty the database it finds.
        given = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        given["DATA_DIR"] = str(folder)
        with running_servers(folder, durable=False, environ=given) as addresses:
            environment = write_environment(read_local(given), addresses, given)
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
