"""An empty OpenDocument text with our paper and styles, the title over its pages and numbers under them."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from casestudies.exports.characters import one_line
from casestudies.exports.document import Document
from casestudies.exports.pandoc import style
from casestudies.exports.pandoc.style import LOOKS, PADDING, PARENTS, TITLES, Look
from casestudies.exports.wording import DEMONSTRATION, PUBLISHER

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
SPELT = {
    "Normal": "Standard",
    "Body Text": "Text body",
    "First Paragraph": "First paragraph",
    "Quote": "Quotations",
    "Table Caption": "TableCaption",
    "Captioned Figure": "FigureWithCaption",
    "Image Caption": "FigureCaption",
    "Footnote Text": "Footnote",
}
"""What pandoc, or OpenDocument itself, calls a style that Word calls otherwise."""
FONTS = {style.SERIF: "Georgia, 'Gelasio', serif", style.SANS: "Calibri, 'Carlito', sans-serif"}
TYPE = "application/vnd.oasis.opendocument.text"


def declared() -> str:
    return " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())


def style_name(style: str) -> str:
    """A style's name as the file spells it: a name of XML, in which a blank is _20_."""
    return SPELT.get(style, style).replace(" ", "_20_")


def blank(document: Document) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("content.xml", _content())
        archive.writestr("styles.xml", _styles(document))
        archive.writestr("meta.xml", f'<office:document-meta {declared()} office:version="1.3"/>')
        archive.writestr("META-INF/manifest.xml", _manifest())
    return written.getvalue()


def _content() -> str:
    return (
        f'<office:document-content {declared()} office:version="1.3">'
        "<office:body><office:text/></office:body></office:document-content>"
    )


def _manifest() -> str:
    entries = (("/", TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"))
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in entries
    )
    return f'<manifest:manifest {declared()} manifest:version="1.3">{files}</manifest:manifest>'


def _styles(document: Document) -> str:
    looks = "".join(_style(name, look) for name, look in LOOKS.items())
    turned = "".join(_turned(name) for name in LOOKS) + "".join(_aligned(name) for name in ALIGNED)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {declared()} office:version="1.3">'
        f"<office:font-face-decls>{_fonts()}</office:font-face-decls>"
        f"<office:styles>{DEFAULTS}{looks}{turned}{NEW_PAGE}{LETTERS}{NOTES}</office:styles>"
        f"<office:automatic-styles>{_paper()}</office:automatic-styles>"
        f"<office:master-styles>{_pages(document)}</office:master-styles></office:document-styles>"
    )


def _fonts() -> str:
    return "".join(
        f"<style:font-face style:name={quoteattr(name)} svg:font-family={quoteattr(family)}/>"
        for name, family in (*FONTS.items(), ("Consolas", "Consolas, 'DejaVu Sans Mono', monospace"))
    )


DEFAULTS = (
    '<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" '
    'style:writing-mode="page"/><style:text-properties fo:language="en" fo:country="ZA" fo:hyphenate="true"/>'
    '</style:default-style><style:default-style style:family="table"><style:table-properties '
    'table:border-model="collapsing"/></style:default-style><style:default-style style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:default-style>'
    '<style:default-style style:family="graphic"/>'
)


def _style(name: str, look: Look) -> str:
    called = style_name(name)
    shown = SPELT.get(name, name)
    parent = style_name(PARENTS.get(name, "Normal"))
    inherits = "" if called == parent else f' style:parent-style-name="{parent}"'
    level = f' style:default-outline-level="{TITLES[name]}"' if name in TITLES else ""
    return (
        f'<style:style style:name="{called}" style:display-name="{shown}" style:family="paragraph"'
        f"{inherits}{level}>{_shape(look)}{_letters(look)}</style:style>"
    )


def _shape(look: Look) -> str:
    box = ""
    if look.fill:
        edge = f"0.5pt solid #{look.fill}"
        box = (
            f' fo:background-color="#{look.fill}" fo:border-top="{edge}" fo:border-bottom="{edge}" '
            f'fo:border-right="{edge}" fo:border-left="3pt solid #{look.bar}" fo:padding="{PADDING}pt" '
            f'fo:margin-left="{PADDING}pt" fo:margin-right="{PADDING}pt" style:join-border="true"'
        )
    keep = ' fo:keep-with-next="always"' if look.keep_with_next else ""
    return (
        f'<style:paragraph-properties fo:margin-top="{look.before}pt" fo:margin-bottom="{look.after}pt" '
        f'fo:line-height="{look.lines * 100:.0f}%" fo:text-align="start"{keep}{box}/>'
    )


