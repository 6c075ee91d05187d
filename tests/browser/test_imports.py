"""The import page in a browser, with one release in every language."""

import pytest
from django.conf import settings

from releases.admin import import_jobs, imports
from releases.editorial.groups import PRESS_OFFICERS
from releases.models import Release
from tests.browser import NO_PLAYWRIGHT
from tests.browser.people import sign_in
from tests.factories import make_user

Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NO_PLAYWRIGHT).Axe
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCUMENT = (settings.BASE_DIR / "fixtures" / "BKK-CP-14.txt").read_text(encoding="utf-8")
TEXTS = {
    "en": DOCUMENT,
    "fr": "UNIS/CP/901\n1er mars 2017\n\nDes juges apprennent à écouter\n\nVIENNE, 1er mars (Service d’information de "
    "l’ONU) -- Le cours, organisé par l’UNICRI, a commencé ce matin dans la salle du conseil.\n",
    "es": "UNIS/CP/902\n9 de marzo de 2017\n\nJueces aprenden a escuchar\n\nVIENA, 9 de marzo (Servicio de Información "
    "de las Naciones Unidas) - El curso fue organizado por el ILANUD y terminó hoy en la sala del consejo.\n",
    "ru": "UNIS/CP/903\n1 июня 2011 года\n\nСудьи учатся слушать\n\nВЕНА, 1 июня (Информационная служба ООН) – Курс, "
    "организованный ЮНИКРИ, начался сегодня в зале совета.\n",
    "ar": "UNIS/CP/904\n20 أيلول/سبتمبر 2012\n\nالقضاة يتعلمون الإصغاء\n\nبيروت، 20 أيلول/سبتمبر 2012 (الإسكوا)-- "
    "بدأت اليوم الدورة بالتعاون مع جامعة نايف العربية للعلوم الأمنية في قاعة المجلس.\n",
    "zh-hans": "UNIS/CP/905\n2021年2月26日\n\n法官学习倾听\n\n2021年2月26日，维也纳--（联合国新闻处）--"
    "由联合国区域间犯罪和司法研究所主办的培训班今天在会议厅开始。\n",
    "de": "UNIS/CP/906\n4. Mai 2012\n\nRichter lernen zuhören\n\nWIEN, 4. Mai (UNO-Informationsdienst) - Der Kurs "
    "wurde in Zusammenarbeit mit HEUNI gehalten und begann heute im Saal des Rates.\n",
}


@pytest.fixture
def _signed_in(page, live_server, _document):
    sign_in(page.context, live_server.url, make_user(PRESS_OFFICERS))


@pytest.fixture
def console(page):
    """What the browser complains of: errors of scripts, and whatever the content policy refuses."""
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.mark.usefixtures("_signed_in")
@pytest.mark.parametrize("language", [code for code in TEXTS if code != "en"])
def test_a_pasted_text_becomes_a_draft_in_its_language(page, live_server, console, language):
    page.goto(f"{live_server.url}/admin/releases/release/import/")
    page.get_by_label("Text of a release").fill(TEXTS[language])
    page.get_by_role("button", name="Read").click()
    page.get_by_role("heading", name="What was read").wait_for()
    assert page.get_by_label("Language:").input_value() == language
    assert page.locator("[name=institute]").count() == 1
    assert page.locator(".import-lines li").count() == TEXTS[language].count("\n")
    assert Axe().run(page).response["violations"] == []

    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_text("is a draft now").wait_for()
    release = Release.objects.get(language=language)
    assert (release.state, bytes(release.as_issued).decode()) == ("draft", TEXTS[language])
    assert release.mentions.count() == 1
    assert console == []


@pytest.mark.usefixtures("_signed_in")
def test_a_text_that_is_there_is_nothing_to_do(page, live_server):
    page.goto(f"{live_server.url}/admin/releases/release/import/")
    page.get_by_label("Text of a release").fill(TEXTS["en"])
    page.get_by_role("button", name="Read").click()
    page.get_by_text("is here already with the same text").wait_for()
    assert page.get_by_role("button", name="Keep").count() == 0


@pytest.mark.usefixtures("_signed_in")
def test_files_are_dropped_on_the_page(page, live_server, console):
    page.goto(f"{live_server.url}/admin/releases/release/import/")
    transfer = page.evaluate_handle(
        """texts => {
            const transfer = new DataTransfer();
            texts.forEach((text, number) => transfer.items.add(new File([text], `${number}.txt`)));
            return transfer;
        }""",
        [TEXTS["fr"], TEXTS["de"]],
    )
    page.dispatch_event("[data-drop-zone]", "drop", {"dataTransfer": transfer})
    page.get_by_text("0.txt, 1.txt").wait_for()
    page.get_by_role("button", name="Read").click()
    page.get_by_role("link", name="UNIS/CP/901").wait_for()
    page.get_by_role("link", name="UNIS/CP/906").wait_for()
    assert Axe().run(page).response["violations"] == []
    assert Release.objects.filter(state="draft").count() == 2
    assert console == []


