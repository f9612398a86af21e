"""Digit patterns as automata: what scripts/update-phone-metadata compiles its tables with.

A pattern of the numbering plans is a regular expression over digits without stars, so its
language is finite and every automaton here is a tree folded into a graph: no state is visited
twice on one number. Two ways to match are needed:

- `accepting` runs many patterns side by side and asks which of them match the number as a whole
  (or, for sticky ones, its beginning);
- `leading` asks how far one pattern reaches from the beginning, with the choice that a
  backtracking matcher would make (first alternative, longest repetition), where its last group
  stands, and whether `$` was needed.

Equal states are one state over all automata of a `Pool`, so that "six more digits, then a fixed
line" stands once for all countries.
"""


class Pattern:
    """A pattern as a graph of nodes.

    (`digits`, mask, next), (`fork`, nexts), (`save`, slot, next), (`end`, next), (`accept`,)
    """

    def __init__(self, text):
        self.nodes = []
        self.groups = 0
        self.text = text
        self.place = 0
        tree = self.alternatives()
        if self.place != len(text):
            raise ValueError(f"cannot read {text!r} from {self.place}")
        self.accept = self.node(("accept",))
        self.start = self.emit(tree, self.accept)

    def node(self, value):
        self.nodes.append(value)
        return len(self.nodes) - 1

    def peek(self):
        return self.text[self.place] if self.place < len(self.text) else ""

    def take(self):
        self.place += 1
        return self.text[self.place - 1]

    def alternatives(self):
        branches = [self.sequence()]
        while self.peek() == "|":
            self.take()
            branches.append(self.sequence())
        return ("any", branches) if len(branches) > 1 else branches[0]

    def sequence(self):
        parts = []
        while self.peek() not in ("", "|", ")"):
            part = self.atom()
            low, high = self.repetition()
            parts.append(part if (low, high) == (1, 1) else ("repeat", part, low, high))
        return ("all", parts)

    def atom(self):
        sign = self.take()
        if sign == "(":
            number = 0
            if self.text.startswith("?:", self.place):
                self.place += 2
            else:
                self.groups += 1
                number = self.groups
            inner = self.alternatives()
            if self.take() != ")":
                raise ValueError(f"unclosed group in {self.text!r}")
            return ("group", number, inner) if number else inner
        if sign == "[":
            return ("digits", self.members())
        if sign == "\\":
            if self.take() != "d":
                raise ValueError(f"only \\d is known: {self.text!r}")
            return ("digits", 0x3FF)
        if sign == "$":
            return ("end",)
        if sign.isdigit():
            return ("digits", 1 << int(sign))
        raise ValueError(f"{sign!r} in {self.text!r}")

    def members(self):
        mask = 0
        while self.peek() != "]":
            low = int(self.take())
            high = low
            if self.peek() == "-":
                self.take()
                high = int(self.take())
            for digit in range(low, high + 1):
                mask |= 1 << digit
        self.take()
        return mask

    def repetition(self):
        sign = self.peek()
        if sign == "?":
            self.take()
            return 0, 1
        if sign != "{":
            return 1, 1
        close = self.text.index("}", self.place)
        bounds = self.text[self.place + 1 : close].split(",")
        self.place = close + 1
        return int(bounds[0]), int(bounds[-1])

    def emit(self, tree, following):
        """The node at which the tree begins when `following` comes after it."""
        kind = tree[0]
        if kind == "digits":
            return self.node(("digits", tree[1], following))
        if kind == "end":
            return self.node(("end", following))
        if kind == "any":
            return self.node(("fork", [self.emit(branch, following) for branch in tree[1]]))
        if kind == "all":
            for part in reversed(tree[1]):
                following = self.emit(part, following)
            return following
        if kind == "group":
            close = self.node(("save", 2 * tree[1] - 1, following))
            return self.node(("save", 2 * tree[1] - 2, self.emit(tree[2], close)))
        _, part, low, high = tree
        after = following
        for _ in range(high - low):
            following = self.node(("fork", [self.emit(part, following), after]))
        for _ in range(low):
            following = self.emit(part, following)
        return following

    def closure(self, start, saves, at_end=False):
        """What is reachable without a digit, best choice first: (node, saves)."""
        found, stack = [], [(start, saves)]
        while stack:
            index, held = stack.pop()
            node = self.nodes[index]
            if node[0] == "fork":
                stack.extend((branch, held) for branch in reversed(node[1]))
            elif node[0] == "save":
                stack.append((node[2], held[: node[1]] + (self.position,) + held[node[1] + 1 :]))
            elif node[0] == "end":
                found.append((index, held))
                if at_end:
                    found.pop()
                    stack.append((node[1], held))
            else:
                found.append((index, held))
        return found


