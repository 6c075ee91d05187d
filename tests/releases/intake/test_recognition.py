import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake.recognition import catalogue

NAMES = catalogue()
DAY = date(2005, 4, 21)


def institutes(text, on=DAY):
    return {one.slug: one.printed for one in NAMES.read([text], on=on).institutes}


def events(text, on=DAY):
    return {one.slug: one.printed for one in NAMES.read([text], on=on).events}


@pytest.mark.parametrize(
    ("text", "slug", "printed"),
    [
        ("A note by HEUNI.", "heuni", "HEUNI"),
        ("HEUNI's note", "heuni", "HEUNI"),
        (
            "the European Institute for Crime Prevention and Control (HEUNI), affiliated with the United Nations and",
            "heuni",
            "European Institute for Crime Prevention and Control (HEUNI), affiliated with the United Nations",
        ),
        (
            "The European Institute for Crime Prevention and Control, affiliated with the United Nations (HEUNI) said",
            "heuni",
            "European Institute for Crime Prevention and Control, affiliated with the United Nations (HEUNI)",
        ),
        (
            "The European Institute for Crime Prevention and Control said",
            "heuni",
            "European Institute for Crime Prevention and Control",
        ),
        (
            "THE AUSTRALIAN INSTITUTE OF CRIMINOLOGY MEETS",
            "aic",
            "AUSTRALIAN INSTITUTE OF CRIMINOLOGY",
        ),
        (
            (
                "l’Institut européen pour la prévention du crime et la lutte contre la délinquance, affilié à "
                "l’Organisation des Nations Unies (HEUNI)"
            ),
            "heuni",
            (
                "Institut européen pour la prévention du crime et la lutte contre la délinquance, affilié à "
                "l’Organisation des Nations Unies (HEUNI)"
            ),
        ),
        ("قالت جامعة نايف العربية للعلوم الأمنية أمس", "nauss", "جامعة نايف العربية للعلوم الأمنية"),
        ("بالتعاون مع جامعة نايف العربية للعلوم الأمنية", "nauss", "جامعة نايف العربية للعلوم الأمنية"),
        ("Доклад ЮНИКРИ о правосудии", "unicri", "ЮНИКРИ"),
        (
            "совместно с Европейским институтом по предупреждению преступности и борьбе с ней",
            "heuni",
            "Европейским институтом по предупреждению преступности и борьбе с ней",
        ),
        ("《HEUNI的报告》", "heuni", "HEUNI"),
        (
            "с Межрегиональным научно-исследовательским институтом ООН по вопросам преступности и правосудия",
            "unicri",
            "Межрегиональным научно-исследовательским институтом ООН по вопросам преступности и правосудия",
        ),
        ("由联合国区域间犯罪和司法研究所主办", "unicri", "联合国区域间犯罪和司法研究所"),
        ("El curso fue idea del ILANUD.", "ilanud", "ILANUD"),
        (
            "the Institute\u00a0for Security  Studies in Pretoria",
            "iss",
            "Institute\u00a0for Security  Studies",
        ),
        (
            "the UN Asia and Far East Institute for the Prevention of Crime and the Treatment of Offenders",
            "unafei",
            "UN Asia and Far East Institute for the Prevention of Crime and the Treatment of Offenders",
        ),
        ("the Basel Institute met", "bi", "Basel Institute"),
    ],
)
def test_names_of_institutes_are_found_as_printed(text, slug, printed):
    assert institutes(text) == {slug: printed}


@pytest.mark.parametrize(
    "text",
    [
        "Astronauts on the ISS spoke with pupils about crime and space.",
        "The International Space Station (ISS) and criminal justice.",
        "The ISS passed overhead.",
        "the International Cable Protection Committee (ICPC) against crime",
        "a national institute of justice should be founded",
        "This issue misses the heuni spelling",
        "the Basel Committee and the Security Council",
        "an institute. For security studies justice",
        "the European Union Institute for Security Studies on crime",
        "the Institute for Security Studies (EUISS) on crime",
        "the Indian National Institute of Justice",
        "the National Institute of Justice of the Republic of Moldova",
    ],
)
def test_what_only_looks_like_an_institute_is_left_alone(text):
    assert institutes(text) == {}


