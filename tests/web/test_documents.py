from io import BytesIO
from typing import Any

import docx

from web.documents import Document


def width_and_height(read: Any) -> tuple[int, int]:
    page = read.sections[0]
    return round(page.page_width.mm), round(page.page_height.mm)


def test_all_that_was_written_is_read_again() -> None:
    paper = Document()
    paper.title("考评月报")
    paper.heading("网格")
    paper.line("范围：洞桥\x00社区\u202e")
    paper.table((("名", "数"), ("甲", 12), ("=1+1", "<b>")))
    paper.foot("查看码 ABCD1234")
    read = docx.Document(BytesIO(paper.as_bytes()))
    assert [line.text for line in read.paragraphs][:3] == ["考评月报", "网格", "范围：洞桥社区"]
    cells = [[cell.text for cell in row.cells] for row in read.tables[0].rows]
    assert cells == [["名", "数"], ["甲", "12"], ["=1+1", "<b>"]]
    assert read.sections[0].footer.paragraphs[0].text == "查看码 ABCD1234"
    assert width_and_height(read) == (210, 297)


def test_columns_are_as_broad_as_their_words_need() -> None:
    paper = Document()
    paper.table((("次序", "结果"), ("1", "两家当面谈好，写了约定，以后晚上九点以后不跳绳")))
    [table] = docx.Document(BytesIO(paper.as_bytes())).tables
    narrow, broad = (cell.width for cell in table.rows[1].cells)
    assert narrow * 4 < broad
    assert round((narrow + broad) / 36000) == 174
    assert table.rows[0]._tr.xml.count("DFF0E6") == 2


def test_the_head_of_a_table_stands_on_every_page_and_wide_ones_lie() -> None:
    paper = Document(lying=True)
    for _ in range(2):
        paper.table((("名",), ("甲",)))
    read = docx.Document(BytesIO(paper.as_bytes()))
    assert paper.as_bytes().startswith(b"PK")
    assert read.element.xml.count("w:tblHeader") == 2
    assert width_and_height(read) == (297, 210)
