"""Draws the papers of a mediation that was lived through: ``python -m tests.draw_papers``.

Wants LibreOffice and poppler; what is drawn lies in docs/pictures.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from domain.dossiers import Dossier, Minutes
from tests.domain.builders import demo_rules
from tests.mediation_table import MEDIATOR, NUMBER, PAYS, REPAIRS, Mediated, in_force
from tests.pictures import COLOURS, FOLDER
from texts.catalog import open_catalog
from web.deeds import DeedWriter, as_document
from web.dossiers import DossierWriter

WIDTH = 640
ACTS = (
    ("li", "fulfil/1"),
    ("wang", "received/1"),
    ("wang", "apply"),
    ("li", "apply"),
    (MEDIATOR, "court/filed"),
    ("li", "fulfil/2"),
    ("wang", "received/2"),
)


def finished() -> Mediated:
    """Return a mediation that was signed, performed and asked after."""
    world = in_force(REPAIRS, PAYS, "双方 长期互不打扰，有事先在楼道群里说")
    world.wait(days=7)
    for who, act in ACTS:
        world.say(who, press=f"mediation:{NUMBER}:-1:{act}")
    world.strike()
    world.wait(days=7)
    for who in ("wang", "li"):
        world.say(who, press=f"mediation:{NUMBER}:-1:back/7-yny")
    return world


def papers(folder: Path) -> list[Path]:
    """Write the agreement and the file of it as documents."""
    world, rules = finished(), demo_rules()
    mediation = world.mediation()
    assert mediation.agreement
    writer = DeedWriter(open_catalog(), rules)
    minutes = (Minutes(world.at, "双方到场，核对无争议的事实：接头漏水，吊顶损坏。"),)
    file = Dossier(mediation, tuple(world.events), minutes)
    contents = {
        "agreement": as_document(writer.values(mediation, mediation.agreement)),
        "dossier": DossierWriter(file, writer, rules).document(),
    }
    paths = [folder / f"{name}.docx" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return paths


def drawn(path: Path) -> Image.Image:
    """Return the first page of a document as people see it."""
    office, poppler = shutil.which("soffice"), shutil.which("pdftoppm")
    assert office
    assert poppler
    home = f"-env:UserInstallation=file://{path.parent}/office"
    made = ("--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path))
    subprocess.run((office, home, *made), check=True, capture_output=True)
    first = ("-r", "110", "-f", "1", "-l", "1", "-png", "-singlefile")
    pdf, page = path.with_suffix(".pdf"), path.with_suffix("")
    subprocess.run((poppler, *first, str(pdf), str(page)), check=True)
    with Image.open(path.with_suffix(".png")) as picture:
        return picture.resize((WIDTH, WIDTH * picture.height // picture.width))


def main() -> None:
    """Lay both first pages side by side."""
    with tempfile.TemporaryDirectory() as folder:
        pages = [drawn(path) for path in papers(Path(folder))]
    both = Image.new("RGB", (WIDTH * len(pages) + 16, max(each.height for each in pages)), "#888")
    for order, each in enumerate(pages):
        both.paste(each, (order * (WIDTH + 16), 0))
    both.quantize(COLOURS).save(FOLDER / "mediation-papers.png", optimize=True)


if __name__ == "__main__":
    main()
