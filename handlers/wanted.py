"""What people want of the station itself, and which conversation answers it."""

from collections.abc import Callable, Mapping

from domain.turns import Step
from handlers import (
    advising,
    arrival,
    closing,
    desks,
    dissuading,
    duty,
    guidance,
    holidays,
    identity,
    joining,
    leave,
    mediation_cards,
    neighbourhood,
    polling,
    progress,
    readers,
    record,
    searching,
    voting,
    withdrawal,
)
from handlers.talk import Talk

Conversation = Callable[[Talk], Step]

# What people want of the station itself, in plain words.
INTENTS: Mapping[str, Conversation] = {
    "my_cases": progress.listed,
    "help": guidance.helped,
    "greeting": guidance.greeted,
    "thanks": guidance.thanked,
    "human": guidance.human,
    "holiday": holidays.counted,
    "cancel": guidance.cancelled,
    "withdraw": withdrawal.asked,
    "solved": closing.said_solved,
    "not_solved": closing.said_not_solved,
    "rate": closing.said_stars,
    "my_grid": neighbourhood.my_grid,
    "joint_vote": neighbourhood.joint_vote,
    "old_cases": neighbourhood.old_cases,
    "my_reach": neighbourhood.my_reach,
    "who_complained": identity.nobody_shown,
    "stay_unnamed": identity.asked,
    "hide": identity.hidden,
    "who_sees": readers.asked,
    "noise_record": dissuading.record_wanted,
    "unhide": identity.shown_again,
    "privacy": arrival.explained,
    "my_record": record.shown,
    "forget_me": record.forget_asked,
    "my_mediation": mediation_cards.listed,
    "panel": advising.asked,
    "leave_panel": advising.left,
    "my_votes": voting.listed,
    "desk": desks.listed,
}
# What only staff can want; the same words of anybody else are a message like others.
STAFF_INTENTS: Mapping[str, Conversation] = {
    "desk_menu": desks.menu,
    "search": searching.asked,
    "duty": duty.asked,
    "absence": leave.asked,
    "sign_out": joining.left,
    "open_poll": polling.asked,
}
# Of these what means nothing to a resident, and would else be filed as his matter.
OUTSIDERS: Mapping[str, Conversation] = {"desk_menu": joining.outside, "sign_out": joining.outside}
