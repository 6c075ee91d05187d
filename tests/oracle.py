"""What lists and searches must hold, said once more in plain querysets: the answer that tests compare with.

Nothing here is quick. Only the search index itself is shared with the product, since it is what is asked.
"""

from datetime import date

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from institutes.models import City, Institute
from institutes.places import folded, folded_names
from releases.listing.filters import EVERY_LANGUAGE, ReleaseFilter
from releases.listing.public_index import read_names
from releases.models import Event, Mention, Release
from releases.search.index import hits
from releases.search.ranking import condition, ranks, understand

NEWEST_FIRST = ("-issued_on", "-publish_at", "-pk")


def search(releases: QuerySet[Release], text: str) -> QuerySet[Release]:
    """The releases that answer what a reader typed, best first; all of them where nothing was typed."""
    query = understand(text, read_names(using=releases.db).names)
    if query.is_blank:
        return releases
    if query.is_unusable:
        return releases.none()
    found_by_rank = [list(hits(rank, releases.db)) for rank in ranks(query)]
    rank = Case(
        *(When(pk__in=found, then=Value(place)) for place, found in enumerate(found_by_rank)),
        # A bare number would be the number of a column to PostgreSQL, if no release has any rank.
        default=Value(len(found_by_rank)) + F("pk") * 0,
        output_field=BigIntegerField(),
    )
    return releases.filter(pk__in=list(hits(condition(query), releases.db))).order_by(rank, *NEWEST_FIRST)


def issued_between(releases: QuerySet[Release], first: date | None, last: date | None) -> QuerySet[Release]:
    """Those of the releases with a printed date from `first` to `last`; None leaves that side open."""
    if first is not None:
        releases = releases.filter(issued_on__gte=first)
    return releases if last is None else releases.filter(issued_on__lte=last)


def naming(releases: QuerySet[Release], *institutes: Institute) -> QuerySet[Release]:
    """Those of the releases that name any of the institutes."""
    return releases.filter(Exists(Mention.objects.filter(institute__in=institutes, release=OuterRef("pk"))))


def about_event(releases: QuerySet[Release], *events: Event) -> QuerySet[Release]:
    """Those of the releases about any of the events, about a part of one, or in a series of one."""
    covered = Release.events.through.objects.filter(
        Q(event__in=events) | Q(event__parent__in=events), release=OuterRef("pk")
    )
    return releases.filter(Exists(covered) | Q(series__event__in=events))


def dated_from(releases: QuerySet[Release], *cities: City) -> QuerySet[Release]:
    """Those of the releases whose datelines name any of the cities, in any language."""
    names = {folded(name.name) for city in cities for name in city.names.all()}
    printed = releases.values_list("pk", "dateline_city")
    return releases.filter(pk__in=[key for key, city in printed if names.intersection(folded_names(city))])


def answer_to(asked: ReleaseFilter, releases: QuerySet[Release]) -> QuerySet[Release]:
    """The releases that a filter lists, in its order, by the values that it could use."""
    values, order = asked.values, asked.order
    start, end = values.get("from"), values.get("to")
    releases = issued_between(releases, start and start.first, end and end.last)
    if asked.listed_language != EVERY_LANGUAGE:
        releases = releases.filter(language=asked.listed_language)
    if kinds := values.get("kind"):
        releases = releases.filter(kind__in=kinds)
    if series := values.get("series"):
        releases = releases.filter(series__in=series)
    if institutes := values.get("institute"):
        releases = naming(releases, *institutes)
    if cities := values.get("city"):
        releases = dated_from(releases, *cities)
    if events := values.get("event"):
        releases = about_event(releases, *events)
    releases = search(releases.order_by(*NEWEST_FIRST), asked.words)
    if order == "relevance":
        return releases
    return (
        releases.order_by(*NEWEST_FIRST) if order == "newest" else releases.order_by(*NEWEST_FIRST).reverse()
    )