def test_an_acronym_that_clashes_counts_where_the_field_is_spoken_of():
    assert institutes("The ISS in Pretoria published figures on organized crime.") == {"iss": "ISS"}


@pytest.mark.parametrize(
    ("year", "found"),
    [(1960, {}), (1985, {"unicri": "United Nations Social Defence Research Institute (UNSDRI)"})],
)
def test_a_name_counts_from_its_first_year(year, found):
    text = "The United Nations Social Defence Research Institute (UNSDRI) met."
    assert institutes(text, on=date(year, 5, 1)) == found


def test_a_former_name_is_found_later_and_doubted():
    (found,) = NAMES.read(["Once it was UNSDRI, crime fighters say."], on=date(2010, 1, 1)).institutes
    assert (found.slug, found.doubt) == ("unicri", "Named by a name that was no longer in use.")
    (found,) = NAMES.read(["ISISC"], on=DAY).institutes
    assert (found.slug, found.doubt) == ("isisc", "")


ELEVENTH = "crime-congress-11"
TENTH = "crime-congress-10"
TENTH_IN_FULL = "the Tenth United Nations Congress on the Prevention of Crime and the Treatment of Offenders"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("the Eleventh United Nations Congress on Crime Prevention and Criminal Justice", ELEVENTH),
        ("ELEVENTH UNITED NATIONS CONGRESS ON CRIME PREVENTION AND CRIMINAL JUSTICE", ELEVENTH),
        ("the Tenth UN Crime Congress", TENTH),
        ("the 10th U.N. Crime Congress", TENTH),
        ("11th UN Congress on Crime Prevention and Criminal Justice", ELEVENTH),
        ("the 11 th United Nations Congress on Crime Prevention and Criminal Justice", ELEVENTH),
        ("tenth United Nations Congress for the Prevention of Crime and Treatment of Offenders", TENTH),
        ("Tenth United Nations Congress on Crime Prevention and the Treatment of Offenders", TENTH),
        ("the 2005 UN Crime Congress", ELEVENTH),
        ("HOTEL LIST FOR VIENNA CRIME CONGRESS NOW READY", TENTH),
        ("le onzième Congrès des Nations Unies pour la prévention du crime et la justice pénale", ELEVENTH),
        ("le XIe Congrès des Nations Unies pour la prévention du crime et la justice pénale", ELEVENTH),
        ("11e Congrès des Nations Unies pour la prévention du crime et la justice pénale", ELEVENTH),
        ("el 11º Congreso de las Naciones Unidas sobre Prevención del Delito y Justicia Penal", ELEVENTH),
        (
            "el Undécimo Congreso de las Naciones Unidas sobre Prevención del Delito y Justicia Penal",
            ELEVENTH,
        ),
        ("el 11.º Congreso de las Naciones Unidas sobre Prevención del Delito y Justicia Penal", ELEVENTH),
        (
            (
                "на одиннадцатом Конгрессе Организации Объединенных Наций по предупреждению преступности и "
                "уголовному правосудию"
            ),
            ELEVENTH,
        ),
        ("Одиннадцатого Конгресса ООН по предупреждению преступности и уголовному правосудию", ELEVENTH),
        ("في مؤتمر الأمم المتحدة الحادي عشر لمنع الجريمة والعدالة الجنائية", ELEVENTH),
        ("لمؤتمر الأمم المتحدة العاشر لمنع الجريمة ومعاملة المجرمين", TENTH),
        ("第十一届联合国预防犯罪和刑事司法大会今天开幕", ELEVENTH),
        (
            "auf dem Elften Kongress der Vereinten Nationen für Verbrechensverhütung und Strafrechtspflege",
            ELEVENTH,
        ),
        (
            "des 11. Kongresses der Vereinten Nationen für Verbrechensverhütung und Strafrechtspflege",
            ELEVENTH,
        ),
        ("Speakers at the Eleventh Congress spoke of crime prevention.", ELEVENTH),
        ("the Eleventh United Nations Crime Congress", ELEVENTH),
        ("第11届联合国预防犯罪和刑事司法大会", ELEVENTH),
        (
            "The Fourteenth United Nations Congress on Crime Prevention and Criminal Justice",
            "crime-congress-14",
        ),
    ],
)
def test_congresses_are_found_in_every_form(text, slug):
    assert list(events(text)) == [slug]


