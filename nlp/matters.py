"""Cut a message that holds several matters into its parts."""

import re
from collections.abc import Iterator

SHORTEST = 4
MOST = 6
_ORDER = "一二三四五六七八九"
_POINT = re.compile(
    rf"(?<![0-9A-Za-z{_ORDER}十第])([1-9{_ORDER}])[、.）](?![0-9])"
    rf"|（([1-9{_ORDER}])）|第([1-9{_ORDER}])(?:个|件|点|是|[，、：])"
    rf"|其([{_ORDER}])[，、：是]|(?<![0-9{_ORDER}十第其])([{_ORDER}])是(?![不否])"
)
_FIRST = re.compile(f"[1{_ORDER[0]}]")
_BESIDE = re.compile("[另还此再顺同]")
_EITHER = re.compile(f"[1{_ORDER[0]}另还此再顺同]")
_BESIDES = re.compile(
    r"(?:(?<=[\n。；！？，])|(?<=[啊呀了的呢吧]))"
    r"(?:另外|还有(?:就是|一个|一件|个)?|此外|再(?:一个|就是|说一个)|顺便(?:问|说|反映)|同时)"
    r"(?:事|一下|问题|的是)?[，：]?"
)
_ALSO = re.compile(r"[，。；！](?=[^，。；！？\n]{1,10}也)")


def matters(text: str) -> tuple[str, ...]:
    """Return the parts of the normalised text, or nothing when it is one matter."""
    if not _EITHER.search(text):
        return ()
    numbered = _cut(text, list(_points(text)), fewest=2) if _FIRST.search(text) else ()
    if numbered or not _BESIDE.search(text):
        return numbered
    return _cut(text, [match.span() for match in _BESIDES.finditer(text)], fewest=1)


def also(text: str) -> tuple[str, ...]:
    """Return the parts where a later clause of the normalised text adds something with 也.

    Mostly it adds to the same matter; whoever asks must look at what each part is about.
    """
    if "也" not in text:
        return ()
    return _cut(text, [match.span() for match in _ALSO.finditer(text)], fewest=1)


def _points(text: str) -> Iterator[tuple[int, int]]:
    due = 1
    for match in _POINT.finditer(text):
        said = next(filter(None, match.groups()))
        if (_ORDER.find(said) + 1 or int(said)) == due:
            due += 1
            yield match.span()


def _cut(text: str, marks: list[tuple[int, int]], fewest: int) -> tuple[str, ...]:
    if len(marks) < fewest:
        return ()
    starts = [end for _, end in marks]
    ends = [start for start, _ in marks[1:]] + [len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if fewest == 1:
        parts.insert(0, text[: marks[0][0]])
    plain = [part.strip("，。；！？、： \n") for part in parts]
    whole = tuple(part for part in plain if len(part) >= SHORTEST)
    return whole[:MOST] if len(whole) > 1 else ()
