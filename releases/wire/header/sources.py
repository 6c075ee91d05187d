"""Sources of datelines: the offices and agencies that send out news, and the Organization itself."""

import re

from releases.wire.header.cities import is_known_city

_SOURCE_SIGN = re.compile(
    r"\b(?:UN[A-Z]{0,6}|U\.N\.?|ONU|UNO|FAO|WHO|OMS|ILO|OIT|IMO|OMI|ITU|UIT|UPU|WMO|OMM|WIPO|OMPI|IAEA|AIEA|IFAD|WFP"
    r"|PAM|HCR|OHCHR|ESCAP|ECLAC|CEPAL|ESCWA|ECA|ECE|CTBTO|OPCW|INCB|HEUNI|DPI|DGC)\b"
    r"|\b(?:news|nouvelles|noticias|service|servicio|press|prensa|secretariat|nations|naciones|nationen|information"
    r"|información|informaciones|bureau|agency|reuters)\b|\b(?:nachrichten|presse|informations)|dienst\b"
    r"|ООН|служб|информ|пресс|المتحدة|دائرة|مركز|علام|الإسكوا|أنباء|联合国|新闻|办公室|信息|中心|通讯|社\Z",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"[A-Z]{2,8}(?:[/ -][A-Z]{2,8})?")
"""Letters that may be the name of an agency."""

_ORGANIZATION = re.compile(
    r"(?:(?:the )?(?:united nations|u\.?n\.?)(?: (?:headquarters|office))?|(?:siège de l[’']onu|nations unies|onu)"
    r"|(?:sede de la onu|naciones unidas)|vereinte nationen|uno|организация объедин[её]нных наций"
    r"|объедин[её]нные нации|оон|الأمم المتحدة|联合国(?:总部)?)\s?[,،，]\s?",
    re.IGNORECASE,
)


def names_source(text: str) -> bool:
    """Whether a text names an office or an agency that sends out news."""
    return bool(_SOURCE_SIGN.search(text))


def without_organization(city: str) -> str:
    """Return `New York` of `UNITED NATIONS, New York`: the Organization is no city where one follows."""
    rest = _ORGANIZATION.sub("", city, count=1)
    return rest if is_known_city(rest) else city
