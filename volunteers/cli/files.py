"""What commands from file to file have in common: to refuse early, in words, and to write all or nothing."""

import os
from pathlib import Path
from typing import NoReturn

import click

AT_FAULT = 2  # the exit code when what was given is at fault


def fail(words: str) -> NoReturn:
    """One line on standard error, and the end."""
    click.echo(words, err=True)
    raise click.exceptions.Exit(AT_FAULT)


def read_bytes(source: Path, *, at_most: int, called: str) -> bytes:
    """The whole file, or the end with a line that says why it cannot be read."""
    try:
        with source.open("rb") as file:
            content = file.read(at_most + 1)
    except OSError as fault:
        fail(f"{called}: cannot be read: {fault.strerror}")
    if len(content) > at_most:
        fail(f"{called}: is larger than {at_most // 1024**2} MB")
    return content


def refuse_target(source: Path, target: Path, *, called: str, source_called: str) -> None:
    """Say now what would only come out after all the computing."""
    folder = target.parent
    if target.is_dir():
        fail(f"{called}: is a folder")
    if not folder.is_dir():
        fail(f"{called}: there is no such folder")
    if not os.access(target if _is_special(target) else folder, os.W_OK):
        fail(f"{called}: cannot be written there")
    if target.exists() and target.samefile(source):
        fail(f"{called}: is the file of the {source_called}")


def write_whole(target: Path, text: str, *, called: str) -> None:
    """All of it or nothing: whoever reads the file finds the one before or this one, never a part."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if _is_special(target):
            target.write_text(text, encoding="utf-8")
            return
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except OSError as fault:
        fail(f"{called}: cannot be written: {fault.strerror}")
    finally:
        part.unlink(missing_ok=True)


def _is_special(target: Path) -> bool:
    """Whether it is a pipe or a terminal, which cannot be replaced."""
    return target.exists() and not target.is_file()
