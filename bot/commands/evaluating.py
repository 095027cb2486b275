"""``yizhan eval FILE``: how well the reading tells the leaves of labelled messages."""

from pathlib import Path

import click

from bot.commands.opening import categories_of
from bot.commands.speech import CANNOT, FAULTY, say, stop, write_json
from bot.commands.training import labelled, words_of_leaves
from bot.settings import read_settings
from nlp.evaluation import EvaluationReport, Trial
from nlp.evaluation import evaluate as measure
from nlp.segment import open_segmenter
from nlp.training import Untrainable


@click.command("eval")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--taught-by",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Learn from this file and measure on FILE (default: both from FILE, in parts).",
)
@click.option("--labels", type=click.IntRange(0), help="Use so many labels only (default: all).")
@click.option("--seed", default=0, help="Which labels are drawn.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def evaluate(
    file: Path, taught_by: Path | None, *, labels: int | None, seed: int, as_json: bool
) -> None:
    """Measure the reading on FILE, messages that people labelled (columns text and leaf)."""
    samples = labelled(file)
    teachers = labelled(taught_by) if taught_by else ()
    if not samples:
        stop(FAULTY, "commands.untrainable.no_rows")
    lexicon = words_of_leaves()
    segmenter = open_segmenter(lexicon.words())
    try:
        found = measure(samples, lexicon, segmenter, Trial(labels, seed), teachers=teachers)
    except Untrainable as fault:
        stop(FAULTY, f"commands.untrainable.{fault.reason}")
    except ModuleNotFoundError:
        stop(CANNOT, "commands.needs_train")
    if as_json:
        write_json(found.to_json())
    else:
        _show(
            found, {code: leaf.name for code, leaf in categories_of(read_settings()).leaves.items()}
        )


def _show(found: EvaluationReport, names: dict[str, str]) -> None:
    say(
        "commands.measured",
        n=found.n,
        top1=_percent(found.top1),
        top3=_percent(found.top3),
        macro_f1=_percent(found.macro_f1),
        coverage95=_percent(found.coverage95),
        ece=_percent(found.ece),
    )
    for score in sorted(found.per_class, key=lambda each: each.f1):
        say(
            "commands.measured_leaf",
            leaf=score.leaf,
            name=names.get(score.leaf, ""),
            n=score.n,
            precision=_percent(score.precision),
            recall=_percent(score.recall),
        )
    for true, given, times in found.confusions:
        say("commands.confused", true=true, given=given or "-", times=times)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
