"""Runs the conformance cases on the small client of client.py. Put a client of your own in its place.

    python3 runner.py SCHEMAS [--mutate]

With --mutate each verdict is changed first, and the run is good where every case fails.
"""
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from client import Client, Refused, parse

SCHEMAS = Path(sys.argv[1])
CLIENT = Client((SCHEMAS / "behavior.json").read_text("utf-8"))


def same_request(sent, expected):
    segments = lambda path: [unquote(segment) for segment in path.split("/")]
    assert sent["method"] == expected["method"], sent["method"]
    assert segments(sent["path"]) == segments(expected["path"]), sent["path"]
    assert sorted(map(list, sent["query"])) == sorted(expected["query"]), sent["query"]
    for name, value in expected["headers"].items():
        assert sent["headers"].get(name) == value, (name, sent["headers"].get(name))
    assert sent["body"] == expected.get("body"), sent["body"]


def run_request(case):
    try:
        sent = CLIENT.request(CLIENT.operations[case["operation"]], case["inputs"], case.get("credentials"))
    except Refused:
        assert "sends" not in case, "it was refused"
    else:
        assert "sends" in case, "it was sent"
        same_request(sent, case["sends"])


def run_answer(case):
    verdict = CLIENT.judge(CLIENT.operations[case["operation"]], case["answer"])[:3]
    assert verdict == tuple(case["expect"][name] for name in ("result", "outcome", "directive")), verdict


def run_reconcile(case):
    script = list(case["script"])

    def send(sent):
        if not script:
            assert case["lookups_go_on"], "something was sent after the end"
            same_request(sent, case["lookup"])
            return "lost"
        exchange = script.pop(0)
        same_request(sent, case[exchange["client"]])
        event = exchange["then"]
        return {"answered": event.get("answer"), "connection-refused": "refused"}.get(event["event"], "lost")

    try:
        verdict = CLIENT.send_once(CLIENT.operations[case["operation"]], case["inputs"], case.get("credentials"), send,
                                   case["resumed"])
    except Refused:
        verdict = {"verdict": "not-done", "directive": "correct-request"}
    assert not script, "it stopped early"
    assert verdict == case["expect"], verdict


def run_callback(case):
    seen = {}
    for delivery in case["deliveries"]:
        verdict = CLIENT.receive(CLIENT.callbacks[case["callback"]], case["secrets"], delivery["headers"],
                                 delivery["body"].encode(), seen)
        assert verdict == delivery["expect"], verdict


def run_paging(case):
    script = list(case["script"])

    def send(sent):
        page = script.pop(0)
        same_request(sent, page["sends"])
        return page["answer"]

    read = CLIENT.pages(CLIENT.operations[case["operation"]], case["inputs"], case.get("credentials"), send)
    assert not script, "it stopped early"
    assert read == (case["expect"]["items"], case["expect"]["end"]), read


def mutate(case):
    if "deliveries" in case:
        last = case["deliveries"][-1]
        last["expect"] = "newest" if last["expect"] == "refused" else "refused"
    elif "expect" in case:
        name = next(name for name in ("verdict", "outcome", "end") if name in case["expect"])
        case["expect"][name] += "-not"
    else:
        case["sends"] = None if "sends" not in case else {**case["sends"], "method": "TRACE"}


def main():
    runs = {"requests": run_request, "answers": run_answer, "reconcile": run_reconcile,
            "callbacks": run_callback, "paging": run_paging}
    wrong, mutated = 0, "--mutate" in sys.argv
    for name, run in runs.items():
        results = Counter()
        for case in parse((SCHEMAS / "conformance" / f"{name}.json").read_text("utf-8"))["cases"]:
            if mutated:
                mutate(case)
            try:
                run(case)
                error = "passes although it is wrong" if mutated else None
            except Exception as caught:
                error = None if mutated else f"{type(caught).__name__}: {caught}"
            results[error is None] += 1
            if error:
                print(f'    FAILS  {case["name"]}: {error}')
        print(f"  {name:<12}{results[True]:>6} good, {results[False]} not")
        wrong += results[False]
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
