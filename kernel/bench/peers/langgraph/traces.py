#!/usr/bin/env python3
"""Random graphs, played on LangGraph: the traces that LangGraphTraceTest compares Fermata with.

  kernel/bench/target/venv/bin/python kernel/bench/peers/langgraph/traces.py SEED COUNT > kernel/engine/src/test/resources/traces/langgraph.jsonl

One JSON object a line: the graph, and what was done with it, each with what LangGraph answered. A node asks, fails some times, writes,
goes somewhere, sends, or is a graph itself. What Fermata does otherwise is not among them:
- how often the branches ran that a partial answer left open: LangGraph runs them all again, Fermata those that were answered. Nor are
  there partial answers where subgraphs have static stops, which LangGraph passes as it does so;
- a plain value as the answer where a node may fail or go on without a value: LangGraph gives it to the next question as well;
- the same at static stops within subgraphs: LangGraph gives it to a question behind one that nobody has seen;
- updates of a state beside sends and joins, or beside a sibling: LangGraph forgets the tasks that were sent and what finished siblings
  wrote, and runs the node behind a join again;
- updates as a deferred node that asks: LangGraph asks again;
- which of two branches is told to have failed: in LangGraph the first by the clock, in Fermata by the order of tasks.
"""
import json
import operator
import random
import sys
import threading
from typing import Annotated, Any, TypedDict

from langgraph.checkpoint.memory import InMemorySaver
from langgraph.errors import GraphRecursionError
from langgraph.graph import StateGraph
from langgraph.types import Command, RetryPolicy, Send, interrupt

LIMIT = 30


def last(before, after):
    return after


class State(TypedDict, total=False):
    x: Annotated[Any, last]
    log: Annotated[list, operator.add]


class Boom(Exception):
    pass


class Programs:
    """Makes graphs of nodes a, b, c, … whose edges mostly lead to later ones."""

    def __init__(self, rnd):
        self.rnd = rnd
        self.questions = 0
        self.deferred = set()
        self.stops_below = False
        self.plain = rnd.random() < 0.3  # answers are values, not maps of them
        self.sends = not self.plain and rnd.random() < 0.5
        self.joins = rnd.random() < 0.5
        self.stops = rnd.random() < 0.3
        self.defers = rnd.random() < 0.5

    def writers(self, names, tasks):
        """As which nodes an update may be made now."""
        if len(tasks) != 1 or self.sends or self.joins:
            return []
        return [name for name in names if name != tasks[0].name or name not in self.deferred]

    def graph(self, depth=0):
        rnd = self.rnd
        names = ["abcde"[i] + "_" * depth for i in range(rnd.randint(1, 5 if depth == 0 else 3))]
        graph = {"nodes": [self.node(name, names[i + 1:], depth) for i, name in enumerate(names)], "edges": []}
        graph["edges"] += [["__start__", n] for n in names if n == names[0] or rnd.random() < 0.3]
        for i, name in enumerate(names):
            self.leave(graph, name, names[i + 1:], names)
        if self.joins and len(names) >= 3 and rnd.random() < 0.6:
            at = rnd.randrange(2, len(names))
            graph["joins"] = [[sorted(rnd.sample(names[:at], 2)), names[at]]]
        for when in ("before", "after"):
            if self.stops and (depth == 0 or not self.plain) and rnd.random() < 0.5:
                graph[when] = [rnd.choice(names)]
                self.stops_below |= depth > 0
        return graph

    def node(self, name, later, depth):
        rnd = self.rnd
        if depth < 2 and rnd.random() < 0.12:
            return {"name": name, "sub": self.graph(depth + 1)}
        node = {"name": name, "ops": [self.op() for _ in range(rnd.choice([0, 0, 1, 1, 2]))]}
        if rnd.random() < 0.25:
            node["x"] = rnd.randint(1, 9)
        if rnd.random() < 0.15:
            node["retry"] = rnd.choice([2, 3])
        if self.defers and rnd.random() < 0.2:
            node["defer"] = True
            self.deferred.add(name)
        if later and rnd.random() < 0.2:
            node["goto"] = [self.target(later) for _ in range(rnd.choice([1, 2]))]
        return node

    def op(self):
        self.questions += 1
        if not self.plain and self.rnd.random() < 0.15:
            return ["fail", f"f{self.questions}", self.rnd.choice([1, 1, 2])]
        return ["ask", f"q{self.questions}"]

    def target(self, among):
        name = self.rnd.choice(among)
        return {"send": name, "x": self.rnd.randint(10, 19)} if self.sends and self.rnd.random() < 0.6 else name

    def leave(self, graph, name, later, names):
        rnd = self.rnd
        how = rnd.random()
        if later and how < 0.25:
            choices = [[self.target(later) for _ in range(rnd.choice([1, 1, 2]))] for _ in range(rnd.choice([1, 2, 3]))]
            if rnd.random() < 0.15:
                choices.append([rnd.choice(names)])
            graph.setdefault("cond", []).append({"from": name, "choices": choices})
        elif not later or how < 0.85:
            graph["edges"].append([name, rnd.choice(later) if later else "__end__"])


def target(where):
    return Send(where["send"], {"x": where["x"], "log": []}) if isinstance(where, dict) else where


def choice(choices, state):
    return choices[len(state.get("log") or []) % len(choices)]


