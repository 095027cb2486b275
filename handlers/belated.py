"""Photos that come along with a plain wish (你好, 解决了, 我的诉求): none is ever lost."""

from dataclasses import replace

from domain.cases import CaseChanged
from domain.turns import AttachmentKept, Step
from handlers import comments, waiting
from handlers.talk import Talk


def with_files(talk: Talk, step: Step) -> Step:
    """Return the answer with the attachments of the turn, and those that wait, in it.

    They go into the case that the answer changes, wait with the question that it asks, or are
    taken as if they had come alone.
    """
    if any(isinstance(change, AttachmentKept) for change in step.changes):
        return step
    cases = [change.case for change in step.changes if isinstance(change, CaseChanged)]
    if cases:
        kept = waiting.attachments_to(talk, cases[0].number)
        ended = talk.at_stage("") if kept else None
        return replace(step, changes=(*step.changes, *kept), dialogue=step.dialogue or ended)
    if not talk.turn.attachments:
        return step
    if any(letter.choices for letter in step.says[:1]) or (step.dialogue and step.dialogue.stage):
        asked = step.dialogue or talk.at_stage("")
        notes = {**asked.notes, **waiting.keep(talk.desk.dialogue.notes, talk.turn.attachments)}
        return replace(step, dialogue=replace(asked, notes=notes))
    return step.joined(comments.wordless(talk))
