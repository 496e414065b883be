"""The application that a web server, a worker or a command loads; a fault in what it is given is said in words."""

import sys

from config import SettingsError, load_settings
from volunteers import cli
from volunteers.app import create_app
from volunteers.forces.rules import ForceFileError

try:
    app = create_app(load_settings())
except (SettingsError, ForceFileError) as fault:
    app = cli.without_settings(sys.argv) or sys.exit(f"Cannot start: {fault}")