class Player:
    """One graph on one thread."""

    def __init__(self, spec):
        self.hits = {}
        self.lock = threading.Lock()
        self.graph = self.build(spec, "", InMemorySaver())
        self.asked = []  # ids of the questions that the last call has shown
        self.alike = False  # whether two of them cannot be told apart
        self.config = {"configurable": {"thread_id": "t"}, "recursion_limit": LIMIT}

    def hit(self, what):
        with self.lock:
            self.hits[what] = self.hits.get(what, 0) + 1
            return self.hits[what]

    def build(self, spec, prefix, saver=None):
        graph = StateGraph(State)
        for node in spec["nodes"]:
            retry = RetryPolicy(initial_interval=0.0, jitter=False, max_attempts=node.get("retry", 1), retry_on=Exception)
            run = self.build(node["sub"], prefix + node["name"] + ".") if "sub" in node else self.node(node, prefix)
            graph.add_node(node["name"], run, defer=node.get("defer", False), retry_policy=retry if "retry" in node else None)
        for source, to in spec["edges"] + spec.get("joins", []):
            graph.add_edge(source, to)
        for branch in spec.get("cond", []):
            graph.add_conditional_edges(branch["from"], lambda s, c=branch["choices"]: [target(t) for t in choice(c, s)])
        return graph.compile(checkpointer=saver, interrupt_before=spec.get("before", []), interrupt_after=spec.get("after", []))

    def node(self, node, prefix):
        def run(state):
            self.hit(prefix + node["name"])
            answers = []
            for op in node["ops"]:
                if op[0] == "ask":
                    answers.append(interrupt(f"{op[1]} {state.get('x')}"))
                elif self.hit("fail " + prefix + node["name"] + op[1]) <= op[2]:
                    raise Boom("boom")
            text = ":" + json.dumps(answers, separators=(",", ":")) if answers else ""
            update = {"log": [node["name"] + text]}
            if "x" in node:
                update["x"] = node["x"]
            if "goto" in node:
                return Command(update=update, goto=target(choice(node["goto"], state)))
            return update

        return run

    def call(self, given):
        self.asked = []
        try:
            result = self.graph.invoke(given, self.config)
        except Boom as e:
            return {"raised": str(e)}
        except GraphRecursionError:
            return {"raised": "recursion"}
        asks = sorted(([i.id, i.value] for i in result.get("__interrupt__", [])), key=lambda ask: ask[1])
        self.asked = [ask[0] for ask in asks]
        self.alike = len({ask[1] for ask in asks}) < len(asks)
        return self.stands({"x": result.get("x"), "log": result.get("log", []), "asks": asks})

    def stands(self, seen):
        state = self.graph.get_state(self.config)
        return seen | {"next": sorted(state.next), "step": state.metadata["step"]}

    def act(self, action):
        what, given = action
        if what == "input":
            return self.call({"x": given})
        if what == "proceed":
            return self.call(None)
        if what == "resume":
            return self.call(Command(resume=given))
        if what == "answers":
            return self.call(Command(resume={self.asked[i]: answer for i, answer in given}))
        if what == "update":
            self.asked = []
            self.graph.update_state(self.config, {"x": given[0]}, as_node=given[1])
            return self.stands({})
        return {"hits": {k: v for k, v in sorted(self.hits.items()) if not k.startswith("fail ")}}


def next_action(rnd, programs, player, names):
    """What a person might do now; None at the end."""
    state = player.graph.get_state(player.config)
    if not state.next:
        return ["input", rnd.randint(0, 9)] if rnd.random() < 0.2 else None
    questions = len(player.asked)
    if player.alike or (questions > 1 and programs.plain):
        return None
    dice = rnd.random()
    if questions == 0 or (dice < 0.08 and not programs.plain):
        return ["proceed", None]
    if dice < 0.16:
        return ["input", rnd.randint(0, 9)]
    writers = programs.writers(names, state.tasks)
    if dice < 0.3 and writers:
        return ["update", [rnd.randint(20, 29), rnd.choice(writers)]]
    if programs.plain:
        return ["resume", rnd.choice(["v", 1, True, False, 0, "", ["l"], {"k": None}])]
    some = questions if programs.stops_below else rnd.randint(1, questions)
    chosen = sorted(rnd.sample(range(questions), some))
    return ["answers", [[i, f"A{i}"] for i in chosen]]


def numbered(value, ids):
    """Ids by the order in which they turn up."""
    if isinstance(value, list):
        return [numbered(each, ids) for each in value]
    if isinstance(value, dict):
        return {key: numbered(each, ids) for key, each in value.items()}
    if isinstance(value, str) and len(value) == 32:
        return ids.setdefault(value, f"id {len(ids) + 1}")
    return value


def trace(rnd):
    programs = Programs(rnd)
    spec = programs.graph()
    player = Player(spec)
    names = [node["name"] for node in spec["nodes"]]
    script, ids, partial = [], {}, False
    action = ["input", 0]
    for _ in range(8):
        partial |= action[0] == "answers" and len(action[1]) < len(player.asked)
        result = player.act(action)
        script.append([*action, numbered(result, ids)])
        if result.get("raised") == "recursion":
            break
        action = next_action(rnd, programs, player, names)
        if action is None:
            break
    if not partial:
        script.append(["hits", None, player.act(["hits", None])])
    return {"graph": spec, "script": script}


def main():
    made, tried = 0, 0
    while made < int(sys.argv[2]):
        tried += 1
        seed = f"{sys.argv[1]}/{tried}"
        try:
            first, *more = [trace(random.Random(seed)) for _ in range(3)]
        except Exception as e:  # LangGraph refuses the graph or the update: nothing to compare
            print(f"{seed} left out: {type(e).__name__} {e}"[:150], file=sys.stderr)
            continue
        if any(again != first for again in more):  # a branch failed while others ran: what they did is a race
            print(f"{seed} left out: LangGraph does not do the same each time", file=sys.stderr)
            continue
        print(json.dumps({"id": seed, **first}, separators=(",", ":")))
        made += 1


if __name__ == "__main__":
    main()
