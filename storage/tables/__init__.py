"""The tables of the station. Texts are never NULL: "" stands for nothing."""

from storage.tables.base import METADATA, WHOLE_STATION
from storage.tables.cases import (
    ATTACHMENTS,
    CASE_EVENTS,
    CASE_PARTIES,
    CASES,
    HAS_ASSISTS,
    IS_CLAIMED,
    IS_DUE,
    IS_FOLLOWED_UP,
    IS_OPEN,
    PHONE_MARKS,
)
from storage.tables.doors import PARKED_UPDATES, SHOWN_LETTERS, TOPICS
from storage.tables.learning import LEARNT, LESSONS, TERMS
from storage.tables.letters import HAS_CHOICES, HAS_DEDUPE, IS_DEAD, IS_WAITING, LETTERS
from storage.tables.mediations import (
    IS_AWAKE,
    MEDIATION_EVENTS,
    MEDIATION_PEOPLE,
    MEDIATIONS,
)
from storage.tables.people import ADDRESSES, DIALOGUES, LEDGERS, PEOPLE, TURNS
from storage.tables.polls import BALLOTS, OPINIONS, POLL_UNITS, POLLS, ROLL_UNITS
from storage.tables.rooms import (
    MEDIATION_ACCORDS,
    MEDIATION_BIDS,
    MEDIATION_ISSUES,
    MEDIATION_WORDS,
)
from storage.tables.staff import ACCOUNTS, ATTEMPTS, INVITATIONS
from storage.tables.station import (
    ABSENCES,
    CLEARINGS,
    DIRECTORY_ENTRIES,
    EDITIONS,
    FAILED_TURNS,
    RECEIPT_CODES,
    SIGN_IN_LINKS,
    STAFF_SESSIONS,
    STRIKES,
    VIEWS,
)

__all__ = [
    "ABSENCES",
    "ACCOUNTS",
    "ADDRESSES",
    "ATTACHMENTS",
    "ATTEMPTS",
    "BALLOTS",
    "CASES",
    "CASE_EVENTS",
    "CASE_PARTIES",
    "CLEARINGS",
    "DIALOGUES",
    "DIRECTORY_ENTRIES",
    "EDITIONS",
    "FAILED_TURNS",
    "HAS_ASSISTS",
    "HAS_CHOICES",
    "HAS_DEDUPE",
    "INVITATIONS",
    "IS_AWAKE",
    "IS_CLAIMED",
    "IS_DEAD",
    "IS_DUE",
    "IS_FOLLOWED_UP",
    "IS_OPEN",
    "IS_WAITING",
    "LEARNT",
    "LEDGERS",
    "LESSONS",
    "LETTERS",
    "MEDIATIONS",
    "MEDIATION_ACCORDS",
    "MEDIATION_BIDS",
    "MEDIATION_EVENTS",
    "MEDIATION_ISSUES",
    "MEDIATION_PEOPLE",
    "MEDIATION_WORDS",
    "METADATA",
    "OPINIONS",
    "PARKED_UPDATES",
    "PEOPLE",
    "PHONE_MARKS",
    "POLLS",
    "POLL_UNITS",
    "RECEIPT_CODES",
    "ROLL_UNITS",
    "SHOWN_LETTERS",
    "SIGN_IN_LINKS",
    "STAFF_SESSIONS",
    "STRIKES",
    "TERMS",
    "TOPICS",
    "TURNS",
    "VIEWS",
    "WHOLE_STATION",
]
