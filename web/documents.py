"""Word documents (DOCX): headings, lines and tables in a typeface for Chinese."""

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

from web.sheets import Cell, clean

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FACE = "宋体"
_HEADING_FACE = "黑体"


class Document:
    """One document being written, on A4, lying or standing."""

    def __init__(self, *, lying: bool = False) -> None:
        """Open an empty document."""
        self._shared: Any = import_module("docx.shared")
        self._qn: Any = import_module("docx.oxml.ns").qn
        self._document: Any = import_module("docx").Document()
        section, millimetres = self._document.sections[0], self._shared.Mm
        long, short = millimetres(297), millimetres(210)
        section.page_width, section.page_height = (long, short) if lying else (short, long)
        if lying:
            section.orientation = import_module("docx.enum.section").WD_ORIENT.LANDSCAPE
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, millimetres(18))
        for name in ("Normal", "Title", "Heading 1"):
            self._set_face(name, _FACE if name == "Normal" else _HEADING_FACE)

    def title(self, words: str) -> None:
        """Write the title in the middle of its line."""
        line = self._document.add_heading(clean(words), 0)
        line.alignment = import_module("docx.enum.text").WD_ALIGN_PARAGRAPH.CENTER

    def heading(self, words: str) -> None:
        """Begin a part."""
        self._document.add_heading(clean(words), 1)

    def line(self, words: str) -> None:
        """Write a line."""
        self._document.add_paragraph(clean(words))

    def table(self, lines: Sequence[Sequence[Cell]], *, points: float = 10.5) -> None:
        """Write a table, the first line of which heads it on every page."""
        table = self._document.add_table(rows=0, cols=len(lines[0]))
        table.style = "Table Grid"
        for number, line in enumerate(lines):
            row = table.add_row()
            for cell, value in zip(row.cells, line, strict=True):
                run = cell.paragraphs[0].add_run(clean(str(value)))
                run.font.size = self._shared.Pt(points)
                run.bold = number == 0
        # The library has no name of its own for a line that heads every page.
        last = [*self._document.element.body.iterchildren(self._qn("w:tbl"))][-1]
        heads = next(last.iterchildren(self._qn("w:tr"))).get_or_add_trPr()
        heads.append(heads.makeelement(self._qn("w:tblHeader"), {self._qn("w:val"): "true"}))

    def foot(self, words: str) -> None:
        """Write what stands below every page."""
        self._document.sections[0].footer.paragraphs[0].text = clean(words)

    def as_bytes(self) -> bytes:
        """Return the document as a file."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _set_face(self, name: str, face: str) -> None:
        style = self._document.styles[name]
        style.font.name = face
        style.element.get_or_add_rPr().get_or_add_rFonts().set(self._qn("w:eastAsia"), face)
