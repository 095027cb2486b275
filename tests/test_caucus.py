"""P1 and P2: whatever is said in whatever order, a caucus leaves by its source's yes alone."""

from copy import copy
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.amounts import amounts_in
from domain.turns import Letter
from tests.mediation_hall import Hall
from tests.mediation_table import MEDIATOR, SECRETARY, Mediated, talking

SECRETS = {
    "li": ("其实我最多可以赔三千块钱", "我家水管去年就裂开过一次了"),
    "wang": ("哪怕只有一千二百元我也认了", "我儿子下个月要在家里办婚礼"),
}
OTHER = {"li": "wang", "wang": "li"}
ROLE = {"li": "b", "wang": "a"}
SIDES = st.sampled_from(sorted(SECRETS))
NUMBER = st.integers(0, 1)
# Words that are no secret, so that only the yes to them decides.
OPEN_WORDS = "水管这周就能修"
PLAIN = st.sampled_from(["大家各退一步吧", "先把水阀关上", "听听对方怎么说"])
ACTS = st.sampled_from(["say_a", "say_b", "tell", "option/1", "minutes", "issue/repair"])


@cache
def _begun() -> Mediated:
    world = talking()
    world.on(MEDIATOR, "issue/repair", "水管谁修")
    return world


class Caucus(RuleBasedStateMachine):
    """Both sides tell secrets; the mediator tries to pass them on by every outlet."""

    @initialize()
    def begin(self) -> None:
        """Begin with talks in which nobody has said anything."""
        begun = _begun()
        world = copy(begun)
        for name in ("people", "cases", "dialogues", "turns", "mediations"):
            setattr(world, name, dict(getattr(begun, name)))
        world.letters, world.events = list(begun.letters), list(begun.events)
        hall = begun.hall
        world.hall = Hall(dict(hall.issues), dict(hall.accords))
        self.world = world
        self.told: set[str] = set()
        self.yes: set[str] = set()
        self.posted = len(world.letters)

    @rule(side=SIDES, number=NUMBER)
    def tell(self, side: str, number: int) -> None:
        """Let a side tell the mediator a secret."""
        self._told(side, number)

    @rule(act=ACTS, side=SIDES, number=NUMBER, around=PLAIN)
    def slip(self, act: str, side: str, number: int, around: str) -> None:
        """Let the mediator write a secret that he was told, among other words."""
        secret = self._told(side, number)
        self.world.on(MEDIATOR, act, f"{around}，{secret}")

    @rule(act=ACTS, words=PLAIN)
    def write(self, act: str, words: str) -> None:
        """Let the mediator write plain words."""
        self.world.on(MEDIATOR, act, words)

    @rule(side=SIDES, number=NUMBER)
    def draft(self, side: str, number: int) -> None:
        """Let the mediator ask a side whether its secret may be passed on."""
        self.world.on(MEDIATOR, f"relay_{ROLE[side]}", self._told(side, number))

    @rule(side=SIDES, said=st.sampled_from(["yes", "no", "revoke"]), looks=st.booleans())
    def answer(self, side: str, said: str, *, looks: bool) -> None:
        """Let a side answer, or take back, what it was asked last; the clock may look at once."""
        known = self.world.desk(side, "dongqiao").proceedings["DQ000001"].accords
        asked = [each for each in known if each.kind == "relay" and each.is_live]
        if not asked:
            return
        accord = asked[-1]
        if said == "revoke":
            self.world.on(side, f"revoke/{accord.accord}")
            self.yes.discard(accord.words)
        else:
            self.world.on(side, f"answer/{accord.accord}/{accord.version}/{said}")
            if said == "yes":
                self.yes.add(accord.words)
        if looks:
            self.strike()

    @rule(looks=st.booleans())
    def take_back(self, *, looks: bool) -> None:
        """Let a side say yes, the clock queue it or not, and the side take it back."""
        world = self.world
        world.on(MEDIATOR, "relay_b", OPEN_WORDS)
        asked = world.desk("li", "dongqiao").proceedings["DQ000001"].accords[-1]
        if asked.words != OPEN_WORDS:
            return
        world.on("li", f"answer/{asked.accord}/{asked.version}/yes")
        if looks:
            world.strike()
        world.on("li", f"revoke/{asked.accord}")
        self.strike()

    @rule()
    def strike(self) -> None:
        """Let the clock look."""
        before = len(self.world.letters)
        self.world.strike()
        for letter in self.world.letters[before:]:
            if letter.key == "accords.passed_on":
                assert letter.values["words"] in self.yes

    @rule()
    def post(self) -> None:
        """Let the post room deliver what waits and was not taken back."""
        waiting = self.world.letters[self.posted :]
        self.posted = len(self.world.letters)
        for letter in waiting:
            if letter.key == "accords.passed_on" and letter not in self.world.hall.recalled:
                assert letter.values["words"] in self.yes

    def teardown(self) -> None:
        """Let the rest be delivered."""
        self.post()

    @invariant()
    def nothing_left_without_a_yes(self) -> None:
        """Hold that nobody reads another side's secret, or its amount, that was not passed on."""
        for side, secrets in SECRETS.items():
            passed = {str(each.values["words"]) for each in self._letters(OTHER[side], "passed_on")}
            heard = "\n".join(self.world.all_heard(OTHER[side]))
            seen = "\n".join((heard, *self.world.all_heard(SECRETARY)))
            for secret in (each for each in secrets if each not in passed):
                assert secret not in seen
                assert not amounts_in(secret) & amounts_in(heard)

    def _told(self, side: str, number: int) -> str:
        secret = SECRETS[side][number]
        if secret not in self.told:
            self.world.on(side, "say", secret)
            self.told.add(secret)
        return secret

    def _letters(self, who: str, key: str) -> list[Letter]:
        return [each for each in self.world.letters if each.to == who and each.key.endswith(key)]


TestCaucus = Caucus.TestCase
TestCaucus.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
