"""Sending calls: nothing in, nothing out, safe to run twice."""

from flask import current_app

from volunteers.mobilisation import service
from volunteers.unit_of_work import unit_of_work


def send_calls() -> None:
    """Tell everyone who is asked and was not told yet, each batch stored by itself."""
    key, more = str(current_app.config["SECRET_KEY"]).encode(), True
    while more:
        with unit_of_work():
            more = service.send_batch(key=key)
