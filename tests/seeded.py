"""The mutants that ``make mutants`` seeds: rules of delivery and visibility, each broken once.

Each line is words of a file and what stands there instead; the tests named should notice. Those
of mediation and of votes stand in ``tests/seeded_mediation.py``, ``tests/seeded_deeds.py`` and
``tests/seeded_votes.py``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """One rule broken on purpose."""

    file: str
    right: str
    wrong: str
    tests: str


def of(file: str, tests: str, *changes: tuple[str, str]) -> tuple[Mutant, ...]:
    """Return the mutants of one file that the same tests should notice."""
    return tuple(Mutant(file, right, wrong, tests) for right, wrong in changes)


MUTANTS: tuple[Mutant, ...] = (
    *of(
        "handlers/arrival.py",
        "tests/handlers/test_arrival.py",
        ("completed_by(home) != here", "completed_by(home) == home"),
    ),
    *of(
        "bot/engine.py",
        "tests/bot/test_engine.py tests/bot/test_engine_not_saved.py",
        ("became = await self._take_alone(heard)", "became = NotSaved()"),
        ("self._lanes.put_back(waiting.owner, waiting)", "waiting.not_saved()"),
        ('raise NotSaved("the station is stopping")', "pass"),
        ("            _give_up(self._lanes.clear())", "            self._lanes.clear()"),
        ("return Reading(text=turn.text)", "raise"),
    ),
    *of(
        "bot/batches.py",
        "tests/bot/test_batches.py tests/bot/test_engine.py",
        ("if desk.person.person_id in self._people:", "if not desk.person.person_id:"),
        ("if not names & self._cases:", "if names is not None:"),
        ("free_number=desk.free_number + opened", "free_number=desk.free_number"),
        ("        check_step(desk, step)\n", ""),
        ("and is_keeper(person, shanghai_day(at))", "and person"),
    ),
    *of(
        "bot/carrier.py",
        "tests/bot/test_carrier.py tests/bot/test_outbox.py",
        ("_behind(each, failed.pause or timedelta(0))", "_behind(each, None)"),
        ("is_too_old = age > HORIZON and not claimed.letter.urgent", "is_too_old = age > HORIZON"),
        ("if shut.for_good:", "if not shut.for_good:"),
        ("is_late = asyncio.get_running_loop().time() > last", "is_late = False"),
        ("if why and not has_arrived else None", "if why else None"),
    ),
    *of(
        "bot/carrier.py",
        "tests/bot/test_delivery.py",
        ("            self.slips.note(claimed)\n", ""),
    ),
    *of(
        "bot/outbox.py",
        "tests/bot/test_outbox.py",
        ("mark_address_dead(conn, each.claimed, at)", "pass"),
        ("        del self._returned[: len(returned)]\n", ""),
        ("UNDER_WAY - len(tasks)", "UNDER_WAY"),
    ),
    *of(
        "bot/telegram/pace.py",
        "tests/bot/telegram/test_pace.py",
        ("            free.callback(self._line.release)\n", "            self._line.release()\n"),
        ("            await self._wait_common()\n            slow", "            slow"),
        ("call_later(_SLOW, free.close)", "call_later(60, free.close)"),
    ),
    *of(
        "bot/telegram/door.py",
        "tests/bot/telegram/test_door.py",
        ("key = sealed.community_id, sealed.letter_id", 'key = "", sealed.letter_id'),
        ("        arrived()\n        await self._keep(sealed, chat, message_id)\n",
         "        await self._keep(sealed, chat, message_id)\n        arrived()\n"),
    ),
    *of(
        "bot/strikes.py",
        "tests/bot/test_strikes.py",
        ("sorted(claim_strikes(conn, claim, names, self.at, LEASE))", "sorted(names)"),
        ("self.last[:] = cases[-1:]", "self.last[:] = []"),
        ("if not holds_strike(conn, Claim(self.job.name, self.slot, self.owner)):", "if not conn:"),
    ),
    *of(
        "bot/schedule.py",
        "tests/bot/test_schedule.py",
        ("since = since if since <= now else self._opened", "since = since"),
        ("if last and job.catch_up else", "if last else"),
    ),
    *of(
        "bot/telegram/polling.py",
        "tests/bot/telegram/test_polling.py",
        ("self._offset = min(self._open) if self._open else", "self._offset ="),
        ("if not await self.may_ask():", "if not self.may_ask:"),
    ),
    *of(
        "bot/leases.py",
        "tests/bot/test_leases.py",
        ("if self._held and fresh:", "if fresh or self._held:"),
        ("            return False\n", "            return True\n"),
    ),
    *of(
        "storage/leases.py",
        "tests/storage/test_leases.py",
        ("or_(STRIKES.c.leased_until <= at,", "or_(STRIKES.c.leased_until >= at,"),
    ),
    *of(
        "storage/leases.py",
        "tests/bot/test_leases.py",
        ("leased_until > at + 2 * lasts", "leased_until > at + 10_000 * lasts"),
    ),
    *of(
        "storage/clocks.py",
        "tests/storage/test_clocks.py",
        ("LETTERS.c.try_at > soon)", "LETTERS.c.try_at < soon)"),
        ("case((held == written, soon), else_=held)", "soon"),
    ),
    *of(
        "storage/outbox.py",
        "tests/storage/test_outbox.py tests/storage/test_epochs.py",
        ("        ~_IS_BLOCKED,\n", ""),
        ("        ~_IS_CROWDED,\n", ""),
        ("        ~IS_FROZEN,\n", ""),
        ("LETTERS.c.urgent.desc(), LETTERS.c.try_at", "LETTERS.c.try_at"),
    ),
    *of(
        "storage/recalls.py",
        "tests/storage/test_recalls.py",
        ("    mark_recalled(conn, barred)\n", ""),
        ("return not serves and any(", "return any("),
        ("serves = bool(reader.posts_on(day))", "serves = True"),
        ("if people else ()", "if not people else ()"),
    ),
    *of(
        "storage/epochs.py",
        "tests/storage/test_epochs.py",
        ("values(version=CASES.c.version + _LEAP)", "values(version=CASES.c.version)"),
        ("conn.execute(living.values(ended_at=at))", "pass"),
        ("conn.execute(unused.values(used_at=at))", "pass"),
    ),
    *of(
        "storage/sqlite.py",
        "tests/storage/test_ledgers.py tests/storage/test_sqlite.py",
        ('url, begin="BEGIN IMMEDIATE", c', 'url, begin="BEGIN", c'),
        ("PRAGMA synchronous = FULL", "PRAGMA synchronous = NORMAL"),
    ),
    *of(
        "storage/scope.py",
        "tests/storage/test_scope.py tests/test_rights.py",
        ("if not self.person_id or self.community_id not in", "if self.community_id not in"),
        ("return and_(_is_near(reach), or_(_is_party(reach), _is_served(reach)))",
         "return or_(_is_party(reach), _is_served(reach))"),
        ("return and_(_is_about_none(reach.seats[0].accused), or_(*seats))", "return or_(*seats)"),
        ("[post for post in posts if post.role is not Role.MEDIATOR]", "posts"),
        ("replace(seat, bodies=frozenset(), holds=False)", "seat"),
    ),
    *of(
        "domain/parts.py",
        "tests/domain/test_parts.py tests/test_rights.py",
        ("    if is_accused(case, person, day):\n        return\n", ""),
        ("return post.role is Role.MEDIATOR and post.scope is ScopeKind.COMMUNITY", "return False"),
        ("    if not _is_near(case, person, rules):\n        return frozenset()\n", ""),
    ),
    *of("domain/parts.py", "tests/test_secrecy_outlets.py",
         ("        return\n    yield person\n", "        pass\n    yield person\n")),
    *of("domain/ladder.py", "tests/test_chasing.py",
         ("not (is_accused(case, person, day) or is_accused(case, seat, day))", "True")),
    *of("handlers/extending.py", "tests/test_chasing.py",
         ("replace(old.clocks, promised=", "replace(old.clocks, accept=promised, promised=")),
    *of("jobs/rounds.py", "tests/test_chasing.py",
         ("return not is_pressing(case) and self.message_time > self.at", "return False")),
    *of(
        "domain/privacy.py",
        "tests/domain/test_privacy.py tests/domain/test_privacy_events.py",
        ('    if tier not in _SEES_WORDS:\n        return ""\n', ""),
        ("in _INSIDE_ACTS and not view.sees_inside:", "in _INSIDE_ACTS and False:"),
        ('if party.identity is Identity.OPEN else ""', 'or ""'),
        ("place if tier in _SEES_HOME else place.without_home()", "place"),
    ),
    *of(
        "domain/rights.py",
        "tests/domain/test_rights.py tests/test_rights.py",
        ("if change.event.seq > 1 and not joins", "if change.event.seq < 1 and not joins"),
        ("        return before is not None\n", "        return True\n"),
        ("any(person.has_role(role, day) for role in _POSTS[ground])", "True"),
    ),
    *of(
        "web/staff.py",
        "tests/web/test_staff.py tests/test_rights.py tests/web/test_streams.py",
        ("not may_enter(_person(request), ground, shanghai_day(_now(request)))", "False"),
        ("    if missing:\n", "    if not missing:\n"),
    ),
)  # fmt: skip
