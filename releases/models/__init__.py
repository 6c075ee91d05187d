from releases.models.event import Event, EventName
from releases.models.mention import JointSymbol, Mention, ReleaseLink
from releases.models.photo import Photo, ReleasePhoto
from releases.models.release import Release
from releases.models.search import SearchIndex
from releases.models.series import Series

__all__ = [
    "Event",
    "EventName",
    "JointSymbol",
    "Mention",
    "Photo",
    "Release",
    "ReleaseLink",
    "ReleasePhoto",
    "SearchIndex",
    "Series",
]
