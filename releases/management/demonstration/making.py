"""The demonstration as rows of the database, every one of them marked as invented."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from institutes.enums import DatePrecision
from institutes.models import City, CityName, Institute, InstituteName
from institutes.pictures.files import read_picture
from institutes.places import LANGUAGES
from releases.editorial.issued_text import text_of_typed
from releases.enums import AttachmentKind, LinkKind, MentionRole, ReleaseKind, ReleaseState
from releases.management.demonstration import pictures, stories
from releases.management.demonstration.stories import Story, fields_of
from releases.management.demonstration.texts import catalogue, texts
from releases.models import (
    Attachment,
    Contact,
    Event,
    EventName,
    JointSymbol,
    Mention,
    Photo,
    Release,
    ReleaseAttachment,
    ReleaseContact,
    ReleaseLink,
    ReleasePhoto,
    Series,
    prose,
)
from releases.models.contact import ContactWords
from releases.wire.symbols import compact

# The congress of the first stories, and its meeting and workshops by topic.
CONGRESS, COMMITTEE = "invented-congress-4", "invented-congress-4-committee-2"
WORKSHOPS = {1: f"{CONGRESS}-workshop-1", 0: f"{CONGRESS}-workshop-2", 4: f"{CONGRESS}-workshop-3"}


def make(at: datetime, author: Any = None) -> int:
    """The demonstration is there as of `at` (aware), as if `author` had written it; how many releases it has.

    One transaction: all of it or nothing.
    """
    with transaction.atomic():
        maker = Maker(at, author)
        for story in stories.stories(at):
            maker.add(story)
        return Release.objects.filter(is_invented=True).count()


class Maker:
    """Writes stories, and before them what they refer to."""

    def __init__(self, at: datetime, author: Any) -> None:
        self.at, self.author = at, author
        self.institutes = _institutes()
        self.events = _events(at.date(), self.institutes)
        self.series = _series(self.events)
        self.contacts, self.attachments, self.photos = _contacts(), _attachments(), _photos()

    def add(self, story: Story) -> None:
        """The story is there in each of its languages, with what belongs to it."""
        original: Release | None = None
        for language in story.languages:
            release = self._add_version(story, language, original)
            original = original or release
        if story.number in stories.CORRIGENDA and story.symbol and original is not None:
            self._add_corrigendum(story, original)

    def _add_version(self, story: Story, language: str, original: Release | None) -> Release:
        is_first = original is None
        shared: dict[str, Any] = {"reference": original.reference if original else ""}
        if original is not None:
            shared |= {"follows": original, "follows_version": original.version}
        note = self._correction(story, language) if is_first else ""
        fields = fields_of(story, language, first_version=bool(note)) | self._status(story, language) | shared
        later = story.out + timedelta(hours=3)
        if note:
            fields["superseded_at"] = later
        release = self._write(story, fields)
        if note:
            correction = {
                "publish_at": later, "edition": 2, "previous": release, "correction_note": note,
                "correction_is_minor": story.number in stories.CORRECTED_SLIGHTLY,
            }  # fmt: skip
            self._write(
                story, fields_of(story, language) | self._status(story, language) | shared | correction
            )
        return release

    def _correction(self, story: Story, language: str) -> str:
        words: Mapping[str, str] = texts(language)["texts"]
        if story.number in stories.CORRECTED:
            return words["correction_major"]
        return words["correction_minor"] if story.number in stories.CORRECTED_SLIGHTLY else ""

    def _status(self, story: Story, language: str) -> dict[str, Any]:
        written = {
            "created_by": self.author, "modified_by": self.author,
            "created_at": min(story.out, self.at), "modified_at": min(story.out, self.at),
        }  # fmt: skip
        if story.number in stories.DRAFTS:
            return written | {"state": ReleaseState.DRAFT}
        if story.number in stories.SUBMITTED:
            return written | {"state": ReleaseState.SUBMITTED}
        keeps_text = story.number in stories.WITHDRAWN_WITH_TEXT
        if keeps_text or story.number in stories.WITHDRAWN:
            return written | {
                "state": ReleaseState.WITHDRAWN, "publish_at": story.out,
                "withdrawn_at": story.out + timedelta(hours=8), "withdrawal_keeps_text": keeps_text,
                "withdrawal_reason": texts(language)["texts"]["withdrawal"],
            }  # fmt: skip
        return written | {"state": ReleaseState.APPROVED, "publish_at": story.out}

    def _write(self, story: Story, fields: dict[str, Any]) -> Release:
        """The edition with all that it has. Its text is frozen first: what is issued is sealed from then on."""
        joint = ("INV/JNT/" + str(story.number),) if story.number in stories.JOINT and story.symbol else ()
        contacts = [
            ReleaseContact(**{name: getattr(contact, name) for name in ContactWords.WORDS}, contact=contact)
            for contact in (self.contacts if story.number % 4 == 0 else [])
        ]
        release = Release(**fields)
        release.read_symbol()
        release.body_text = prose.plain_text(release.body)
        if release.state in ReleaseState.ISSUED:
            release.issued_text, _encoding = text_of_typed(release, joint, contacts)
            release.issued_sha256 = Attachment.digest_of(release.issued_text)
        release.sign(self.author, fields["created_at"])
        release.save()
        self._add_parts(story, release, joint, contacts)
        return release

    def _add_parts(
        self, story: Story, release: Release, joint: tuple[str, ...], contacts: list[ReleaseContact]
    ) -> None:
        JointSymbol.objects.bulk_create(
            JointSymbol(release=release, symbol=symbol, symbol_key=compact(symbol)) for symbol in joint
        )
        for place, contact in enumerate(contacts, 1):
            contact.release, contact.position = release, place
        ReleaseContact.objects.bulk_create(contacts)
        release.events.set(self._events_of(story))
        Mention.objects.bulk_create(self._mentions_of(story, release))
        words = texts(release.language)
        ReleasePhoto.objects.bulk_create(
            ReleasePhoto(
                release=release, photo=photo, position=place, credit=photo.credit,
                alternative_text=words["texts"]["photo_caption"],
                caption=words["topics"][(story.topic + place - 1) % len(words["topics"])]["subtitle"],
            )
            for place, photo in enumerate(self._photos_of(story), 1)
        )  # fmt: skip
        if story.number % 10 == 1:
            ReleaseAttachment.objects.create(
                release=release, attachment=self.attachments[story.number % len(self.attachments)],
                title=words["texts"]["attachment"], language=release.language,
            )  # fmt: skip

    def _events_of(self, story: Story) -> list[Event]:
        if not story.is_of_congress:
            return []
        if story.topic in WORKSHOPS:
            return [self.events[WORKSHOPS[story.topic]]]
        return [self.events[COMMITTEE if story.kind == ReleaseKind.MEETING_COVERAGE else CONGRESS]]

    def _mentions_of(self, story: Story, release: Release) -> list[Mention]:
        first = stories.INSTITUTES_OF_TOPICS[story.topic]
        roles = [(first, MentionRole.ORGANIZER), ((first + 1) % len(self.institutes), MentionRole.MENTIONED)]
        return [
            Mention(
                release=release,
                institute=self.institutes[number],
                role=role,
                name_as_printed=catalogue()["institutes"][number]["names"][release.language],
            )
            for number, role in roles[: 1 + story.number % 2]
        ]

    def _photos_of(self, story: Story) -> list[Photo]:
        if story.number % 3 or story.number >= stories.OF_LAST_MONTHS:
            return []
        count = 1 + story.number // 3 % 4
        return [self.photos[(story.number + place) % len(self.photos)] for place in range(count)]

    def _add_corrigendum(self, story: Story, original: Release) -> None:
        language, words = original.language, texts(original.language)
        fields = fields_of(story, language) | self._status(story, language)
        topic = words["topics"][story.topic]["name"]
        fields |= {
            "symbol": f"{story.symbol}/Corr.1", "kind": ReleaseKind.CORRECTION, "subtitle": "", "meeting": "",
            "title": words["texts"]["corrigendum"].format(topic=topic),
            "body": stories.corrigendum_body(story, language), "publish_at": story.out + timedelta(days=1),
        }  # fmt: skip
        fields |= dict.fromkeys(("issued_on", "dateline_on"), fields["publish_at"].date())
        release = self._write(story, fields)
        ReleaseLink.objects.create(release=release, kind=LinkKind.CORRECTS, reference=original.reference)


def _cities() -> dict[str, City]:
    """The invented cities by their English names; they are in no country."""
    spoken = {language: texts(language)["cities"] for language in LANGUAGES}
    cities: dict[str, City] = {}
    for place, name in enumerate(spoken["en"]):
        city = City.objects.called(name)
        if city is None:
            city = City.objects.create(slug=slugify(name), is_invented=True)
            for language, names in spoken.items():
                CityName.objects.create(city=city, language=language, name=_as_a_name(names[place]))
        cities[_as_a_name(name)] = city
    return cities


def _as_a_name(printed: str) -> str:
    """The name of a city that a dateline has in capitals."""
    return printed.title()


def _institutes() -> list[Institute]:
    # `bulk_create`, here and below: no chief editor has to look at a change of the catalogue for each of them.
    told, cities = catalogue()["institutes"], _cities()
    made = Institute.objects.bulk_create(
        Institute(
            slug=one["slug"], kind=one["kind"], city=cities[one["city"]], founded_on=date(one["founded"], 1, 1),
            founded_precision=DatePrecision.YEAR, is_invented=True,
        )
        for one in told
    )  # fmt: skip
    InstituteName.objects.bulk_create(
        InstituteName(institute=institute, language=language, name=name, acronym=one["acronym"])
        for institute, one in zip(made, told, strict=True)
        for language, name in one["names"].items()
    )
    return made


def _events(today: date, institutes: list[Institute]) -> dict[str, Event]:
    by_slug = {institute.slug: institute for institute in institutes}
    events: dict[str, Event] = {}
    cities = _cities()
    for one in catalogue()["events"]:
        event = Event(
            slug=one["slug"], kind=one["kind"], number=one.get("number"), parent=events.get(one.get("parent")),
            starts_on=today + timedelta(days=one["first"]), ends_on=today + timedelta(days=one["last"]),
            city=cities[one.get("city", "Novaria")], status=one.get("status", "confirmed"), is_invented=True,
        )  # fmt: skip
        [events[event.slug]] = Event.objects.bulk_create([event])
        EventName.objects.bulk_create(
            EventName(event=event, language=language, name=name) for language, name in one["names"].items()
        )
        partners = Event.institutes.through
        partners._default_manager.bulk_create(
            partners(event_id=event.pk, institute_id=by_slug[slug].pk) for slug in one.get("institutes", [])
        )
    return events


def _series(events: dict[str, Event]) -> list[Series]:
    return Series.objects.bulk_create(
        Series(
            prefix=one["prefix"], letters=compact(one["prefix"]), title=one["title"], office=one["office"],
            event=events.get(one.get("event")), is_invented=True,
        )
        for one in catalogue()["series"]
    )  # fmt: skip


def _contacts() -> list[Contact]:
    return [Contact.objects.create(**one, is_invented=True) for one in catalogue()["contacts"]]


def _attachments() -> list[Attachment]:
    made = []
    for number in (1, 2):
        rows = "\n".join(f"invented region {place},{place * number * 7}" for place in range(1, 9))
        attachment = Attachment(
            file_name=f"invented-participation-{number}.csv", kind=AttachmentKind.CSV, is_invented=True
        )
        attachment.take(f"region,participants\n{rows}\n".encode())
        attachment.save()
        made.append(attachment)
    return made


def _photos() -> list[Photo]:
    words = texts("en")
    made = []
    for number in range(pictures.PICTURES):
        photo = Photo(
            alternative_text=words["texts"]["photo_caption"], caption=words["note"],
            credit=words["source"], is_invented=True,
        )  # fmt: skip
        photo.take(read_picture(pictures.picture(number)))
        photo.save()
        made.append(photo)
    return made