def test_the_name_of_the_official_english_form_is_given():
    (found,) = NAMES.read(["第十一届联合国预防犯罪和刑事司法大会"], on=DAY).events
    assert found.name == "Eleventh United Nations Congress on Crime Prevention and Criminal Justice"


@pytest.mark.parametrize(("year", "number"), [(2021, 14), (1970, 4)])
def test_a_city_that_held_two_congresses_means_the_nearer_one(year, number):
    assert list(events("the Kyoto Crime Congress", on=date(year, 8, 20))) == [f"crime-congress-{number}"]


@pytest.mark.parametrize(
    ("on", "slugs"),
    [
        (date(2005, 4, 21), [ELEVENTH]),
        (date(2004, 3, 31), [ELEVENTH]),
        (date(2005, 6, 1), [ELEVENTH]),
        (date(1990, 1, 1), []),
        (None, []),
    ],
)
def test_a_congress_without_number_is_the_nearest_in_time(on, slugs):
    text = "the United Nations Congress on Crime Prevention and Criminal Justice"
    assert list(events(text, on=on)) == slugs


def test_a_congress_with_a_number_settles_what_the_congress_is():
    text = f"the Crime Congress: {TENTH_IN_FULL}"
    assert list(events(text, on=DAY)) == [TENTH]


@pytest.mark.parametrize(
    "text",
    [
        "the Eleventh World Petroleum Congress",
        "the Eleventh Congress of Beekeepers",
        "the Third Congress against the Death Penalty spoke of crime and justice",
    ],
)
def test_other_congresses_are_left_alone(text):
    assert events(text) == {}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            (
                "In the organization of this workshop, the United Nations Office on Drugs and Crime has been assisted "
                "by the European Institute for Crime Prevention and Control (HEUNI), affiliated with the United "
                "Nations and the International Institute of Higher Studies in Criminal Sciences (ISISC)."
            ),
            {"unodc": "organizer", "heuni": "partner", "isisc": "partner"},
        ),
        (
            "The course was organised by HEUNI in cooperation with UNICRI.",
            {"heuni": "organizer", "unicri": "partner"},
        ),
        ("HEUNI is organizing a course. UNICRI spoke.", {"heuni": "organizer", "unicri": "mentioned"}),
        ("UNODC and UNAFEI hosted the seminar.", {"unodc": "organizer", "unafei": "organizer"}),
        ("A study by UNICRI said that the course was held.", {"unicri": "mentioned"}),
        (
            "Le cours, organisé par l’UNICRI avec le concours de l’HEUNI, a commencé.",
            {"unicri": "organizer", "heuni": "partner"},
        ),
        (
            "El curso fue organizado por el ILANUD en colaboración con el UNICRI.",
            {"ilanud": "organizer", "unicri": "partner"},
        ),
        ("Семинар организован ЮНОДК при содействии ХЕУНИ.", {"heuni": "partner"}),
        ("نظمت الأمم المتحدة الدورة بالتعاون مع جامعة نايف العربية للعلوم الأمنية", {"nauss": "partner"}),
        ("会议由联合国区域间犯罪和司法研究所主办。", {"unicri": "organizer"}),
        ("Der Kurs wurde in Zusammenarbeit mit HEUNI gehalten.", {"heuni": "partner"}),
    ],
)
def test_the_role_is_what_the_sentence_says(text, roles):
    assert {one.slug: str(one.role) for one in NAMES.read([text], on=DAY).institutes} == roles


@pytest.mark.parametrize(
    "text",
    [
        "HEUNI " * 50_000,
        "the Eleventh Congress " * 20_000,
        "Eleventh United Nations " * 20_000,
        "(ISS) " * 50_000,
        "第" * 300_000,
    ],
)
def test_the_cost_grows_with_the_text_and_no_faster(text):
    start = time.monotonic()
    NAMES.read([text], on=DAY)
    assert time.monotonic() - start < 8


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text):
    for one in NAMES.read([text], on=DAY).institutes:
        assert one.printed in text
