"""Word documents (DOCX): headings, lines and tables in a typeface for Chinese."""

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

from web.sheets import Cell, clean

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FACE = "宋体"
_HEADING_FACE = "黑体"
_SHADE = "DFF0E6"
_TITLE_POINTS, _AFTER, _IN_CELLS = 20, 4, 2
# Breadth of a column in halves of a Chinese sign.
_NARROWEST, _WIDEST, _EDGES = 4, 30, 3


def _breadth(words: str) -> int:
    return max(sum(1 + (sign > "ÿ") for sign in words), _NARROWEST)


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
        line.runs[0].font.size = self._shared.Pt(_TITLE_POINTS)

    def heading(self, words: str) -> None:
        """Begin a part."""
        self._document.add_heading(clean(words), 1)

    def line(self, words: str, *, above: int = 0) -> None:
        """Write a line, so many points below the one before."""
        self._space(self._document.add_paragraph(clean(words)), above, _AFTER)

    def table(self, lines: Sequence[Sequence[Cell]], *, points: float = 10.5) -> None:
        """Write a table, the first line of which heads it on every page."""
        table = self._document.add_table(rows=0, cols=len(lines[0]))
        for name, chosen in (("style", "Table Grid"), ("autofit", False)):
            setattr(table, name, chosen)
        widths = self._widths(lines)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, line in enumerate(lines):
            row = table.add_row()
            for cell, value, width in zip(row.cells, line, widths, strict=True):
                self._fill(cell, clean(str(value)), (width, points, number == 0))
        # The library has no name of its own for a line that heads every page.
        last = [*self._document.element.body.iterchildren(self._qn("w:tbl"))][-1]
        first = next(last.iterchildren(self._qn("w:tr")))
        heads = first.get_or_add_trPr()
        heads.append(heads.makeelement(self._qn("w:tblHeader"), {self._qn("w:val"): "true"}))
        shade = {self._qn("w:val"): "clear", self._qn("w:fill"): _SHADE}
        for cell in first.iterchildren(self._qn("w:tc")):
            cell.get_or_add_tcPr().append(cell.makeelement(self._qn("w:shd"), shade))

    def _widths(self, lines: Sequence[Sequence[Cell]]) -> list[int]:
        """Return the columns' widths: as their longest cells need, within the page."""
        section = self._document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        needs = [
            min(max(_breadth(str(cell)) for cell in column) + _EDGES, _WIDEST)
            for column in zip(*lines, strict=True)
        ]
        return [room * need // sum(needs) for need in needs]

    def _fill(self, cell: object, words: str, form: tuple[int, float, bool]) -> None:
        known: Any = cell
        known.width, points, is_head = form
        line = known.paragraphs[0]
        self._space(line, _IN_CELLS, _IN_CELLS)
        run = line.add_run(words)
        run.font.size, run.bold = self._shared.Pt(points), is_head

    def _space(self, line: object, before: int, after: int) -> None:
        known: Any = line
        for side, points in (("space_before", before), ("space_after", after)):
            setattr(known.paragraph_format, side, self._shared.Pt(points))

    def foot(self, words: str) -> None:
        """Write what stands below every page."""
        self._document.sections[0].footer.paragraphs[0].text = clean(words)

    def as_bytes(self) -> bytes:
        """Return the document as a file."""
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _set_face(self, kind: str, face: str) -> None:
        style = self._document.styles[kind]
        black = self._shared.RGBColor(0, 0, 0)
        for part, name, value in ((style.font, "name", face), (style.font.color, "rgb", black)):
            setattr(part, name, value)
        # The library's title is underlined in blue.
        for rule in style.element.findall(f".//{self._qn('w:pBdr')}"):
            rule.getparent().remove(rule)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(self._qn("w:eastAsia"), face)
