"""Real files for tests of attachments, each made here: those that may go out, and those that may not."""

import zipfile
import zlib
from io import BytesIO

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"


def pdf(catalog: bytes = b"", *more: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of one empty page; `catalog` is added to its catalog, `more` are objects from number 4 on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        *more,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)


def stream(content: bytes, dictionary: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(packed), dictionary)
    return head + b"\nstream\n" + packed + b"\nendstream"


def office(main: str = WORD_MAIN, **parts: bytes) -> bytes:
    """An archive as Word or Excel writes it; in the names of `parts` two underscores are a stroke, one a dot."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", b"<w/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def archive_of(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def mp3(frames: int = 4, *, tag: bytes = b"") -> bytes:
    """Silent frames of MPEG 1, layer III, 128 kbit/s, 44.1 kHz: 417 bytes each."""
    head = b"ID3\x04\x00\x00" + bytes([0, 0, len(tag) >> 7, len(tag) & 0x7F]) + tag if tag else b""
    return head + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


TEMPLATE = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://x.example/a.dotm" '
    b'TargetMode="External"/></Relationships>'
)
SCRIPT = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"

GOOD = {
    "pdf": (pdf(), "pdf"),
    "pdf with a picture that has the signs of a script": (pdf(b"", stream(b"/JavaScript /JS")), "pdf"),
    "docx": (office(), "docx"),
    "docx with a chart": (office(word__embeddings__Sheet1_xlsx=b"x"), "docx"),
    "xlsx": (office(EXCEL_MAIN), "xlsx"),
    "csv": (b"year,count\n2004,3\n2005,4\n", "csv"),
    "csv with semicolons and a mark": ("\ufeffrok;počet\n2004;3\n".encode(), "csv"),
    "csv of Excel": ("année;montant\n2004;1 €\n".encode("cp1252"), "csv"),
    "csv in UTF-16": ("year\tcount\n2004\t3\n".encode("utf-16"), "csv"),
    "mp3": (mp3(), "mp3"),
    "mp3 with a tag": (mp3(tag=b"TIT2" + bytes(200)), "mp3"),
}
BAD = {
    "nothing": (b"  \n", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "wrong_type"),
    "program": (b"MZ\x90\x00" + bytes(300), "wrong_type"),
    "page": (b"<!DOCTYPE html><p>a,b\n<p>c,d\n", "wrong_type"),
    "script": (b"<script>\na,b\nc,d\n</script>", "wrong_type"),
    "prose": (b"One line of words.\nAnother line.\n", "wrong_type"),
    "csv with NUL": (b"a,b\n1,\x002\n", "wrong_type"),
    "archive": (archive_of(a=b"1"), "wrong_type"),
    "presentation": (
        office("application/vnd.openxmlformats.presentationml.presentation.main+xml"),
        "wrong_type",
    ),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wrong_type"),
    "one frame": (mp3(1), "wrong_type"),
    "pdf cut off": (pdf()[:60], "damaged"),
    "docx cut off": (office()[:-60], "damaged"),
    "locked Word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "locked",
    ),
    "locked pdf": (pdf(trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 >>"), "locked"),
    "docm in docx": (office(MACRO_MAIN), "macros"),
    "macros in a part": (office(word__vbaProject_bin=b"x"), "macros"),
    "template from elsewhere": (office(word___rels__settings_xml_rels=TEMPLATE), "macros"),
    "program inside docx": (office(word__embeddings__oleObject1_bin=b"x"), "carries"),
    "bomb": (office(word__big_xml=bytes(30 * 1024 * 1024)), "bomb"),
    "script in pdf": (pdf(SCRIPT), "scripts"),
    "script spelled in numbers": (pdf(b"/OpenAction << /S /J#61vaScript >>"), "scripts"),
    "script in packed objects": (
        pdf(b"", stream(b"5 0 << /S /JavaScript >>", b"/Type /ObjStm /N 1 /First 4")),
        "scripts",
    ),
    "program started by pdf": (pdf(b"/OpenAction << /S /Launch /F (a.exe) >>"), "scripts"),
    "file in pdf": (pdf(b"/Names << /EmbeddedFiles << /Names [] >> >>"), "carries"),
    "bomb in pdf": (pdf(b"", stream(bytes(65 * 1024 * 1024), b"/Type /ObjStm /N 1 /First 4")), "bomb"),
}
