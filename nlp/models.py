"""Keep models as files that people can read: whole or not at all, the one before beside."""

import json
from pathlib import Path

from nlp.learned import Model


def write_model(model: Model, path: Path) -> None:
    """Write the model, one feature a line; the model that stood there is kept beside it."""
    head = {
        "version": model.version,
        "labels": model.labels,
        "temperature": model.temperature,
        "certain": model.certain,
        "leaves": model.leaves,
        "bias": model.bias,
    }
    rows = [json.dumps(head, ensure_ascii=False)]
    for name, (rarity, told) in sorted(model.weights.items()):
        rows.append(json.dumps([name, rarity, told], ensure_ascii=False))
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join(rows) + "\n", "utf-8")
    if path.exists():
        path.replace(previous(path))
    fresh.replace(path)


def previous(path: Path) -> Path:
    """Return where the model before this one is kept."""
    return path.with_suffix(".previous")


def read_model(path: Path) -> Model:
    """Read a model that ``write_model`` wrote.

    Raises:
        ValueError: if the file holds none.
    """
    head, *rows = path.read_text("utf-8").splitlines() or [""]
    about = json.loads(head)
    weights = {name: (rarity, told) for name, rarity, told in json.loads(f"[{','.join(rows)}]")}
    try:
        leaves, bias = tuple(about["leaves"]), dict(about["bias"])
        labels, temperature = int(about["labels"]), float(about["temperature"])
        version, certain = str(about["version"]), float(about.get("certain", 0))
        return Model(leaves, weights, bias, labels, temperature, version, certain)
    except (KeyError, TypeError) as error:
        raise ValueError("no model") from error


def roll_back(path: Path) -> bool:
    """Put the model before this one back in its place; False when there is none."""
    if not previous(path).exists():
        return False
    previous(path).replace(path)
    return True
