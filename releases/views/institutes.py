"""Institutes as readers meet them: through the releases that name them."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from institutes.models import Institute
from releases.models import Mention, Release
from releases.pages import list_page
from releases.querysets import counted_onto, public_q


def institute_list(request: HttpRequest) -> HttpResponse:
    """Every institute by name, with the number of public releases that name it."""
    mentions = Mention.objects.filter(public_q(request.at, "release__")).order_by()
    counted = mentions.values_list("institute").annotate(Count("release__reference", distinct=True))
    institutes = counted_onto(Institute.objects.defer("description", "source").by_name(), dict(counted))
    return render(request, "institutes/list.html", {"institutes": institutes})


def institute(request: HttpRequest, slug: str) -> HttpResponse:
    """One institute: its names, past and present, its facts, and the releases that name it."""
    found = get_object_or_404(Institute.objects.with_names().select_related("successor", "logo"), slug=slug)
    naming = Release.objects.public(request.at).naming(found)
    spoken = naming.filter(language=get_language())
    count, elsewhere = naming.count_in(get_language())
    names = sorted(
        found.names.all(), key=lambda name: (name.valid_until is not None, name.language, name.name)
    )
    return render(
        request,
        "institutes/detail.html",
        {
            "institute": found,
            "names": [name for name in names if name.name != found.name and name.is_official],
            "predecessors": found.predecessors.with_names(),
            "shown": list_page(spoken.in_order().for_cards(), request.GET.get("page"), count=count),
            "elsewhere": elsewhere,
        },
    )
