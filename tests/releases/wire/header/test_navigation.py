import pytest

from releases.wire.header.navigation import is_masthead, is_navigation, site_name_at_end
from releases.wire.parser import parse

TEXT = "Forty keepers of nine coastal States met in the harbour today, with one borrowed lamp."
NAVIGATION = [
    "In progress at UNHQ",
    "En cours au Siège de l’ONU",
    "En curso en la Sede de las Naciones Unidas",
    "Сегодня в Центральных учреждениях ООН",
    "يجري الآن في مقر الأمم المتحدة",
    "联合国总部正在进行",
    "Live from UN Headquarters",
    "Actuellement au Siège de l’ONU",
    "En directo desde la Sede",
    "Проходит в ЦУ ООН",
    "الآن في مقر الأمم المتحدة",
    "Im Gange am Hauptsitz der UNO",
    "Breadcrumb",
    "Fil d’Ariane",
    "面包屑导航",
    "Press Releases 2003",
    "Archives des communiqués",
    "Follow us on the radio",
    "U N I T E D   N A T I O N S",
    "Skip to main content",
    "Skip to content",
    "Jump to navigation",
    "Aller au contenu principal",
    "Pasar al contenido principal",
    "Перейти к основному содержанию",
    "تجاوز إلى المحتوى الرئيسي",
    "跳转到主要内容",
    "Direkt zum Inhalt",
    "Zum Inhalt springen",
    "Toggle navigation",
    "Main menu",
    "Basculer la navigation",
    "Alternar navegación",
    "Переключить навигацию",
    "تبديل التنقل",
    "切换导航",
    "Navigation umschalten",
    "Meetings Coverage and Press Releases",
    "Couverture des réunions & communiqués de presse",
    "UN Web TV",
    "UN News",
    "United Nations",
    "UNITED NATIONS NATIONS UNIES",
    "UNITED NATIONS - NATIONS UNIES",
    "UNITED NATIONS / NACIONES UNIDAS",
    "Организация Объединенных Наций",
    "الأمم المتحدة",
    "联合国 United Nations",
    "Print this page",
    "Printer-friendly version",
    "[Print this page]",
    "Imprimer cette page",
    "Imprimir esta página",
    "Версия для печати",
    "اطبع هذه الصفحة",
    "打印本页",
    "Seite drucken",
    "English | Français | Español",
    "English Français Русский Español العربية 中文",
    "العربية 中文 English Français Русский Español",
    "E F S",
    "Home > Press Releases > 2003",
    "Home | Search | Site map",
    "Home • Press Releases • Contact us",
    "You are here: Home",
    "Vous êtes ici : Accueil",
    "Sie sind hier: Startseite",
    "Вы здесь: Главная",
    "当前位置：首页",
    "Welcome to the United Nations",
    "Share this page",
    "Back to top",
    "Главная",
    "الرئيسية",
    "首页",
    "Startseite",
]
MASTHEADS = [
    "Department of Public Information",
    "Department of Public Information • News and Media Division • New York",
    "Department of Public Information - News Coverage Service - New York",
    "News and Media Division",
    "United Nations Information Service",
    "United Nations Information Service Vienna",
    "UN Information Service (UNIS), Vienna",
    "Information Service of the UN Office at Geneva",
    "Information Service of the United Nations Office at Vienna",
    "United Nations Office at Vienna",
    "Service d’information des Nations Unies à Genève",
    "Service de l’information",
    "Servicio de Información de las Naciones Unidas",
    "Информационная служба ООН в Вене",
    "Департамент общественной информации",
    "دائرة الأمم المتحدة للإعلام، فيينا",
    "联合国新闻处维也纳",
    "Informationsdienst der Vereinten Nationen (UNIS) Wien",
    "P.O. Box 500, A-1400 Vienna, Austria",
    "Vienna International Centre PO Box 500, A-1400 Vienna, Austria Tel: (+43-1) 00000 Fax: (+43-1) 00001",
    "Telephone: +43 1 00000",
]
TITLES = [
    "Welcome to Valletta, Keepers Are Told",
    "Back to School for Lighthouse Keepers",
    "United Nations Office at Vienna Opens Its Doors",
    "Information Service Shows Children around",
    "Press Office to Close at Noon",
    "Search for Lost Lamps Goes on",
    "Share of Lamps Falls",
    "UN News Reaches Lighthouses",
    "Home for Old Lamps Found",
    "Print and Radio: Two Lamps Compared",
    "Live Lamps at Headquarters",
    "Now at Sea: Forty Keepers",
    "Photo of a Lamp Found",
    "In Progress: the Lighthouse of Valletta",
    "Russian and English Keepers Meet",
    "Новости о маяках",
]


@pytest.mark.parametrize("line", NAVIGATION)
def test_navigation_is_known_by_its_words(line):
    assert is_navigation(line)


@pytest.mark.parametrize("line", MASTHEADS)
def test_letterhead_is_known_by_its_words(line):
    assert is_masthead(line)


@pytest.mark.parametrize("line", TITLES)
def test_title_that_begins_like_navigation_is_none(line):
    assert not is_navigation(line)
    assert not is_masthead(line)


@pytest.mark.parametrize("line", [*NAVIGATION, *MASTHEADS])
@pytest.mark.parametrize("symbol", ["", "UNIS/CP/509\n"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_page_furniture_is_no_title_with_and_without_a_symbol(line, symbol, gap):
    document = parse(f"{line}{gap}{symbol}Keepers of Lighthouses Count Their Lamps\n\n8 May 2001\n\n{TEXT}\n")
    assert (document.title, document.subtitle) == ("Keepers of Lighthouses Count Their Lamps", "")
    named = [*(omission.text for omission in document.omitted), *document.banners]
    assert "".join(line.split()).strip("[]") in "".join(" ".join(named).split())


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Keepers Count Lamps | Meetings Coverage and Press Releases", "Keepers Count Lamps"),
        ("Keepers Count Lamps | UN Press", "Keepers Count Lamps"),
        ("Keepers Count Lamps - UNIS Vienna", "Keepers Count Lamps"),
        ("Les gardiens comptent | Couverture des réunions & communiqués de presse", "Les gardiens comptent"),
        ("Les gardiens comptent | ONU Info | Nations Unies", "Les gardiens comptent"),
        ("Keepers of the North - A History", None),
        ("Keepers Count Lamps", None),
    ],
)
def test_name_of_the_site_is_cut_off_a_title(text, title):
    start = site_name_at_end(text)
    assert (text[:start] if start else None) == title


def test_name_of_the_site_is_named_among_what_was_left_out():
    page = f"Keepers Count Lamps | Meetings Coverage and Press Releases\n\nSC/1\n8 May 2001\n\n{TEXT}"
    document = parse(page)
    assert document.title == "Keepers Count Lamps"
    assert [omission.text for omission in document.omitted] == ["Meetings Coverage and Press Releases"]


@pytest.mark.parametrize(
    "piece", ["UN ", "United Nations ", "Home | ", "- Press Office ", "English ", "Tel: 1 "]
)
def test_long_lines_take_no_longer_than_short_ones(piece):
    assert not is_navigation(piece * 100_000)
    assert not is_masthead(piece * 100_000)
