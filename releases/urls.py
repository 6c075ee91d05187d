"""The addresses of releases, series, events and institutes below a language, and those of photos and attachments."""

from django.urls import path, re_path, register_converter

from releases.views import (
    archive,
    attachments,
    corrections,
    detail,
    editions,
    events,
    institutes,
    lists,
    photos,
    series,
)


class FourDigits:
    """A year, written in full."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class TwoDigits(FourDigits):
    """A month or a day."""

    regex = "[0-9]{1,2}"

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class EditionNumber:
    """The number of an edition, from 1, in the one way to write it."""

    regex = "[1-9][0-9]{0,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Reference:
    """A reference or the prefix of a series; PostgreSQL cannot even be asked for one with a null character."""

    regex = "[^\\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FourDigits, "year")
register_converter(TwoDigits, "month_or_day")
register_converter(EditionNumber, "edition")
register_converter(Reference, "reference")

app_name = "releases"
urlpatterns = [
    path("releases/", lists.release_list, name="list"),
    path("releases/<year:year>/", archive.archive, name="year"),
    path("releases/<year:year>/<month_or_day:month>/", archive.archive, name="month"),
    path("releases/<year:year>/<month_or_day:month>/<month_or_day:day>/", archive.archive, name="day"),
    path("releases/<reference:reference>/editions/<edition:number>/", editions.edition, name="edition"),
    path(
        "releases/<reference:reference>/editions/<edition:number>.txt",
        editions.edition_text,
        name="edition-text",
    ),
    path(
        "releases/<reference:reference>/editions/<edition:number>.tsr",
        editions.edition_timestamp,
        name="edition-timestamp",
    ),
    path("releases/<reference:reference>.txt", detail.text, name="text"),
    path("releases/<reference:reference>.png", detail.card, name="card"),
    path("releases/<reference:reference>.tsr", detail.timestamp, name="timestamp"),
    path("releases/<reference:reference>.bib", detail.bibtex, name="bibtex"),
    path("releases/<reference:reference>.ris", detail.ris, name="ris"),
    path("releases/<reference:reference>/", detail.detail, name="detail"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("suggestions/", lists.suggestions, name="suggestions"),
    path("series/", series.series_list, name="series-list"),
    path("series/<reference:prefix>/", series.series, name="series"),
]

# An institute's or event's page is a list of releases, so its view lives with the releases; the name of
# its address belongs to what it shows.
institute_urls = (
    [
        path("", institutes.institute_list, name="list"),
        path("<slug:slug>/", institutes.institute, name="detail"),
    ],
    "institutes",
)
event_urls = (
    [path("", events.event_list, name="list"), path("<slug:slug>/", events.event, name="detail")],
    "events",
)
# Below `/media/attachments/`.
attachment_urls = (
    [
        re_path(
            r"^(?P<token>[\w-]{1,32})/(?P<name>[^/\x00]{1,150})\Z", attachments.attachment, name="attachment"
        )
    ],
    "attachments",
)
# Below `/media/photos/`.
photo_urls = (
    [
        re_path(
            r"^(?P<token>[\w-]{1,32})/(?P<width>[0-9]{1,4})\.(?P<suffix>avif|jpg)\Z",
            photos.photo,
            name="photo",
        )
    ],
    "photos",
)