def _letters(look: Look) -> str:
    """Font and size for Latin letters, and again for Arabic, Hebrew and their like."""
    weight = "bold" if look.bold else "normal"
    slope = "italic" if look.italic else "normal"
    capitals = ' fo:text-transform="uppercase" fo:letter-spacing="0.8pt"' if look.capitals else ""
    told = (
        f'style:font-name="{look.font}" fo:font-size="{look.size}pt" fo:font-weight="{weight}" '
        f'fo:font-style="{slope}" style:font-name-complex="{look.font}" '
        f'style:font-size-complex="{look.size}pt" style:font-weight-complex="{weight}" '
        f'style:font-style-complex="{slope}"'
    )
    return f'<style:text-properties {told} fo:color="#{look.colour}"{capitals}/>'


def _turned(name: str) -> str:
    called = style_name(name)
    return (
        f'<style:style style:name="{called}_20_RTL" style:display-name="{SPELT.get(name, name)} RTL" '
        f'style:family="paragraph" style:parent-style-name="{called}"><style:paragraph-properties '
        'style:writing-mode="rl-tb" fo:text-align="start"/></style:style>'
    )


def _aligned(name: str) -> str:
    """Columns of a table that are centred or, as numbers, end where the column does."""
    called = style_name(name)
    return "".join(
        f'<style:style style:name="{called}_20_{align.title()}" style:display-name="{name} {align.title()}" '
        f'style:family="paragraph" style:parent-style-name="{called}"><style:paragraph-properties '
        f'fo:text-align="{align}"/></style:style>'
        for align in ("center", "end")
    )


ALIGNED = ("Table Head", "Table Text")
NEW_PAGE = (
    '<style:style style:name="New_20_Page" style:display-name="New Page" style:family="paragraph" '
    'style:parent-style-name="Between_20_Quotations"><style:paragraph-properties fo:break-before="page"/>'
    "</style:style>"
)
"""A paragraph of no height: what follows begins at the top."""
LETTERS = (
    '<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text">'
    f'<style:text-properties fo:color="#{style.INDIGO}" style:text-underline-style="solid"/></style:style>'
    '<style:style style:name="Source_Text" style:display-name="Source Text" style:family="text">'
    '<style:text-properties style:font-name="Consolas"/></style:style>'
    '<style:style style:name="Numbering_20_Symbols" style:family="text"/>'
    '<style:style style:name="Bullet_20_Symbols" style:family="text"/>'
)
NOTES = (
    '<style:style style:name="Note_20_Mark" style:display-name="Note Mark" style:family="text">'
    '<style:text-properties style:text-position="super 65%"/></style:style>'
    '<text:notes-configuration text:note-class="footnote" text:citation-style-name="Note_20_Mark" '
    'text:citation-body-style-name="Note_20_Mark" style:num-format="1" style:num-suffix=" " '
    'text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>'
)


def _paper() -> str:
    edge = style.EDGE
    return (
        '<style:page-layout style:name="Paper"><style:page-layout-properties '
        f'fo:page-width="{style.PAPER_WIDTH}mm" fo:page-height="{style.PAPER_HEIGHT}mm" '
        f'fo:margin-top="{edge}mm" fo:margin-bottom="{edge}mm" fo:margin-left="{style.SIDE}mm" '
        f'fo:margin-right="{style.SIDE}mm" style:print-orientation="portrait" style:writing-mode="lr-tb"/>'
        f"<style:header-style><style:header-footer-properties {_reach(style.TOP - edge, 'bottom')}/>"
        f"</style:header-style><style:footer-style><style:header-footer-properties "
        f"{_reach(style.BOTTOM - edge, 'top')}/></style:footer-style></style:page-layout>"
        '<style:style style:name="Margin" style:family="paragraph" style:parent-style-name="Footer">'
        f'<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="{style.TEXT_WIDTH}mm" '
        'style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>'
    )


def _reach(height: int, side: str) -> str:
    """A header or footer, and how far the text keeps away from it."""
    return f'fo:min-height="{height - style.GAP}mm" fo:margin-{side}="{style.GAP}mm"'


def _pages(document: Document) -> str:
    mark = f"{DEMONSTRATION} · " if document.is_demonstration else ""
    over = f"{escape(mark + one_line(document.title))}<text:tab/>{escape(one_line(document.kind_label))}"
    under = (
        f"{escape(one_line(document.url) or PUBLISHER)}<text:tab/>Page <text:page-number>1</text:page-number>"
        " of <text:page-count>1</text:page-count>"
    )
    line = '<text:p text:style-name="Margin">'
    return (
        '<style:master-page style:name="Standard" style:page-layout-name="Paper">'
        f"<style:header>{line}{over}</text:p></style:header><style:header-first>{line}{PUBLISHER}</text:p>"
        f"</style:header-first><style:footer>{line}{under}</text:p></style:footer>"
        f"<style:footer-first>{line}{under}</text:p></style:footer-first></style:master-page>"
    )
