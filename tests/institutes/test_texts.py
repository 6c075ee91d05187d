"""Which text of an institute or event is shown to whom, and that a change of it is noted."""

import pytest
from django.utils.translation import override

from institutes.catalogue.words import put, words
from institutes.models import CatalogueChange
from institutes.texts import text_for_readers
from tests.factories import make_event, make_institute

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("languages", "reader", "expected", "lang"),
    [
        (("en", "fr"), "fr", "fr text", ""),
        (("en", "fr"), "ar", "en text", "en"),
        (("it", "ar"), "fr", "ar text", "ar"),
        ((), "fr", "", ""),
    ],
)
def test_readers_get_their_language_then_english_then_any(languages, reader, expected, lang):
    event = make_event()
    for language in languages:
        event.texts.create(language=language, description=f"{language} text")

    with override(reader):
        text = text_for_readers(event.texts.all(), "description")

    assert (text, text.lang) == (expected, lang)


def test_a_page_says_in_which_language_a_text_is(client):
    institute = make_institute("heuni", founded_on="1981-12-23")
    institute.texts.create(language="en", description="Text.", founded_note="Note.")
    institute.texts.create(language="fr", description="Texte.")

    french = " ".join(client.get("/fr/institutes/heuni/").content.decode().split())

    assert '<div class="prose"><p>Texte.</p></div>' in french
    assert '<bdi lang="en" dir="ltr">Note.</bdi>' in french
    assert '<div class="prose" lang="en" dir="ltr"><p>Text.</p></div>' in (
        client.get("/ar/institutes/heuni/").content.decode()
    )


def test_a_change_of_a_text_is_noted_and_can_be_put_back():
    event = make_event()
    text = event.texts.create(language="fr", description="Un")
    before = words(event)
    text.description = "Deux"
    text.save()

    noted = CatalogueChange.objects.filter(object_id=event.pk).first().differences[-1]
    assert (noted["field"], noted["before"], noted["after"]) == ("texts", ["fr: Un"], ["fr: Deux"])
    put(event, {"texts": before["texts"]})
    assert event.texts.get().description == "Un"
