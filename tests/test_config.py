"""Settings: all that is missing is named at once, and nothing secret has a default."""

from pathlib import Path

import pytest

from config import SettingsError, limiter_url, load_settings, sqlalchemy_url

GOOD = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "s" * 32,
    "SEALING_KEY": "dGVzdHNlYWxpbmdrZXl0ZXN0c2VhbGluZ2tleTEyMzQ=",
    "DATABASE_URL": "postgresql://db/volunteers",
    "REDIS_URL": "redis://redis/0",
    "MAIL_SERVER": "mail.force.example",
    "MAIL_SENDER": "volunteers@force.example",
    "PUBLIC_URL": "https://volunteers.force.example/",
}


def test_production_starts_with_all_of_it() -> None:
    settings = load_settings(GOOD)
    assert settings.is_production
    assert settings.public_url == "https://volunteers.force.example"
    assert (settings.mail_port, settings.proxy_hops, settings.force) == (25, 0, "avon_and_somerset")


@pytest.mark.parametrize("missing", [name for name in GOOD if name != "ENVIRONMENT"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_names_what_is_missing(missing: str, value: str | None) -> None:
    given = {name: said for name, said in GOOD.items() if name != missing} | ({} if value is None else {missing: value})
    with pytest.raises(SettingsError, match=missing):
        load_settings(given)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings({"ENVIRONMENT": "production", "MAIL_PORT": "many"})
    for name in (*GOOD, "MAIL_PORT"):
        assert (name in str(raised.value)) is (name != "ENVIRONMENT")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "short", "shorter than 32"),
        ("SEALING_KEY", "dG9vIHNob3J0", "not 32 bytes"),
        ("SEALING_KEY", "not base64!", "not 32 bytes"),
        ("PROXY_HOPS", "-1", "not a whole number"),
        ("ENVIRONMENT", "prod", "must be one of"),
        ("CLAMAV_SOCKET", "clamd.ctl", "neither the path of a socket nor host:port"),
        ("CLAMAV_SOCKET", "scanner:", "neither the path"),
    ],
)
def test_what_is_wrong_is_said(name: str, value: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load_settings({**GOOD, name: value})


@pytest.mark.parametrize("address", ["/run/clamav/clamd.ctl", "scanner:3310", "[::1]:3310"])
def test_where_the_virus_scanner_listens_is_known_when_there_is_one(address: str) -> None:
    assert load_settings({**GOOD, "CLAMAV_SOCKET": address}).clamav_socket == address
    assert load_settings({**GOOD, "CLAMAV_SOCKET": ""}).clamav_socket is None


def test_no_fault_repeats_a_secret() -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings({**GOOD, "SECRET_KEY": "hunter2"})
    assert "hunter2" not in str(raised.value)


def test_in_development_a_running_copy_says_where_it_is(tmp_path: Path) -> None:
    lines = "".join(f"{name}={value}\n" for name, value in GOOD.items() if name != "ENVIRONMENT")
    (tmp_path / "environment").write_text(lines + "EMPTY\n")
    settings = load_settings({"DATA_DIR": str(tmp_path), "REDIS_URL": "redis://mine/1"})
    assert settings.database_url == GOOD["DATABASE_URL"]
    assert settings.redis_url == "redis://mine/1", "what is set by hand goes first"
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        load_settings({"DATA_DIR": str(tmp_path), "ENVIRONMENT": "production"})


@pytest.mark.parametrize(
    ("public_url", "secure", "name"),
    [("https://v.example", True, "__Host-session"), ("http://localhost:8000", False, "session")],
)
def test_over_a_secure_line_the_cookie_is_bound_to_it(public_url: str, secure: bool, name: str) -> None:
    config = load_settings({**GOOD, "PUBLIC_URL": public_url}).flask_config()
    assert config["SESSION_COOKIE_SECURE"] is secure
    assert config["SESSION_COOKIE_NAME"] == name
    assert config["SESSION_COOKIE_HTTPONLY"] is True


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
    ],
)
def test_the_driver_is_named(url: str, named: str) -> None:
    assert sqlalchemy_url(url) == named


@pytest.mark.parametrize(("url", "named"), [("unix:///a/b", "redis+unix:///a/b"), ("redis://h/0", "redis://h/0")])
def test_the_limiter_knows_a_socket_by_another_name(url: str, named: str) -> None:
    assert limiter_url(url) == named
