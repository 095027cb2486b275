"""Staff in a messenger: coming in by an invitation, being vouched for, signing out."""

from dataclasses import replace

from domain.accounts import (
    CONSOLE,
    Account,
    AccountSet,
    Invitation,
    Standing,
    check_code,
    may_vouch,
)
from domain.letters import name_text
from domain.people import Person
from domain.presses import Press
from domain.refusals import Refused
from domain.turns import Letter, Step
from handlers.talk import Talk, choice

_MOST_TOLD = 10


def invited(talk: Talk) -> Step:
    """Bind the account to the person of the invitation; one bound again waits for a check."""
    found, person = talk.desk.invitation, _invited_person(talk)
    if found is None or person is None or _is_over(talk, found):
        return talk.say("joining.no_link")
    code = check_code(talk.turn.address, found.person_id)
    values = {"name": name_text(found.person_id, talk.rules), "code": code}
    if found.used_by == talk.turn.address.handle:
        return talk.say("joining.again", values)
    if found.used_by:
        return talk.say("joining.no_link")
    was_staff = talk.desk.person.is_staff(talk.day)
    standing = Standing.WAITING if found.is_again or was_staff else Standing.ACTIVE
    account = Account(talk.turn.address, found.community_id, found.person_id, standing)
    change = _set(talk, account, found.code_hash)
    if standing is Standing.WAITING:
        says = talk.letter("joining.wait", values)
        return Step((says, *_asked(talk, account, person)), (change,), talk.at_stage(""))
    buttons = (choice("desks.menu_button", str(Press("desk"))),)
    says = talk.letter("joining.joined", values, buttons)
    return Step((says,), (change,), talk.at_stage(""))


def _set(talk: Talk, account: Account, code_hash: str = "") -> AccountSet:
    directory = talk.rules.directory
    person = directory.person(account.person_id) or talk.desk.person
    # Who serves the whole street may speak to every community.
    everywhere = tuple(directory.index.communities)
    homes = everywhere if person.community_id == directory.street_id else (person.community_id,)
    return AccountSet(account, person, homes, code_hash, talk.desk.person.person_id)


def _invited_person(talk: Talk) -> Person | None:
    found = talk.desk.invitation
    person = talk.rules.directory.person(found.person_id) if found else None
    is_same = person and found and any(p.role == found.role for p in person.posts_on(talk.day))
    return person if is_same else None


def _is_over(talk: Talk, found: Invitation) -> bool:
    return found.expires_at <= talk.desk.at


def _asked(talk: Talk, account: Account, person: Person) -> tuple[Letter, ...]:
    directory = talk.rules.directory
    vouchers = (
        each
        for each in directory.staff
        if may_vouch(each, person, directory.street_id, talk.day) and _is_near(each, person, talk)
    )
    named = f"{account.address.channel}/{account.address.handle}/{person.person_id}"
    buttons = (
        choice("joining.yes", str(Press("vouch", argument=named))),
        choice("joining.no", str(Press("unmask", argument=named))),
    )
    code = check_code(account.address, person.person_id)
    values = {"name": name_text(person.person_id, talk.rules), "code": code}
    letters = [Letter(each.person_id, "joining.is_it", values, buttons) for each in vouchers]
    return tuple(letters[:_MOST_TOLD])


def _is_near(voucher: Person, person: Person, talk: Talk) -> bool:
    # A secretary is asked for the people of his own grid; who leads all is always asked.
    grids = {post.code for post in person.posts_on(talk.day)}
    own = {post.code for post in voucher.posts_on(talk.day)}
    return voucher.community_id != person.community_id or not own.isdisjoint(
        grids | {person.community_id}
    )


def vouched(talk: Talk, _press: Press) -> Step:
    """Say that the account is the right person's; its rights begin.

    Raises:
        Refused: ``joining.over`` where nothing waits, ``cases.not_yours`` for who may not say it.
    """
    account = _waiting(talk)
    values = {"name": name_text(account.person_id, talk.rules)}
    active = _set(talk, replace(account, standing=Standing.ACTIVE))
    told = Letter(account.person_id, "joining.joined", values, urgent=True)
    return Step((talk.letter("joining.you_vouched", values), told), (active,), talk.resting())


def unmasked(talk: Talk, _press: Press) -> Step:
    """Say that the account is somebody else's; it never gets any rights.

    Raises:
        Refused: as ``vouched`` does.
    """
    account = _waiting(talk)
    values = {"name": name_text(account.person_id, talk.rules)}
    ended = _set(talk, replace(account, standing=Standing.ENDED))
    return Step((talk.letter("joining.you_unmasked", values),), (ended,), talk.resting())


def _waiting(talk: Talk) -> Account:
    account, directory = talk.desk.account, talk.rules.directory
    person = directory.person(account.person_id) if account else None
    if account is None or person is None or account.standing is not Standing.WAITING:
        raise Refused("joining.over")
    if not _may_check(talk, person):
        raise Refused("cases.not_yours")
    return account


def _may_check(talk: Talk, person: Person) -> bool:
    """Say whether the speaker may check the person's account.

    He may check his own in the console: he came in there by another way.
    """
    speaker, is_console = talk.desk.person, talk.turn.address.channel == CONSOLE
    is_own = speaker.person_id == person.person_id and is_console
    return is_own or may_vouch(speaker, person, talk.rules.directory.street_id, talk.day)


def outside(talk: Talk) -> Step:
    """Say to who is no staff, or is no more, how one comes in."""
    return talk.say("joining.outside")


def left(talk: Talk) -> Step:
    """Sign out of this messenger: the account is a resident's again."""
    person = talk.desk.person
    account = Account(talk.turn.address, person.community_id, person.person_id, Standing.ENDED)
    says = talk.letter("joining.left", {})
    return Step((says,), (_set(talk, account),), talk.at_stage(""))
