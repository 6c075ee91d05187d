"""Press releases that nobody issued, for load tests: the same on every machine, seen at once to be invented.

Names are made of syllables that mean nothing. Common words of each language are mixed with them by Zipf's
law, as words of real texts are.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from releases.editorial.issued_text import freeze
from releases.enums import ReleaseState
from releases.intake import blocks_to_html
from releases.models import Release, prose
from releases.search.expressions import Storage, Texts, entry

SOURCE = "Invented Information Service"
NOTE = "Invented for load tests"
FIRST_DAY, LAST_DAY = date(1995, 1, 2), date(2025, 10, 31)
NEVER = datetime(2999, 1, 1, tzinfo=ZoneInfo("UTC"))
SERIES = (
    "INV/CP", "INV/SOC", "INV/HR", "INV/DEV", "INV/ENV", "INV/SC", "INV/GA", "INV/SM", "INV/NAR", "INV/WOM",
    "INV/PKO", "INV/LAW",
)  # fmt: skip
INSTITUTES, CONGRESSES, WORKSHOPS = 40, 60, 4
SENTENCES = 3000
FUNCTION_WORDS = 8
# The languages of twelve releases that follow one another: twenty rows.
LANGUAGES = (
    ("en",), ("en", "fr"), ("en",), ("en", "es"), ("en", "fr", "ru"), ("en",),
    ("en", "ar"), ("en",), ("en", "fr", "es", "zh-hans"), ("en",), ("en",), ("de",),
)  # fmt: skip
KINDS = (
    ("press_release",) * 8
    + ("meeting_coverage",) * 5
    + ("statement", "statement", "background_release", "round_up", "media_advisory", "press_briefing")
)

_COMMON = {
    "en": """the|of|and|to|in|a|government|delegates|said|that|Congress|crime|prevention|for|on|international|
    law|rights|negotiations|development|Secretary-General|States|women|children|climate|change|co-operation|
    justice|report|meeting|adopted|resolution|representatives|noted|sustainable|development goals|against|
    corruption|torture|drug|trafficking|court|measures|technical|assistance|training|prison|reform|with|by|
    committee|workshop|discussed|progress|water|health|education|victims|rule of law|peace|security|treaty""",
    "fr": """le|la|les|de|des|du|et|à|en|un|une|gouvernement|délégués|a déclaré|que|Congrès|criminalité|
    prévention|pour|sur|droit|international|droits|négociations|développement|Secrétaire général|États|femmes|
    enfants|changement climatique|coopération|justice|rapport|réunion|adopté|résolution|représentants|durable|
    contre|corruption|torture|drogues|trafic|tribunal|mesures|assistance technique|formation|réforme|avec|par|
    comité|atelier|examiné|progrès|eau|santé|éducation|victimes|état de droit|paix|sécurité|traité""",
    "es": """el|la|los|las|de|del|y|en|un|una|gobierno|delegados|dijo|que|Congreso|delincuencia|prevención|
    para|sobre|derecho|internacional|derechos|negociaciones|desarrollo|Secretario General|Estados|mujeres|
    niños|cambio climático|cooperación|justicia|informe|reunión|aprobó|resolución|representantes|sostenible|
    contra|corrupción|tortura|drogas|tráfico|tribunal|medidas|asistencia técnica|capacitación|reforma|con|
    por|comité|taller|examinó|progresos|agua|salud|educación|víctimas|estado de derecho|paz|seguridad""",
    "ru": """и|в|на|с|по|о|правительство|делегаты|заявил|что|Конгресс|преступности|предупреждение|для|
    международное|право|права|переговоры|развитие|Генеральный секретарь|государства|женщин|детей|
    изменение климата|сотрудничество|правосудие|доклад|заседание|принял|резолюцию|представители|устойчивое|
    против|коррупции|пыток|наркотики|суд|меры|техническая помощь|подготовка|реформа|комитет|семинар|обсудил|
    прогресс|вода|здравоохранение|образование|жертвы|верховенство права|мир|безопасность|договор""",
    "ar": """في|من|على|إلى|عن|أن|الحكومة|الوفود|وقال|المؤتمر|الجريمة|منع|القانون|الدولي|حقوق|المفاوضات|
    التنمية|الأمين العام|الدول|النساء|الأطفال|تغير المناخ|التعاون|العدالة|التقرير|الاجتماع|اعتمد|القرار|
    الممثلون|المستدامة|ضد|الفساد|التعذيب|المخدرات|الاتجار|المحكمة|التدابير|المساعدة التقنية|التدريب|الإصلاح|
    اللجنة|حلقة عمل|ناقش|التقدم|المياه|الصحة|التعليم|الضحايا|سيادة القانون|السلام|الأمن|المعاهدة""",
    "zh-hans": """的|和|在|是|政府|代表|说|大会|犯罪|预防|国际|法律|权利|谈判|发展|秘书长|各国|妇女|
    儿童|气候变化|合作|司法|报告|会议|通过|决议|可持续|反对|腐败|酷刑|毒品|贩运|法院|措施|技术援助|培训|监狱|改革|委员会|讲习班|讨论|
    进展|水|卫生|教育|受害者|法治|和平|安全|条约""",
    "de": """der|die|das|und|in|von|zu|den|ein|eine|Regierung|Delegierten|sagte|dass|Kongress|Verbrechen|
    Verhütung|für|auf|internationales|Recht|Rechte|Verhandlungen|Entwicklung|Generalsekretär|Staaten|Frauen|
    Kinder|Klimawandel|Zusammenarbeit|Justiz|Bericht|Tagung|verabschiedet|Resolution|Vertreter|nachhaltige|
    gegen|Korruption|Folter|Drogen|Handel|Gericht|Maßnahmen|technische Hilfe|Ausbildung|Reform|mit|durch|
    Ausschuss|Seminar|erörtert|Fortschritte|Wasser|Gesundheit|Bildung|Opfer|Frieden|Sicherheit|Vertrag""",
}
_SYLLABLES = {
    "ru": "ква зо лим тур ве ран по зил да кро ми нэ бур ло та шин",
    "ar": "كوا زو ليم تور في ران بو زيل دا كرو مي ني بور لو تا شين",
    "zh-hans": "夸 佐 林 图 维 兰 波 齐 达 克 米 奈 布 洛 塔 欣 尔 诺 瓦 莱 普 特 加",
}
_LATIN = "qua zo lim tur ve ran po zil da kro mi neb ur lo ta shin el nov wa lep ot ga rix um"
_DRAWN = 4000


# The fields that a row may bring, and what stands in those that it does not.
DEFAULTS = {
    "superseded_at": None,
    "correction_note": "",
    "withdrawn_at": None,
    "withdrawal_reason": "",
    "issued_text": None,
    "issued_sha256": "",
    "is_invented": True,
}
# What the text as issued is made of.
OF_TEXT = (
    *("symbol", "language", "title", "issued_on", "dateline_city", "dateline_on", "source", "note_of_origin"),
    "body_text",
)
FIELDS = (
    *("reference", "symbol", "series", "number", "language", "kind", "title", "issued_on"),
    *("dateline_city", "dateline_on", "source", "note_of_origin", "body", "body_text", "summary"),
    *("publish_at", "state", "edition", *DEFAULTS),
)


@dataclass(frozen=True, slots=True)
class InventedRelease:
    """The fields of one row of `Release` by their names, and what belongs to it by number or text."""

    fields: dict
    institutes: tuple[int, ...] = ()
    event: int | None = None
    links: tuple[tuple[str, str], ...] = field(default=())
    joint_symbol: str = ""

    def texts(self) -> Texts:
        """What the row is found by."""
        return Texts(
            title=self.fields["title"],
            subtitle="",
            body=self.fields["body_text"],
            language=self.fields["language"],
            issued_on=self.fields["issued_on"],
            symbols=(self.fields["symbol"], self.joint_symbol),
        )


@cache
def name(number: int, language: str = "en") -> str:
    """A name that nobody has, always the same for the same number."""
    syllables = _SYLLABLES.get(language, _LATIN).split()
    size = len(syllables)
    parts = [syllables[number % size], syllables[number // size % size]]
    parts.append(syllables[(number * 7 + 3) % size])
    if number >= size**2:
        parts.append(syllables[number // size**2 % size])
    return "".join(parts).capitalize()


@cache
def _vocabulary(language: str) -> tuple[list[str], list[float]]:
    """The words of a language, the most used first, and how often they are used, summed up from the first."""
    invented = [name(number, language) for number in range(_DRAWN)]
    for place, word in enumerate(_COMMON[language].split("|")):
        # Function words are everywhere; a word of the field is in every third to every twentieth text.
        invented.insert(
            place if place < FUNCTION_WORDS else FUNCTION_WORDS + 14 * (place - FUNCTION_WORDS), word.strip()
        )
    return invented, list(accumulate(1 / (rank + 3) for rank in range(len(invented))))


@cache
def _sentences(language: str) -> list[str]:
    """The sentences that texts of a language are made of."""
    draw = random.Random(f"sentences {language}")  # noqa: S311 - it has to be the same everywhere
    vocabulary, weights = _vocabulary(language)
    joint, stop = ("", "。") if language == "zh-hans" else (" ", ".")
    made = []
    for _number in range(SENTENCES):
        chosen = draw.choices(vocabulary, cum_weights=weights, k=draw.randint(9, 26))
        text = joint.join(chosen)
        made.append(text[0].upper() + text[1:] + stop)
    return made


def release_count(stories: int) -> int:
    """How many rows so many stories make at the most."""
    return sum(1 for story in range(stories) for _row in LANGUAGES[story % len(LANGUAGES)])


def releases(first: int, count: int, *, total: int) -> Iterator[InventedRelease]:
    """The rows of `count` stories from number `first` on, of `total` that are spread over the years."""
    for story in range(first, first + count):
        for language in LANGUAGES[story % len(LANGUAGES)]:
            yield from _versions(story, language, total)


def indexed(
    storage: Storage, first: int, count: int, total: int
) -> list[tuple[InventedRelease, tuple[str, ...]]]:
    """The rows of `releases`, each with what the search index of a database stores: see `expressions.entry`."""
    return [(one, entry(storage, one.texts())) for one in releases(first, count, total=total)]


def reference(story: int) -> str:
    """The symbol of a story: the series take turns, each with its own numbers."""
    return f"{SERIES[story % len(SERIES)]}/{story // len(SERIES) + 1}"


def _versions(story: int, language: str, total: int) -> Iterator[InventedRelease]:
    """The editions of one language version: a second one for one story in forty."""
    draw = random.Random(f"{story} {language}")  # noqa: S311 - it has to be the same everywhere
    day = FIRST_DAY + timedelta(days=(LAST_DAY - FIRST_DAY).days * story // max(total, 1))
    at = datetime.combine(day, time(8 + story % 10, story % 60, story // 7 % 60), ZoneInfo("UTC"))
    fields = _text(draw, story, language, day) | {"publish_at": at, "state": "approved", "edition": 1}
    if story % 40 == 7:
        later = at + timedelta(days=1)
        yield _belongings(draw, story, fields | {"superseded_at": later})
        fields |= {"publish_at": later, "edition": 2, "correction_note": "A figure was invented wrongly."}
        fields["title"] += " *"
    elif story % 300 == 11:
        fields |= {"publish_at": None, "state": "draft"}
    elif story % 400 == 13:
        fields |= {"publish_at": NEVER}
    elif story % 500 == 17:
        withdrawn = {"withdrawn_at": at + timedelta(days=2), "withdrawal_reason": "Invented twice."}
        fields |= withdrawn | {"state": "withdrawn"}
    yield _belongings(draw, story, fields)


def _text(draw: random.Random, story: int, language: str, day: date) -> dict:
    vocabulary, weights = _vocabulary(language)
    pool = _sentences(language)
    joint = "" if language == "zh-hans" else " "
    title = joint.join(draw.choices(vocabulary, cum_weights=weights, k=draw.randint(6, 12)))
    paragraphs = [f"{NOTE}: {name(story, language)}{joint or '，'}{draw.choice(pool)}"]
    for _number in range(draw.randint(3, 11)):
        start = draw.randrange(SENTENCES - 4)
        paragraphs.append(joint.join(pool[start : start + draw.randint(2, 4)]))
    series, number = reference(story).rsplit("/", 1)
    return {
        "reference": reference(story), "symbol": reference(story), "series": series, "number": int(number),
        "language": language, "kind": KINDS[story % len(KINDS)], "title": title[0].upper() + title[1:],
        "issued_on": day, "dateline_city": name(story % 97).upper(), "dateline_on": day, "source": SOURCE,
        "note_of_origin": NOTE, "body": blocks_to_html.from_paragraphs(paragraphs),
        "body_text": "\n\n".join(paragraphs), "summary": prose.summary(paragraphs[0]),
    }  # fmt: skip


def _belongings(draw: random.Random, story: int, fields: dict) -> InventedRelease:
    if fields["state"] in ReleaseState.ISSUED:
        fields = fields | freeze(Release(**{name: fields[name] for name in OF_TEXT}))
    institutes = draw.sample(range(INSTITUTES), k=draw.choice((0, 0, 1, 1, 2, 3)))
    event = draw.randrange(CONGRESSES * (WORKSHOPS + 1)) if draw.random() < 0.3 else None
    links: tuple[tuple[str, str], ...] = ()
    if story % 6 == 5:
        links = ((draw.choice(("see", "background_to", "rounds_up")), reference(story - 1)),)
    joint = f"INV/JNT/{story // 50 + 1}" if story % 50 == 3 and fields["edition"] == 1 else ""
    return InventedRelease(fields, tuple(institutes), event, links, joint)
