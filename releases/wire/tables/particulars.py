"""Particulars of an event, each a row of two cells: `What:     Press conference`."""

import re
from collections.abc import Iterator, Sequence

from releases.wire.lines import Line
from releases.wire.officers import names_officer
from releases.wire.tables.rows import Table
from releases.wire.tables.two_cells import LONGEST, Led, Run, as_table, runs

_KNOWN = (
    r"dates?(?: and (?:time|place|venue))?|time(?: and (?:date|place|venue))?|place(?: and (?:date|time))?|venue"
    r"|location|when|where|who|what|why|how|speakers?|participants?|subject|topic|theme|event|language|languages"
    r"|interpretation|registration|accreditation|deadline|moderator|address|room|rsvp|r\.s\.v\.p\."
    r"|lieu|heure|quand|où|qui|quoi|objet|sujet|thème|date et (?:heure|lieu)|participants?|intervenants?|inscription"
    r"|fecha(?: y (?:hora|lugar))?|hora|lugar|cuándo|dónde|quién(?:es)?|qué|tema|asunto|participantes|oradores|idiomas?"
    r"|ort|zeit|datum|uhrzeit|was|wann|wo|wer|thema|teilnehmer|anmeldung|termin|veranstaltungsort|treffpunkt"
    r"|дата(?: и (?:время|место))?|время(?: и место)?|место(?: проведения)?|что|где|когда|кто|тема|участники"
    r"|التاريخ|المكان|الزمان|الوقت|الساعة|الموضوع|المشاركون|ماذا|متى|أين|من"
    r"|时间|地点|日期|内容|主题|主办|参加者|嘉宾|语言"
)
_PARTICULAR = re.compile(
    r"(?:date|time|place|venue|location|when|where|who|what|lieu|heure|fecha|hora|lugar|ort|zeit|datum"
    r"|дата|время|место|التاريخ|المكان|时间|地点)\s?[:：]\s?\S",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^:：.!?]{0,30}?)\s?[:：](?P<blanks>\s*)(?P<value>\S.*|)\Z", re.DOTALL
)
_KNOWN_LABEL = re.compile(_KNOWN, re.IGNORECASE)
_SPOKEN = re.compile(
    r"q(?:uestions?)?|a(?:nswers?)?|spokes\w+|réponses?|pregunta|respuesta|frage|antwort|вопрос|ответ|سؤال|جواب|问|答",
    re.IGNORECASE,
)
_LONGEST_VALUE = 100
_LONGEST_SENTENCE = 40


def is_particular(text: str) -> bool:
    """Whether a line tells one particular of an event: `Time: 11:00 a.m.`."""
    return len(text) < LONGEST and bool(_PARTICULAR.match(text))


def _reads_as_sentence(value: str) -> bool:
    return len(value) > _LONGEST_VALUE or (
        len(value) > _LONGEST_SENTENCE and value.endswith((".", "!", "。"))
    )


def _read(line: Line, above: Led | None) -> Led | None:
    """Return label and value of a line; a label that is not known needs room after it, or a row above."""
    typed = line.raw.rstrip().expandtabs()
    match = _LABEL.match(typed.lstrip())
    if not match or _SPOKEN.fullmatch(match["label"]) or match["value"].endswith(("?", "？")):
        return None
    raw = line.raw.strip()
    mark = match.end("blanks") if not match["value"] else len(raw) - len(match["value"])
    label, value = raw[:mark].rstrip(), match["value"]
    is_known = bool(_KNOWN_LABEL.fullmatch(match["label"].strip("*• ")))
    is_set = len(match["blanks"]) > 1 and bool(value)
    is_sure = is_particular(line.text)
    if not (is_sure or is_set) and _reads_as_sentence(value):
        return None
    is_known = is_known or names_officer(line.text)
    if not (is_sure or is_set or is_known or (above is not None and value)):
        return None
    return Led(label, value, len(typed) - len(value), is_sure or (is_known and is_set))


def _is_known(led: Led) -> bool:
    return bool(_KNOWN_LABEL.fullmatch(led.lead.rstrip(" :：").strip("*• "))) or names_officer(
        f"{led.lead} {led.rest}"
    )


def _is_list(run: Run, lines: Sequence[Line]) -> bool:
    """Whether a line such as `The following officers were elected:` says that officers follow, as items of a list."""
    above = next((line.text for line in reversed(lines[max(0, run.first - 2) : run.first]) if line.text), "")
    is_set = any("\t" in row.lines[0].raw.strip() or "  " in row.lines[0].raw.strip() for row in run.rows)
    return (
        above.endswith((":", "："))
        and not is_set
        and all(names_officer(f"{x.lead} {x.rest}") for x in run.leds)
    )


def _are_particulars(run: Run) -> bool:
    values = [row.cells[1] for row in run.rows]
    if not all(values) or sum(map(_reads_as_sentence, values)) * 2 > len(values):
        return any(led.is_sure for led in run.leds) and all(values)
    if any(led.is_sure for led in run.leds):
        return True
    known = sum(_is_known(led) for led in run.leds)
    aligned = len({led.column for led in run.leds}) == 1
    return len(run.leds) > 1 and (known > 1 or aligned)


def particulars(lines: Sequence[Line]) -> Iterator[Table]:
    """Yield the runs of particulars in a body."""
    for run in runs(lines, _read):
        if _are_particulars(run) and not _is_list(run, lines):
            yield as_table(run)
