"""Files of every kind, through the import page and through the command, twice: the second time nothing changes.

`SOAK` takes fifty of each kind instead of three.
"""

import os
from email.message import EmailMessage
from email.policy import SMTP
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from institutes.models import Proposal
from releases.editorial.groups import PRESS_OFFICERS
from releases.models import (
    ImportedFile,
    ImportJob,
    JointSymbol,
    Mention,
    Release,
    ReleaseLink,
    Series,
)
from tests.factories import make_institute, make_user
from tests.releases.intake.files.test_source_text import archive, word

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/releases/release/import/"
OF_EACH = 50 if "SOAK" in os.environ else 3
INSTITUTE = "Invented Institute of Fair Courts"
BODY = {
    "en": f"VIENNA, 3 May (UN Information Service) -- The {INSTITUTE} met on the day of the lake, and said “yes”.",
    "ru": "ВЕНА, 3 мая (Информационная служба ООН) - Курс начался сегодня в зале совета и продолжался весь день.",
    "zh": "2021年2月26日，维也纳--（联合国新闻处）--由研究所主办的培训班今天在会议厅开始，法官们学习倾听。",
}
HEAD = {
    "en": "3 May 2005\n\nInvented judges learn to listen {}",
    "ru": "3 мая 2005 года\n\nСудьи учатся слушать {}",
}
HEAD["zh"] = "2021年2月26日\n\n法官学习倾听{}"


def text(symbol, number, language="en"):
    return f"{symbol}\n{HEAD[language].format(number)}\n\n{BODY[language]}\n\nThe second paragraph of {number}.\n"


def page(symbol, number):
    parts = "".join(
        f"<p>{part}</p>" for part in text(symbol, number).strip().replace("\n\n", "\n").split("\n")
    )
    rows = "<tr><th>Region</th><th>Cases</th></tr><tr><td>Africa</td><td></td></tr>"
    return f"<html><head><title>x</title></head><body>{parts}<table>{rows}</table></body></html>".encode()


def mail(symbol, number):
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "Desk <desk@harbour.example>", "list@harbour.example"
    message["Subject"], message["Date"] = f"Release {number}", "Tue, 08 May 2001 23:02:00 +0200"
    message.set_content(text(symbol, number), cte="quoted-printable")
    return bytes(message)


KINDS = {
    "UTF": ("txt", lambda symbol, number: text(symbol, number).encode()),
    "MARKED": ("txt", lambda symbol, number: text(symbol, number).encode("utf-16")),
    "WEST": ("txt", lambda symbol, number: text(symbol, number).encode("cp1252")),
    "KOI": ("txt", lambda symbol, number: text(symbol, number, "ru").encode("koi8-r")),
    "GUOBIAO": ("txt", lambda symbol, number: text(symbol, number, "zh").encode("gb18030")),
    "HTML": ("html", page),
    "WORD": ("docx", lambda symbol, number: word(*text(symbol, number).strip().split("\n\n"))),
    "MAIL": ("eml", mail),
    "JOINT": ("txt", lambda symbol, number: text(f"{symbol}-OTHER/SER/{number}", number).encode()),
}
COUNTED = (Release, Release.history.model, Mention, JointSymbol, ReleaseLink, Series, Proposal)


@pytest.fixture
def files():
    """name → bytes, OF_EACH of every kind."""
    make_institute("courts", name=INSTITUTE)
    return {
        f"{kind}-{number}.{ending}": make(f"{kind}/SER/{number}", number)
        for kind, (ending, make) in KINDS.items()
        for number in range(1, OF_EACH + 1)
    }


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def check(files):
    symbols = {f"{kind}/SER/{number}" for kind in KINDS for number in range(1, OF_EACH + 1)}
    assert set(Release.objects.values_list("reference", flat=True)) == symbols
    assert {bytes(data) for data in Release.objects.values_list("as_issued", flat=True)} == set(
        files.values()
    )


def test_the_command_changes_nothing_the_second_time(files, tmp_path):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "all.zip").write_bytes(archive(files))
    first = StringIO()
    call_command("import_releases", str(tmp_path), stdout=StringIO(), stderr=first)
    assert (
        first.getvalue().strip() == f"{len(files)} created, 0 new edition, {len(files)} unchanged, 0 failed"
    )
    check(files)
    before, second = counts(), StringIO()
    call_command("import_releases", str(tmp_path), stdout=StringIO(), stderr=second)
    assert second.getvalue().strip() == f"0 created, 0 new edition, {2 * len(files)} unchanged, 0 failed"
    assert counts() == before


@pytest.mark.parametrize("is_packed", [False, True], ids=["one by one", "in an archive"])
def test_the_import_page_changes_nothing_the_second_time(files, client, is_packed):
    client.force_login(make_user(PRESS_OFFICERS))
    sent = {"all.zip": archive(files)} if is_packed else files
    seen = []
    for outcome in ("created", "unchanged"):
        uploads = [SimpleUploadedFile(name, data) for name, data in sent.items()]
        response = client.post(ADDRESS, {"do": "read", "text": "", "files": uploads})
        job = ImportJob.objects.first()
        while ImportedFile.objects.filter(job=job, outcome="").exists():
            client.post(response["Location"])
        assert job.counts() == {outcome: len(files)}
        seen.append(counts())
    check(files)
    assert seen[0] == seen[1]