class Pool:
    """States shared by all automata; state 0 is dead."""

    def __init__(self, dead):
        self.rows = [(dead, (0,) * 10)]
        self.known = {self.rows[0]: 0}
        self.dead = dead

    def state(self, outcome, targets):
        row = (outcome, tuple(targets))
        if row not in self.known:
            self.known[row] = len(self.rows)
            self.rows.append(row)
        return self.known[row]

    def accepting(self, patterns, outcome):
        """The start state of patterns run side by side.

        `patterns` are (key, Pattern, is_sticky); `outcome(matched keys, digit count)` is what a
        number that ends in a state means.
        """
        memo = {}

        def closed(indices):
            result = set()
            for which, index in indices:
                pattern = patterns[which][1]
                pattern.position = 0
                result.update((which, node) for node, _ in pattern.closure(index, (), False))
            return frozenset(result)

        def visit(live, count):
            if (live, count) in memo:
                return memo[live, count]
            matched, moves, is_alive = set(), [set() for _ in range(10)], False
            for which, index in live:
                key, pattern, is_sticky = patterns[which]
                node = pattern.nodes[index]
                if node[0] == "accept":
                    matched.add(key)
                    if is_sticky:
                        for targets in moves:
                            targets.add((which, index))
                elif node[0] == "digits":
                    is_alive = is_alive or not is_sticky
                    for digit in range(10):
                        if node[1] >> digit & 1:
                            moves[digit].add((which, node[2]))
            targets = [visit(closed(m), count + 1) if is_alive and m else 0 for m in moves]
            memo[live, count] = self.state(outcome(matched, count), targets)
            return memo[live, count]

        return visit(closed({(which, p[1].start) for which, p in enumerate(patterns)}), 0)

    def leading(self, pattern, outcome):
        """The start state of one pattern matched from the beginning of a number.

        The outcome of a state is (passing, ending): what the match is when more digits follow, and
        when none do; `outcome(length, group start, group end)` numbers it, 0 is no match.
        """
        memo = {}
        slots = (-1,) * (2 * pattern.groups)

        def settled(threads, count, at_end):
            for index, held in threads:
                kind = pattern.nodes[index][0]
                if kind == "accept":
                    group = held[-2:] if held else (-1, -1)
                    return outcome(count, *group)
            return 0

        def visit(threads, count):
            if (threads, count) in memo:
                return memo[threads, count]
            pattern.position = count
            ended = [t for i, held in threads for t in pattern.closure(i, held, at_end=True)]
            live, seen = [], set()
            for thread in threads:
                if thread not in seen:
                    seen.add(thread)
                    live.append(thread)
                if pattern.nodes[thread[0]][0] == "accept":
                    break
            targets = []
            for digit in range(10):
                pattern.position = count + 1
                following = []
                for index, held in live:
                    node = pattern.nodes[index]
                    if node[0] == "digits" and node[1] >> digit & 1:
                        following.extend(pattern.closure(node[2], held))
                targets.append(visit(tuple(following), count + 1) if following else 0)
            result = (settled(live, count, False), settled(ended, count, True))
            memo[threads, count] = self.state(result, targets)
            return memo[threads, count]

        pattern.position = 0
        return visit(tuple(pattern.closure(pattern.start, slots)), 0)