def _choose(page, live_server, **files):
    page.goto(f"{live_server.url}/admin/releases/release/import/")
    sent = [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
    page.get_by_label("Files:", exact=True).set_input_files(sent)
    page.get_by_role("button", name="Read").click()


@pytest.mark.usefixtures("_signed_in")
def test_an_import_goes_on_by_itself_and_shows_its_files_page_by_page(
    page, live_server, console, monkeypatch
):
    monkeypatch.setattr(imports, "SLICE", 0)
    monkeypatch.setattr(import_jobs, "SLICE", 0)
    monkeypatch.setattr(import_jobs, "ROWS_ON_A_PAGE", 2)
    _choose(page, live_server, **{code: TEXTS[code].encode() for code in ("fr", "de", "es")})
    page.get_by_text("Every file has been read.").wait_for()
    assert page.locator(".import-files > li").count() == 2
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="Next").click()
    page.get_by_role("link", name="UNIS/CP/902").wait_for()
    assert Release.objects.filter(state="draft").count() == 3
    assert console == []


@pytest.mark.usefixtures("_signed_in")
def test_a_wrong_encoding_is_changed_and_what_was_typed_stays(page, live_server, console):
    text = TEXTS["ru"].replace("–", "-").encode("koi8-r")
    _choose(page, live_server, a=text)
    page.get_by_label("Dateline: source").fill("Typed source")
    for encoding, title in (("cp866", None), ("koi8-r", "Судьи учатся слушать")):
        page.get_by_label("Encoding of the file").select_option(encoding)
        page.get_by_role("button", name="Read again").click()
        page.locator(f"option[value='{encoding}'][selected]").wait_for(state="attached")
        assert page.get_by_label("Dateline: source").input_value() == "Typed source"
        assert title in {None, page.get_by_label("Title:", exact=True).input_value()}
        assert Axe().run(page).response["violations"] == []
    assert console == []


@pytest.mark.usefixtures("_signed_in")
def test_an_institute_that_is_unknown_is_proposed_by_keyboard_and_ticked(page, live_server, console):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{live_server.url}/admin/releases/release/import/")
    said = "The course was held by the Siam Institute for Criminal Justice Training (SICJT) in May."
    head = "UNIS/CP/907\n3 May 2005\n\nInvented title\n\nVIENNA, 3 May (UN Information Service) -- "
    page.get_by_label("Text of a release").fill(f"{head}{said}\n")
    page.get_by_role("button", name="Read").click()
    page.get_by_label("Title:", exact=True).fill("Typed title")
    page.get_by_role("button", name="Propose Siam Institute").press("Enter")
    page.get_by_text("is proposed; an editor decides on it.").wait_for()
    assert page.get_by_label("Title:", exact=True).input_value() == "Typed title"
    assert page.get_by_role("checkbox", name="Siam Institute for Criminal Justice Training").is_checked()
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    assert Axe().run(page).response["violations"] == []
    assert console == []


@pytest.mark.usefixtures("_signed_in")
@pytest.mark.parametrize("width", [1280, 375])
def test_the_releases_of_a_file_are_reviewed_one_by_one_and_the_sound_ones_kept_at_once(
    page, live_server, console, width
):
    page.set_viewport_size({"width": width, "height": 800})
    symbols = ("UNIS/CP/901", "UNIS/CP/910 (Revised)", "UNIS/CP/911")
    texts = [TEXTS["fr"].replace("UNIS/CP/901", symbol) for symbol in symbols]
    _choose(page, live_server, three="\n* *** *\n\n".join(texts).encode())
    page.get_by_role("list", name="Releases of the file").get_by_role("listitem").nth(2).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Review release 2").click()
    page.get_by_label("Title:", exact=True).fill("Typed title")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Back to the 3 releases").click()
    page.get_by_text("You began to correct it.").wait_for()
    page.get_by_role("button", name="Keep 2 sound releases as drafts").click()
    page.get_by_text("2 releases are drafts now.").wait_for()
    page.get_by_role("button", name="Review release 2").click()
    assert page.get_by_label("Title:", exact=True).input_value() == "Typed title"
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_text("Every release of").wait_for()
    assert Release.objects.filter(state="draft").count() == 3
    assert Axe().run(page).response["violations"] == []
    assert console == []
