"""The application that a web server, a worker or a command loads."""

from config import load_settings
from volunteers.app import create_app

app = create_app(load_settings())
