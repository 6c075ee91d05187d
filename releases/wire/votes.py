"""Lines of a vote: `In favour: …`, `Against: …`, and the line that announces them, in seven languages."""

import re

_VOTES = re.compile(
    r"(?:in favou?r|for|against|abstain(?:ed|ing)?|abstentions?|absent|not voting|pour|contre|abstenti?ons?|absents?"
    r"|a favor|en contra|abstenciones|ausentes|dafür|dagegen|enthaltungen|за|против|воздержались|отсутствовали"
    r"|المؤيدون|المعارضون|الممتنعون|الغائبون|赞成|反对|弃权|缺席)"
    r"(?: \(\d+\))?\s?[:：]\s*\S",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:the )?(?:votes?|voting|recorded vote|results? of the vote) (?:was|were|is) as follows.{0,40}[:.]"
    r"|(?:le résultat du vote|le vote|les votes?) (?:est|sont|était|étaient|a été|ont été) l[ea]s? suivante?s?\s?[:.]"
    r"|ont voté.{0,30}:"
    r"|(?:el resultado de )?la votación (?:es|fue) (?:el|la|como) sig(?:uiente|ue)\s?[:.]"
    r"|голоса распределились.{0,40}[:.]"
    r"|результаты голосования.{0,40}[:.]|(?:das )?abstimmungsergebnis.{0,20}[:.]|وكانت نتيجة التصويت.{0,30}[:：]"
    r"|表决(?:结果|情况)如下[：:]",
    re.IGNORECASE,
)


def is_vote(text: str) -> bool:
    """Whether a line says who voted in one way."""
    return bool(_VOTES.match(text[:60]))


def announces_votes(text: str) -> bool:
    """Whether a line says that a vote follows."""
    return len(text) < 100 and bool(_ANNOUNCED.fullmatch(text))
