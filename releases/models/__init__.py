from releases.models.attachment import Attachment, ReleaseAttachment
from releases.models.comment import Comment
from releases.models.contact import Contact, ReleaseContact
from releases.models.draft import DeletedDraft
from releases.models.event import Event, EventName, EventText
from releases.models.import_job import ImportedFile, ImportJob
from releases.models.mention import JointSymbol, Mention, ReleaseLink
from releases.models.parts import COLUMNS
from releases.models.photo import Photo, ReleasePhoto
from releases.models.presence import Presence
from releases.models.preview import PreviewLink, PreviewOpening
from releases.models.publication_set import PublicationSet, SetMember
from releases.models.reference import FormerReference
from releases.models.release import Release
from releases.models.reservation import NumberReservation
from releases.models.review import ReviewAnswer
from releases.models.search import SearchIndex
from releases.models.series import Series
from releases.models.site_page import SitePage
from releases.models.timestamp import Timestamp
from releases.models.transition import Transition

# What an edition is made of besides its row and its events; the next edition takes it over, and the database
# seals it with the row (`releases.database.immutability`).
PARTS = tuple(model for kind, (model, _columns) in COLUMNS.items() if kind != "events")

__all__ = [
    "PARTS",
    "Attachment",
    "Comment",
    "Contact",
    "DeletedDraft",
    "Event",
    "EventName",
    "EventText",
    "FormerReference",
    "ImportJob",
    "ImportedFile",
    "JointSymbol",
    "Mention",
    "NumberReservation",
    "Photo",
    "Presence",
    "PreviewLink",
    "PreviewOpening",
    "PublicationSet",
    "Release",
    "ReleaseAttachment",
    "ReleaseContact",
    "ReleaseLink",
    "ReleasePhoto",
    "ReviewAnswer",
    "SearchIndex",
    "Series",
    "SetMember",
    "SitePage",
    "Timestamp",
    "Transition",
]
