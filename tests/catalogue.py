"""The strings that are marked for translation, read from the code, and a language in which each is recognised."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.apps import apps
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LOCALE = ROOT / "pressroom" / "locale"
CODE = ("institutes", "pressroom", "releases")
# English has no catalogue: it is what stands in the code.
TRANSLATED = [to_locale(code) for code in settings.DESK_LANGUAGES if code != "en"]
_ALIASES = {"_": "gettext"}
_LITERAL = r"u?('(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
# templatize turns every string of a template into a call with Python literals.
_CALL = re.compile(rf"\b(n?p?gettext|_)\({_LITERAL}(?:, ?{_LITERAL})?(?:, ?{_LITERAL})?")
_PART = re.compile(r"(%\(\w+\)[a-z]|%[sd]|\{[^}]*\}|<[^>]+>|&#?\w+;)")
_WIDE = str.maketrans(
    {chr(letter + offset): chr(letter + 0xFEE0 + offset) for letter in (0x41, 0x61) for offset in range(26)}
)
# A message as gettext knows it: context, singular and plural, empty where it has none.
Message = tuple[str, str, str]


def _message(name: str, texts: list[str]) -> Message | None:
    """The message of a call of `name`, one of gettext, ngettext, pgettext and npgettext."""
    context = texts.pop(0) if "p" in name.removeprefix("n")[:1] and texts else ""
    if not texts or not texts[0].strip():
        return None
    return context, texts[0], texts[1] if name.startswith("n") and len(texts) > 1 else ""


def _of_code(path: Path) -> Iterator[Message]:
    for call in ast.walk(ast.parse(path.read_text())):
        if not isinstance(call, ast.Call):
            continue
        called = getattr(call.func, "id", getattr(call.func, "attr", ""))
        name = _ALIASES.get(called, called).removesuffix("_lazy").removesuffix("_noop")
        if name in {"gettext", "ngettext", "pgettext", "npgettext"}:
            texts = [
                one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            if found := _message(name, texts):
                yield found


def _of_template(path: Path) -> Iterator[Message]:
    for name, *literals in _CALL.findall(templatize(path.read_text(), origin=str(path))):
        if found := _message(name, [ast.literal_eval(one) for one in literals if one]):
            yield found


def marked(*, desk_only: bool = False) -> set[Message]:
    """Every message that code and templates mark; with `desk_only` without what only public pages have."""
    templates = ROOT / "templates"
    found: set[Message] = set()
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            found.update(_of_code(path))
    for path in templates.rglob("*.html"):
        if not desk_only or path.relative_to(templates).parts[0] == "admin":
            found.update(_of_template(path))
    return found


def of_public_templates() -> set[Message]:
    """Every message of the templates that are not the desk's alone."""
    folder = ROOT / "templates"
    public = (path for path in folder.rglob("*.html") if path.relative_to(folder).parts[0] != "admin")
    return {message for path in public for message in _of_template(path)}


def _of_libraries(locale: str) -> set[tuple[str, int] | str]:
    """What Django and the installed apps have in that language."""
    folders = [Path(django.__file__).parent / "conf", *(Path(app.path) for app in apps.get_app_configs())]
    found: set[tuple[str, int] | str] = set()
    for file in (folder / "locale" / locale / "LC_MESSAGES" / "django.mo" for folder in folders):
        if file.exists() and LOCALE not in file.parents:
            with file.open("rb") as opened:
                catalogue = gettext.GNUTranslations(opened)._catalog  # type: ignore[attr-defined]
            found.update(key for key, text in catalogue.items() if key and text)
    return found


def wide(text: str) -> str:
    """`text` with its Latin letters wide, ａｓ ｈｅｒｅ; placeholders, tags and entities stay."""
    return "".join(
        part if place % 2 else part.translate(_WIDE) for place, part in enumerate(_PART.split(text))
    )


def write_wide_language(folder: Path, locale: str) -> None:
    """A catalogue in which every message is `wide` that this project marks, or that libraries have in each language.

    What a library lacks in one of the languages of the desk is there in plain English: it is seen.
    """
    of_libraries = [_of_libraries(locale) for locale in TRANSLATED]
    everywhere = set.intersection(*({_name(key) for key in keys} for keys in of_libraries))
    ours = {(context, one) for context, one, _many in marked()}
    catalogue = polib.POFile()
    catalogue.metadata = polib.pofile(str(LOCALE / locale / "LC_MESSAGES" / "django.po")).metadata
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])
    plurals = {(context, one): many for context, one, many in marked() if many}
    plurals |= {_name(key): "" for keys in of_libraries for key in keys if isinstance(key, tuple)}
    for name in sorted({_name(key) for keys in of_libraries for key in keys} | ours):
        context, one = name
        shown = wide(one) if name in everywhere or name in ours else one
        entry = polib.POEntry(msgid=one, msgctxt=context or None)
        if name in plurals:
            many = wide(plurals[name]) or shown
            entry.msgid_plural = plurals[name] or one
            entry.msgstr_plural = {form: many if form else shown for form in range(forms)}
        else:
            entry.msgstr = shown
        catalogue.append(entry)
    place = folder / locale / "LC_MESSAGES"
    place.mkdir(parents=True)
    catalogue.save_as_mofile(str(place / "django.mo"))


def _name(key: tuple[str, int] | str) -> tuple[str, str]:
    text = key[0] if isinstance(key, tuple) else key
    context, sign, one = text.partition("\x04")
    return (context, one) if sign else ("", text)
