"""Who speaks in the letterhead of a message, and what the message calls itself, in seven languages."""

import re

_ORGANIZATION = (
    r"(?: of the (?:united nations|un|general assembly|security council)| (?:de l[’']onu|des nations unies)"
    r"| de (?:la onu|las naciones unidas)| (?:оон|организации объедин[её]нных наций)| للأمم المتحدة"
    r"| der vereinten nationen)?"
)
OFFICE_HOLDER = re.compile(
    r"(?P<article>the |le |la |l[’']|el |der |die )?"
    r"(?:(?:联合国)?(?:常务副)?(?:副)?(?:秘书长|总干事|执行主任|高级专员|大会主席)"
    r"|(?:united nations |un )?(?:(?:deputy|under|assistant)[ -])?(?:secretary|director)[ -]general"
    r"|(?:(?:deputy |united nations |un )*(?:executive (?:director|secretary)|high commissioner|administrator)"
    r"(?: (?:for|of) [\w ]{2,40})?|president)"
    r"|(?:vice-)?(?:secrétaire|directeur|directrice)[ -](?:général|générale|exécutif|exécutive)"
    r"|haut[e]?[- ]commissaire.{0,40}|président(?:e)? de l[’']assemblée générale"
    r"|(?:vice)?(?:secretari[oa]|director[a]?) (?:general|ejecutiv[oa])|alt[oa] comisionad[oa].{0,40}"
    r"|(?:первый |заместитель )?(?:генеральн(?:ый|ого) (?:секретар[ья]|директор[а]?)"
    r"|исполнительный (?:директор|секретарь)"
    r"|верховный комиссар.{0,40})"
    r"|(?:نائب(?:ة)? )?(?:الأمين(?:ة)? العام(?:ة)?|المدير(?:ة)? (?:العام(?:ة)?|التنفيذي(?:ة)?)"
    r"|المفوض(?:ة)? السامي(?:ة)?.{0,40})"
    r"|(?:stellvertretende[r]? )?(?:generalsekretär(?:in)?|generaldirektor(?:in)?|exekutivdirektor(?:in)?"
    r"|hohe[r]? kommissar(?:in)?.{0,40}))"
    rf"{_ORGANIZATION}",
    re.IGNORECASE,
)
"""The office of somebody who speaks, alone on its line; `article` is the article before it."""

SPEECH = re.compile(
    r"^(?:(?:opening|closing|video|new year|joint)(?:[’']s)? )?(?:messages?|statements?|remarks|address|speech"
    r"|greetings?)\b"
    r"|^(?:message|déclaration|allocution|discours|propos|remarques|vœux)\b"
    r"|^(?:mensaje|declaraci[óo]n|discurso|alocuci[óo]n|palabras|observaciones)\b"
    r"|^(?:видео)?(?:послание|заявление|обращение|выступление|речь|приветствие)(?!\w)"
    r"|^(?:رسالة|كلمة|بيان|خطاب|ملاحظات|تصريح)(?!\w)|(?:致辞|献词|贺词|讲话|发言|演讲|声明|寄语|致词)$"
    r"|^(?:botschaft|erklärung|rede|ansprache|gru(?:ß|ss)wort|grußbotschaft)\b",
    re.IGNORECASE,
)
"""How the title of what is said begins (in Chinese: ends)."""
