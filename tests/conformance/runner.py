"""Plays the conformance cases to a client and compares. Python 3.9 or later, standard library only.

    python3 runner.py SCHEMAS [--mutate]

SCHEMAS is the folder of behavior.json. The client that is judged is client.py beside this file: put
your own in its place, or write this file once more in your language. With --mutate each case is
played once for each value that it expects, with another value there, and none of these may pass.
"""
import json
import sys
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

sys.dont_write_bytecode = True  # nothing is left beside these files
from client import Client
from mutants import variants

ANYBODY = {"user": "someone", "password": "a key", "token": "a-token"}
LOST = {"event": "lost-after-arrival"}


def read(path):
    """The JSON of a file, its numbers exact."""
    return json.loads(path.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)


def same(what, found, expected):
    assert found == expected, f"{what} is {found!r} and should be {expected!r}"


def compare(sent, expected):
    """Compares a request with what should have been sent."""
    def segments(path):
        return [unquote(segment) for segment in path.split("/")]
    same("the method", sent["method"], expected["method"])
    same("the path", segments(sent["path"]), segments(expected["path"]))
    same("the query", [list(pair) for pair in sent["query"]], expected["query"])
    for name, value in expected["headers"].items():
        same(f"the header {name}", sent["headers"].get(name), value)
    same("the body", sent["body"], expected.get("body"))


class Server:
    """Plays a script: pairs of the request that must come and of what happens to it."""

    def __init__(self, script, afterwards=None):
        self.script, self.afterwards = list(script), afterwards

    def send(self, request):
        assert self.script or self.afterwards, "something was sent after the end"
        expected, then = self.script.pop(0) if self.script else (self.afterwards, LOST)
        if expected is not None:
            compare(request, expected)
        if then["event"] == "answered":
            return then["answer"]
        raise ConnectionRefusedError if then["event"] == "connection-refused" else ConnectionError

    def end(self):
        assert not self.script, "less was sent than should have been"


def play_request(client, case):
    server = Server([(case["sends"], LOST)] if "sends" in case else [])
    try:
        client.call(case["operation"], case["inputs"], case.get("credentials"), server.send)
    except (ConnectionError, ValueError):
        pass  # the answer is lost, or the client refuses to send
    server.end()


def play_answer(client, case):
    server = Server([(None, {"event": "answered", "answer": case["answer"]})])
    verdict = client.call(case["operation"], case["inputs"], ANYBODY, server.send)
    same("the verdict", {name: getattr(verdict, name) for name in case["expect"]}, case["expect"])


def play_reconcile(client, case):
    script = [(case[exchange["client"]], exchange["then"]) for exchange in case["script"]]
    server = Server(script, case["lookup"] if case["lookups_go_on"] else None)
    arguments = case["inputs"], case.get("credentials"), server.send, case["resumed"]
    try:
        settlement = client.send_once(case["operation"], *arguments)
    except ValueError:
        settlement = {"verdict": "not-done", "directive": "correct-request"}
    server.end()
    same("the verdict", settlement, case["expect"])


def play_callback(client, case):
    receiver = client.receiver(case["callback"], case["secrets"])
    for delivery in case["deliveries"]:
        verdict = receiver.receive(delivery["headers"], delivery["body"].encode())
        same("the verdict", verdict, delivery["expect"])


def play_paging(client, case):
    server = Server((page["sends"], {"event": "answered", **page}) for page in case["script"])
    ids, end = client.items(case["operation"], case["inputs"], case.get("credentials"), server.send)
    server.end()
    same("what was read", {"items": ids, "end": end}, case["expect"])


def error_of(play, client, case):
    """What is wrong, in words; None where nothing is."""
    try:
        play(client, case)
    except Exception as error:  # whatever goes wrong in a client fails the case
        return f"{type(error).__name__}: {error}"
    return None


def cannot_fail(play, client, case):
    """What is wrong with the case itself: that one which expects something else passes, too."""
    errors = [error_of(play, client, variant) for variant in variants(case)]
    return None if errors and all(errors) else "passes although it was changed"


def main():
    schemas, judge = Path(sys.argv[1]), cannot_fail if "--mutate" in sys.argv else error_of
    client, is_good = Client(schemas / "behavior.json"), True
    for kind, play in PLAYS.items():
        cases = read(schemas / "conformance" / f"{kind}.json")["cases"]
        errors = {case["name"]: judge(play, client, case) for case in cases}
        wrong = [f"    FAILS  {name}: {error}" for name, error in errors.items() if error]
        print(f"  {kind:<12}{len(cases):>6} cases, {len(wrong)} of them wrong", *wrong, sep="\n")
        is_good = is_good and not wrong
    return 0 if is_good else 1


PLAYS = {"requests": play_request, "answers": play_answer, "reconcile": play_reconcile,
         "callbacks": play_callback, "paging": play_paging}

if __name__ == "__main__":
    sys.exit(main())
