"""Word files as Word writes them, put together from their parts."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style="", properties=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{inner}</w:p>"


def item(text, *, level=0, number=1):
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


def table(*rows, head=0):
    made = []
    for place, cells in enumerate(rows):
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if place < head else ""
        inner = "".join(
            cell if cell.startswith("<w:tc>") else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells
        )
        made.append(f"<w:tr>{properties}{inner}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def wide(text, columns):
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{paragraph(text)}</w:tc>'


def text_box(*paragraphs):
    """A text box as Word writes it: once for new readers, once for old ones."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{inner}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def style(key, name, *, based_on="", paragraph="", letters=""):
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def note(number, *runs):
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f'<w:footnote w:id="{number}"><w:p>{inner}</w:p></w:footnote>'


def note_mark(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def link(text, relation):
    return f'<w:hyperlink r:id="{relation}">{run(text)}</w:hyperlink>'


def word_file(*body, styles="", notes="", numbering="", links=None, margins=None):
    """The bytes of a Word file. `links`: relation → address; `margins`: name of the part (header1) → paragraphs."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>",
    }
    related = {
        name: ("hyperlink", f'Target="{address}" TargetMode="External"')
        for name, address in (links or {}).items()
    }
    for name, content in {"styles": styles, "footnotes": notes, "numbering": numbering}.items():
        if content:
            parts[f"word/{name}.xml"] = f"<w:{name} {_NAMES}>{content}</w:{name}>"
            related[name] = (name, f'Target="{name}.xml"')
    for name, content in (margins or {}).items():
        tag = "hdr" if name.startswith("header") else "ftr"
        parts[f"word/{name}.xml"] = f"<w:{tag} {_NAMES}>{content}</w:{tag}>"
    relations = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" {target}/>' for key, (kind, target) in related.items()
    )
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def numbering(*forms):
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/></w:lvl>' for n, form in enumerate(forms)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
