"""Every kind of message stands in the catalogue with what may be filled in, and can be read with its examples."""

import pytest
from flask import Flask
from jinja2 import meta

from volunteers.notifications.rules import TEXT_KINDS, MessageKind
from volunteers.notifications.rules.catalogue import CATALOGUE, EVERYWHERE, Kind
from volunteers.notifications.rules.choices import ESSENTIAL
from volunteers.notifications.rules.own_words import OwnWords, faults_of, fill
from volunteers.notifications.rules.wording import OUTER, examples_of, with_examples, with_names
from volunteers.strands.rules import StrandCode

KINDS = sorted(CATALOGUE.values(), key=lambda kind: kind.code)


def test_every_kind_of_message_is_in_the_catalogue_and_nothing_else() -> None:
    assert set(CATALOGUE) == {kind.value for kind in MessageKind}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_says_who_and_when_in_sentences(kind: Kind) -> None:
    assert kind.title
    assert kind.receiver
    assert kind.sent.endswith(".")
    assert set(kind.strands) <= set(StrandCode)
    names = [each.name for each in (*kind.placeholders, *EVERYWHERE)]
    assert len(set(names)) == len(names)
    assert all(each.meaning and each.example for each in kind.placeholders)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_each_placeholder_is_in_what_the_built_in_words_are_made_of(app: Flask, kind: Kind) -> None:
    """The built-in words are strict: what they use is passed by whoever sends the message, or it would not go out."""
    source, _, _ = app.jinja_env.loader.get_source(app.jinja_env, f"messages/{kind.code}.txt")  # type: ignore[union-attr]
    used = meta.find_undeclared_variables(app.jinja_env.parse(source))
    parts = set(app.jinja_env.get_template(f"messages/{kind.code}.txt").blocks) - set(OUTER)
    named = {each.name for each in kind.placeholders}
    passed_unused = {"strand"}  # of everyone who is told of their own things, and named or not as the words need it
    assert named - passed_unused <= used | parts
    assert parts <= named, "each part has a meaning and an example"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_the_built_in_words_are_written_with_the_examples(app: Flask, kind: Kind) -> None:
    words = with_examples(app.jinja_env, kind, app.config["SERVICE"])
    assert words.subject
    assert words.body
    assert "((" not in words.subject + words.body + (words.text or "")
    is_texted = kind.code in TEXT_KINDS or kind.code == MessageKind.MOBILE_GIVEN
    may_be_texted = is_texted or kind.group != ESSENTIAL  # where its receiver chose texts for the group
    assert words.text is not None or not is_texted
    assert words.text is None or may_be_texted


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_the_built_in_words_can_be_saved_as_own_words_and_say_the_same(app: Flask, kind: Kind) -> None:
    typed = with_names(app.jinja_env, kind)
    own = OwnWords(typed.subject, typed.body, typed.text)
    examples = examples_of(kind, app.config["SERVICE"])
    assert faults_of(kind, own) == []
    built_in = with_examples(app.jinja_env, kind, app.config["SERVICE"])
    assert fill(kind, own, examples, built_in) == built_in
