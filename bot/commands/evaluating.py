"""``yizhan eval FILE``: how well the reading tells the leaves of labelled messages."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path

import click

from bot.commands.labelled import PATH, labelled, source_of, with_columns
from bot.commands.opening import categories_of
from bot.commands.speech import CANNOT, FAULTY, say, stop, write_json
from bot.settings import read_settings
from nlp.evaluation import EvaluationReport, Trial
from nlp.evaluation import evaluate as measure
from nlp.segment import open_segmenter
from nlp.sounds import load_sounds
from nlp.training import Untrainable


def _with_trial(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command the options of a trial and hand it the trial."""

    @click.option("--labels", type=click.IntRange(0), help="Use so many labels only.")
    @click.option("--seed", default=0, help="Which labels are drawn.")
    @wraps(command)
    def tried(*, labels: int | None, seed: int, **others: object) -> None:
        command(trial=Trial(labels, seed), **others)

    return tried


@click.command("eval")
@click.argument("file", type=PATH)
@with_columns
@click.option("--train", type=PATH, help="Learn from this file and measure on FILE.")
@_with_trial
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for programs.")
def evaluate(file: Path, train: Path | None, *, trial: Trial, as_json: bool, **named: str) -> None:
    """Measure the reading on FILE, messages that people labelled (columns text and leaf).

    Without --train FILE is cut into parts, and each is read by what the others taught.
    """
    source = source_of([train or file], named)
    samples = labelled([file], source)
    teachers = labelled([train], source) if train else ()
    if not samples or (train and not teachers):
        stop(FAULTY, "commands.untrainable.no_rows")
    segmenter = open_segmenter(source.lexicon.words())
    trial = replace(trial, sounds=load_sounds() if source.of_ours else None)
    try:
        found = measure(samples, source.lexicon, segmenter, trial, teachers=teachers)
    except Untrainable as fault:
        stop(FAULTY, f"commands.untrainable.{fault.reason}")
    except ModuleNotFoundError:
        stop(CANNOT, "commands.needs_train")
    if as_json:
        write_json(found.to_json())
    else:
        leaves = categories_of(read_settings()).leaves
        _show(found, {code: leaf.name for code, leaf in leaves.items()})


def _show(found: EvaluationReport, names: dict[str, str]) -> None:
    say(
        "commands.measured",
        n=found.n,
        top1=_percent(found.top1),
        top3=_percent(found.top3),
        macro_f1=_percent(found.macro_f1),
        coverage95=_percent(found.coverage95),
        ece=_percent(found.ece),
        filed=_percent(found.filed),
        filed_right=_percent(found.filed_right),
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
