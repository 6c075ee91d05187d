"""Signs that close a text: `ENDS`, `###`, `- 30 -`, `Fin`, `(完)`, which are no headings."""

import re

_WORDS = re.compile(
    r"(?:the )?ends?(?: of (?:the )?(?:(?:press|news|media) )?(?:release|text|message|statement))?|30"
    r"|fin(?: (?:du (?:communiqué|texte|message)|del (?:comunicado|texto|mensaje)))?|fine"
    r"|ende(?: der (?:presse)?mitteilung)?"
    r"|конец(?: (?:сообщения|текста))?|انتهى|النهاية|完|全文完|结束",
    re.IGNORECASE,
)
_EDGES = "*-–—=#_~. ()[]{}（）【】<>/|"
_HASHES = re.compile(r"#(?: ?#){1,9}")
_LONGEST = 40


def is_closing_sign(text: str) -> bool:
    """Whether a whole line says that the text ends, and nothing else."""
    if not text or len(text) > _LONGEST:
        return False
    bare = text.strip(_EDGES)
    return bool(
        _HASHES.fullmatch(text.strip()) or (_WORDS.fullmatch(bare) and (bare != "30" or bare != text))
    )
