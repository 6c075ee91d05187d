"""The pages of the help, for whoever is signed in at the desk."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pressroom.help import keys
from pressroom.help.topics import BY_SLUG, TOPICS, Topic
from pressroom.help.words import WORDS
from pressroom.menu import menu

LONGEST_QUERY = 100


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """All tasks, or those whose pages have every word that is searched for."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    words = query.casefold().split()
    topics = [topic for topic in TOPICS if not words or _has_all(request, topic, words)]
    found_words = [word for word in WORDS if words and _are_in(words, f"{word.term} {word.meaning}")]
    context = {"title": _("Help"), "topics": topics, "query": query, "found_words": found_words}
    return _page(request, "admin/help/contents.html", context)


@require_safe
def task(request: HttpRequest, slug: str) -> HttpResponse:
    """How one task is done, what happens then, and what can go wrong."""
    topic = BY_SLUG.get(slug)
    if topic is None:
        raise Http404(_("There is no page at this address."))
    position = TOPICS.index(topic)
    context = {
        "title": topic.title,
        "topic": topic,
        "places": _places(request, topic),
        "before": TOPICS[position - 1] if position else None,
        "after": TOPICS[position + 1] if position + 1 < len(TOPICS) else None,
        **_keys(request, topic),
    }
    return _page(request, "admin/help/task.html", context)


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Every word of the trade with what it means here."""
    return _page(request, "admin/help/words.html", {"title": _("Words of the trade"), "words": WORDS})


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, admin.site.each_context(request) | context)


def _places(request: HttpRequest, topic: Topic) -> list[Any]:
    """Where the task is done, as far as the menu of its reader leads there."""
    shown = menu(request)
    by_name = {place.name: place for place in (*shown.places, *shown.more)}
    return [by_name[name] for name in topic.places if name in by_name]


def _keys(request: HttpRequest, topic: Topic) -> dict[str, Any]:
    if topic.slug != "keys":
        return {}
    shown = menu(request)
    return {
        "with_control": keys.WITH_CONTROL,
        "single": keys.SINGLE,
        "leading": keys.places_by_key([*shown.places, *shown.more]),
        "in_fields": keys.IN_FIELDS,
    }


def _has_all(request: HttpRequest, topic: Topic, words: list[str]) -> bool:
    context = _keys(request, topic)
    text = strip_tags(render_to_string(topic.template, context))
    return _are_in(words, f"{topic.title} {topic.about} {text}")


def _are_in(words: list[str], text: str) -> bool:
    text = text.casefold()
    return all(word in text for word in words)
