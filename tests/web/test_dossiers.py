from io import BytesIO
from zipfile import ZipFile

import docx

from domain.dossiers import Dossier, Minutes
from tests.domain.builders import demo_rules
from tests.handlers.tabletop import PHOTO
from tests.mediation_table import MEDIATOR, NUMBER, REPAIRS, Mediated, in_force, led
from texts.catalog import open_catalog
from web.deeds import DeedWriter
from web.dossiers import DossierWriter

RULES = demo_rules()


def writer(world: Mediated, *minutes: Minutes) -> DossierWriter:
    file = Dossier(world.mediation(), tuple(world.events), minutes)
    return DossierWriter(file, DeedWriter(open_catalog(), RULES), RULES)


def tables(content: bytes) -> list[list[str]]:
    read = docx.Document(BytesIO(content))
    return [[cell.text for row in table.rows for cell in row.cells] for table in read.tables]


def performed() -> Mediated:
    world = in_force(REPAIRS)
    for who, act in (
        ("wang", "apply"),
        ("li", "apply"),
        (MEDIATOR, "court/filed"),
        ("li", "fulfil/1"),
        ("wang", "received/1"),
    ):
        photos = (PHOTO,) if act.startswith("fulfil") else ()
        world.say(who, press=f"mediation:{NUMBER}:-1:{act}", attachments=photos)
    world.strike()
    world.wait(days=7)
    world.say("wang", press=f"mediation:{NUMBER}:-1:back/7-yny")
    return world


def test_a_finished_one_has_a_table_for_every_piece() -> None:
    world = performed()
    found = tables(writer(world, Minutes(world.at, "双方到场")).document())
    assert len(found) == 11
    assert "双方到场" in found[4]
    assert "已递交" in found[8]
    assert found[9][-3:] == ["是", "否", "是"]


def test_one_that_only_began_has_no_empty_tables() -> None:
    found = tables(writer(led()).document())
    assert len(found) == 5
    assert "现在不需要" in found[0]


def test_the_same_file_is_packed_into_the_same_names_with_its_photos() -> None:
    world = performed()
    packed = ZipFile(BytesIO(writer(world).archive({PHOTO.file_id: b"jpeg"})))
    assert packed.namelist()[-1] == "evidence-1.jpg"
    assert packed.read("evidence-1.jpg") == b"jpeg"
    assert not any(NUMBER in name for name in packed.namelist())


def test_an_agreement_before_the_last_lies_in_it_too() -> None:
    world = in_force(REPAIRS)
    world.wait(days=16)
    world.press("wang", "愿意再谈一次")
    world.press("li", "愿意再谈一次")
    names = ZipFile(BytesIO(writer(world).archive({}))).namelist()
    assert "agreement-1.docx" in names
