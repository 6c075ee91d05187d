"""Time stamps, by an authority that `openssl ts` makes of throw-away keys, and checked by `openssl ts` too."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from releases.database import immutability
from releases.delivery import timestamps
from releases.models import Release, Timestamp
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_public_release,
    make_release,
    make_withdrawn_release,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl"),
]

CONFIGURATION = """\
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
[tsa]
extendedKeyUsage = critical, timeStamping
[authority]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def openssl(folder, command, *, check=False):
    return subprocess.run(["openssl", *command.split()], cwd=folder, capture_output=True, check=check)


class Served(BaseHTTPRequestHandler):
    def do_POST(self):
        authority = self.server.authority
        question = self.rfile.read(int(self.headers["Content-Length"]))
        authority.questions.append((self.headers["Content-Type"], question))
        status, body = authority.answer(question)
        self.send_response(status)
        self.send_header("Location", authority.url)
        self.end_headers()
        try:
            for piece in [body] if isinstance(body, bytes) else body:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass  # who asked has gone

    def log_message(self, *_words):
        pass


class RealAuthority:
    """Keys, certificates and a server; `answer` makes of a question a status and a body, or its pieces."""

    def __init__(self, folder):
        self.folder, self.questions, self.over = folder, [], Event()
        (folder / "c.cnf").write_text(CONFIGURATION)
        (folder / "serial").write_text("01\n")
        keys = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config c.cnf"
        for name in ("ca", "other"):
            openssl(
                folder,
                f"req -x509 {keys} -keyout {name}.key -out {name}.pem -subj /CN={name} -extensions ca",
                check=True,
            )
        openssl(folder, f"req {keys} -keyout tsa.key -out tsa.csr -subj /CN=tsa", check=True)
        signing = "-CA ca.pem -CAkey ca.key -CAcreateserial -extfile c.cnf -extensions tsa"
        openssl(folder, f"x509 -req -in tsa.csr -out tsa.pem {signing}", check=True)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
        self.server.authority = self
        self.url = f"http://127.0.0.1:{self.server.server_port}/tsa"

    def reply(self, question):
        (self.folder / "q.tsq").write_bytes(question)
        openssl(
            self.folder,
            "ts -reply -queryfile q.tsq -config c.cnf -section authority "
            "-signer tsa.pem -inkey tsa.key -out r.tsr",
            check=True,
        )
        return (self.folder / "r.tsr").read_bytes()

    def answer(self, question):
        return 200, self.reply(question)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    authority = RealAuthority(tmp_path_factory.mktemp("authority"))
    thread = Thread(target=authority.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield authority
    authority.over.set()
    authority.server.shutdown()
    authority.server.server_close()
    thread.join()


@pytest.fixture
def authority(running, settings, monkeypatch):
    """The authority that the settings name."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    settings.TIMESTAMP_URL = running.url
    settings.TIMESTAMP_CA_FILE = str(running.folder / "ca.pem")
    running.questions.clear()
    return running


def run(*arguments):
    """Lines of standard output, lines of the error with which it ends, if any."""
    out, problems = StringIO(), []
    try:
        call_command("timestamp_releases", *arguments, stdout=out)
    except CommandError as error:
        problems = str(error).splitlines()
    return out.getvalue().splitlines(), problems


def test_what_went_out_is_stamped_once_and_openssl_says_so(client, authority, tmp_path):
    first = make_public_release(symbol="BKK/CP/14", superseded_at=NOON + timedelta(days=1))
    second = make_public_release(
        symbol="BKK/CP/14", title="Café", edition=2, previous=first, publish_at=NOON + timedelta(days=1)
    )
    make_embargoed_release()
    make_release()
    make_withdrawn_release()
    began = timezone.now().replace(microsecond=0)

    lines, problems = run()

    assert problems == []
    assert [re.sub(r"\d{4}-.*", "…", line) for line in lines] == [
        "BKK/CP/14 en 1: stamped at …",
        "BKK/CP/14 en 2: stamped at …",
    ]
    assert lines[0].endswith(f"{Timestamp.objects.get(release=first).stamped_at:%Y-%m-%d %H:%M:%S} UTC")
    assert all(began <= stamp.stamped_at <= timezone.now() for stamp in Timestamp.objects.all())
    for release, address in ((second, "BKK/CP/14"), (first, "BKK/CP/14/editions/1")):
        text, stamp = (client.get(f"/en/releases/{address}.{kind}") for kind in ("txt", "tsr"))
        assert stamp["Content-Type"] == "application/timestamp-reply"
        for file in (text, stamp):
            name = re.search('filename="(.+)"', file["Content-Disposition"])[1]
            (tmp_path / name).write_bytes(file.content)
        page = client.get(f"/en/releases/{address}/").content.decode()
        assert f'<a href="/en/releases/{address}.tsr">Time stamp</a>' in page
        [command] = re.findall("openssl (ts -verify .*)</code>", page)
        checked = openssl(tmp_path, command.replace("authority.pem", settings_file(authority)))
        assert (checked.returncode, checked.stdout) == (0, b"Verification: OK\n"), release
    assert run() == ([], [])
    assert [kind for kind, _question in authority.questions] == ["application/timestamp-query"] * 2


def settings_file(authority):
    return str(authority.folder / "ca.pem")


def test_the_authority_is_told_a_digest_and_nothing_else(authority):
    release = make_public_release(title="sentinel")

    run()

    [(_kind, question)] = authority.questions
    assert bytes.fromhex(release.issued_sha256) in question
    assert len(question) < 80


def change_byte(reply):
    return reply[:-1] + bytes([reply[-1] ^ 1])


def digest_in(question):
    """The bytes of the digest: an octet string of 32."""
    return re.search(rb"\x04\x20(.{32})", question, re.DOTALL)[1]


def asked_anew(authority, question):
    """A true time stamp of the same digest, that answers another question."""
    digest = digest_in(question).hex()
    made = openssl(authority.folder, f"ts -query -digest {digest} -sha256 -cert", check=True)
    return authority.reply(made.stdout)


def of_another_digest(authority, question):
    return authority.reply(question.replace(digest_in(question), bytes(32)))


def trickle(authority):
    while not authority.over.wait(0.05):
        yield b"\x30"


def silence(authority):
    authority.over.wait(2)
    yield b""


WRONG = {
    "an error": (lambda _a, _q: (500, b""), "answered with the status 500."),
    "a redirect": (lambda _a, _q: (302, b""), "answered with the status 302."),
    "garbage": (lambda _a, _q: (200, b"<html>garbage</html>"), "answered is no time stamp."),
    "nothing": (lambda _a, _q: (200, b""), "answered is no time stamp."),
    "too much": (lambda a, _q: (200, bytes(timestamps.LONGEST_REPLY + 1)), "answered with more than 65536 bytes,"),
    "silence": (lambda a, _q: (200, silence(a)), "could not be asked: timed out."),
    "a trickle": (lambda a, _q: (200, trickle(a)), "did not answer within 0.3 seconds."),
    "a refusal": (lambda a, _q: (200, a.reply(b"xx")), "PKIStatus is not GRANTED Bad request format"),
    "a broken signature": (lambda a, q: (200, change_byte(a.reply(q))), "cannot be trusted: Error while verifying"),
    "another digest": (lambda a, q: (200, of_another_digest(a, q)), "cannot be trusted: Mismatch between messages"),
    "another question": (lambda a, q: (200, asked_anew(a, q)), "cannot be trusted: Nonce mismatch"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_answer_is_a_sentence_and_the_next_run_asks_again(authority, monkeypatch, kind):
    answer, sentence = WRONG[kind]
    make_public_release(symbol="BKK/CP/14")
    if kind in {"silence", "a trickle"}:
        monkeypatch.setattr(timestamps, "SECONDS", 0.3)
    monkeypatch.setattr(authority, "answer", lambda question: answer(authority, question))

    lines, [problem] = run()

    assert lines == []
    assert problem.startswith("BKK/CP/14 en 1: ")
    assert sentence in problem
    assert not Timestamp.objects.exists()
    monkeypatch.undo()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert [len(said) for said in run()] == [1, 0]


def test_a_signature_that_leads_elsewhere_is_refused(authority, settings):
    settings.TIMESTAMP_CA_FILE = str(authority.folder / "other.pem")
    make_public_release()

    lines, [problem] = run()

    assert (lines, Timestamp.objects.count()) == ([], 0)
    assert "unable to get local issuer certificate" in problem


def test_after_a_failure_of_the_authority_nothing_more_is_asked(authority, monkeypatch):
    monkeypatch.setattr(authority, "answer", lambda _question: (503, b""))
    make_public_release()
    make_public_release()

    assert [len(said) for said in run()] == [0, 1]
    assert len(authority.questions) == 1


def test_a_text_without_its_digest_is_told_of_and_the_others_are_stamped(authority):
    broken = make_public_release(symbol="BKK/CP/14", publish_at=NOON - timedelta(hours=1))
    make_public_release(symbol="BKK/CP/15")
    with immutability.lifted(connection):
        Release.objects.filter(pk=broken.pk).update(issued_text=b"Another text.")

    lines, problems = run()

    assert [line.partition(":")[0] for line in lines] == ["BKK/CP/15 en 1"]
    assert problems == ["BKK/CP/14 en 1: Its text does not have the digest with which it was issued."]


def test_a_run_is_bounded_and_the_next_goes_on(authority):
    for number in (1, 2, 3):
        make_public_release(symbol=f"TEST/SER/{number}", publish_at=NOON - timedelta(hours=number))

    runs = [[line.partition(":")[0] for line in run("--limit", "2")[0]] for _time in range(3)]

    assert runs == [["TEST/SER/3 en 1", "TEST/SER/2 en 1"], ["TEST/SER/1 en 1"], []]
    assert run("--limit", "0") == ([], ["--limit must be 1 or more."])


def test_without_an_authority_nobody_is_asked():
    make_public_release()

    assert run() == ([], ["TIMESTAMP_URL is not set, so there is no authority to ask for time stamps."])


def test_certificates_that_are_none_are_a_sentence(authority, settings, tmp_path):
    settings.TIMESTAMP_CA_FILE = str(tmp_path / "empty.pem")
    (tmp_path / "empty.pem").write_text("nothing")

    [problem] = run()[1]

    assert problem.startswith(f"The certificates in {tmp_path}/empty.pem cannot be read: ")


def test_an_authority_that_is_away_is_a_sentence(authority, settings):
    settings.TIMESTAMP_URL = "http://127.0.0.1:1/"
    make_public_release(symbol="BKK/CP/14")

    lines, [problem] = run()

    assert lines == []
    assert problem.startswith("BKK/CP/14 en 1: http://127.0.0.1:1/ could not be asked: ")
    assert problem.endswith("Connection refused.")


def test_a_kept_page_shows_a_stamp_that_came_later_in_utc(client, settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    release = make_public_release(symbol="BKK/CP/14")
    before = client.get("/en/releases/BKK/CP/14/").content.decode()
    assert "Time stamp" not in before
    assert client.get("/en/releases/BKK/CP/14.tsr").status_code == 404

    Timestamp.objects.create(
        release=release, reply=b"x", stamped_at=datetime(2005, 4, 21, 23, 30, 5, tzinfo=UTC)
    )

    page = client.get("/en/releases/BKK/CP/14/").content.decode()
    assert '<time datetime="2005-04-21T23:30:05+00:00" dir="ltr">2005-04-21 23:30:05 UTC</time>' in page
    assert client.get("/en/releases/BKK/CP/14.tsr").content == b"x"


@pytest.mark.parametrize("keeps_text", [True, False])
def test_of_what_was_withdrawn_there_is_no_stamp(client, keeps_text):
    release = make_withdrawn_release(symbol="BKK/CP/14", withdrawal_keeps_text=keeps_text)
    Timestamp.objects.create(release=release, reply=b"x", stamped_at=NOON)

    assert client.get("/en/releases/BKK/CP/14.tsr").status_code == 404
    assert b"Time stamp" not in client.get("/en/releases/BKK/CP/14/").content
