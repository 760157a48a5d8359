"""A small client in another language, and the conformance cases run on it. Python 3.9 or later, standard library alone.

    python3 runner.py SCHEMAS [--mutate]

All that the client knows of the API it reads from SCHEMAS/behavior.json. The lower half plays the cases and compares.
With --mutate each verdict is changed first, and the run is good where every case fails.
"""
import base64, hashlib, hmac, json, sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

SCHEMAS = Path(sys.argv[1])


def parse(text):
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)  # exact: no number becomes a float


def at(value, pointer):
    for step in pointer.split("/")[1:]:
        value = value.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(value, dict) else None
    return value


API = parse((SCHEMAS / "behavior.json").read_text("utf-8"))
OPERATIONS = {operation["name"]: operation for operation in API["operations"]}
FACES = {face["name"]: face for face in API["faces"]}
STATUSES = {int(rule["status"]): rule for rule in API["statuses"]}
PAGING = {style["name"]: style for style in API["paging"]}
CALLBACKS = {callback["name"]: callback for callback in API["callbacks"]}


# ---- the client -------------------------------------------------------------------------------------------------------

class Refused(Exception):
    """The request cannot be made; nothing was sent."""


def request(operation, inputs, credentials):
    path = operation["path"]
    for name, value in inputs.get("path", {}).items():
        if value in ("", ".", ".."):
            raise Refused(name)
        path = path.replace("{" + name + "}", quote(value, safe=""))
    body, form = None, operation.get("request")
    if form and form["form"] == "object":
        body = inputs["body"]
    elif form:
        parts = {"type": form["type"], "id": inputs.get("path", {}).get(form.get("id")),
                 "attributes": inputs.get("attributes"), "relationships": inputs.get("relationships")}
        body = {"data": {name: part for name, part in parts.items() if part is not None}}
    headers = {"accept": API["media_type"]}
    if body is not None:
        headers["content-type"] = API["media_type"]
    scheme = FACES[operation["face"]]["auth"]
    if scheme == "basic":
        pair = f'{credentials["user"]}:{credentials["password"]}'.encode()
        headers["authorization"] = "Basic " + base64.b64encode(pair).decode()
    elif scheme == "bearer":
        headers["authorization"] = "Bearer " + credentials["token"]
    query = list(inputs.get("query", {}).items())
    return {"method": operation["method"], "path": path, "query": query, "headers": headers, "body": body}


def reads_as(form, body):
    if form == "empty" or body is None:
        return False
    if form == "object":
        return isinstance(body, dict)
    data, one = (body or {}).get("data"), "resource" if "resource" in form else "data"
    is_one = isinstance(data, dict) and (one == "data" or {"type", "id"} <= data.keys())
    if form in ("resource", "data"):
        return is_one
    return isinstance(data, list) or form.endswith("or-one") and (is_one or data is None and "data" in body)


def judge(operation, answer):
    """What an answer says: result, outcome, directive, and the body."""
    status, rule, effect = int(answer["status"]), STATUSES.get(int(answer["status"])), operation["effect"]
    try:
        body = parse(answer["body"])
        body = body if isinstance(body, dict) else None
    except ValueError:
        body = None
    forms = lambda answers: [known["form"] for known in answers if int(known["status"]) == status]
    if any(reads_as(form, body) for form in forms(operation["existing"])):
        return "existing", rule["outcome"], rule["directive"], body
    errors = body is not None and any(body.get(member) for member in API["errors"]["members"])
    documented, is_2xx = forms(operation["successes"]), 200 <= status < 300
    own = {known["form"] for known in operation["successes"]}
    if documented:
        reads = any(form == "empty" or reads_as(form, body) for form in documented)
    elif is_2xx and rule and rule["outcome"] == "done":
        reads = answer["body"] == "" if own == {"empty"} else any(reads_as(form, body) for form in own - {"empty"})
    else:
        reads = False
    if reads and not errors:
        return "success", "done", "proceed", body
    directed = rule["directive"] if rule else None
    if effect == "safe":
        final = 400 <= status < 500 and status not in API["transient_statuses"]
        corrects = directed in ("correct-request", "correct-credentials")
        return "failure", "not-done", directed if corrects else "correct-request" if final else "repeat", \
            {"errors": True} if errors else None
    outcome = "unknown" if is_2xx and (not documented or errors) or not rule else "done" if documented else rule["outcome"]
    if outcome == "unknown":
        directed = "repeat" if effect == "idempotent" else "reconcile"
    elif documented:
        directed = "proceed"
    elif directed == "use-existing":
        directed = "reconcile"
    return "failure", outcome, directed, {"errors": True} if errors else None


def differs(by, asked, found):
    if asked is None or found is None:
        return False
    return Decimal(asked) != Decimal(found) if by == "number" else asked != found


def send_once(operation, inputs, credentials, send, resumed=False, tries=4, looks=10):
    """Sends a write so that it acts once; `send` answers, or says "refused" or "lost"."""
    rules, lookup = operation["uncertain"], OPERATIONS[operation["uncertain"]["lookup"]]
    write, key_at, again = request(operation, inputs, credentials), rules["key"], rules.get("again_while")
    key = at(write["body"], key_at["pointer"]) if "pointer" in key_at else inputs[key_at["in"]][key_at["name"]]
    if not key.strip():
        raise Refused("an empty key")
    place = rules["lookup_parameter"]
    look = request(lookup, {place["in"]: {place["name"]: key}}, credentials)
    ours = lambda thing: "found_key" not in rules or at(thing, rules["found_key"]) in (None, key)
    # What is known: `perhaps` a write is on its way, the key is `taken`, the write is `done`. `refused`: write no more.
    perhaps, taken, done = resumed, False, False
    refused = None

    def settle(thing, directly=False):
        if done or directly:
            return {"verdict": "done", "shows": thing["id"]}
        wrong = [same["member"] for same in rules["same"]
                 if differs(same["by"], at(write["body"], same["asked"]), at(thing, same["found"]))]
        if wrong:
            return {"verdict": "other-use", "shows": thing["id"], "differs": wrong}
        if not again:
            return {"verdict": "already-done" if taken else "done", "shows": thing["id"]}
        return None if at(thing, again["found"]) in again["values"] else {"verdict": "moved-on", "shows": thing["id"]}

    for attempt in range(tries):
        answer = "lost" if resumed and attempt == 0 else send(write)  # what another program sent may have been lost
        if answer == "refused":
            continue
        if answer == "lost":
            perhaps = True
        else:
            result, outcome, directed, body = judge(operation, answer)
            thing = body and body.get("data")
            shows = result in ("success", "existing") and ours(thing)
            if result == "success" and shows:
                return settle(thing, directly=True)
            taken = taken or outcome == "already-done"
            done = done or outcome == "done" and result == "failure"
            if result == "existing" and shows:
                return settle(thing)
            final = {"verdict": "not-done", "directive": directed}
            if outcome == "not-done":
                if not perhaps and (not again or directed == "correct-credentials" or int(answer["status"]) == 404):
                    return final
                refused = final
            status = int(answer["status"])
            last_word = 400 <= status < 500 and status not in API["transient_statuses"] and status in STATUSES
            perhaps = perhaps or not last_word
        for _ in range(looks):
            answer = send(look)
            if answer in ("refused", "lost"):
                continue
            result, _, _, body = judge(lookup, answer)
            missing = result == "failure" and int(answer["status"]) == 404 and body
            if result == "failure" and not missing:
                continue
            data = [] if missing else body["data"]
            things = data if isinstance(data, list) else [data] if data else []
            if things and not any(map(ours, things)):
                continue
            things = [thing for thing in things if ours(thing)]
            if len(things) > 1:
                return {"verdict": "several"}
            settled = settle(things[0]) if things else None
            if settled:
                return settled
            if not perhaps and (refused or again and not things):
                return refused or {"verdict": "not-done", "directive": "correct-request"}
            if taken or done or refused or not things and again:
                continue
            break  # it was not done so far: send it again
        else:
            break
    return {"verdict": "done-unread" if done else "unknown"}


def pages(operation, inputs, credentials, send):
    style, first, seen, items = PAGING[operation["paging"]], request(operation, inputs, credentials), [], []
    query = first["query"]
    while True:
        if query in seen:
            return items, "loop"
        seen.append(query)
        _, _, _, body = judge(operation, send({**first, "query": query}))
        items += [item["id"] for item in body["data"]]
        link = at(body, style["next"])
        link = link.get("href") if isinstance(link, dict) else link
        if link is None or link == "" and style["empty_link_is_none"]:
            return items, "complete"
        query = parse_qsl(urlsplit(link).query, keep_blank_values=True)
        if not query:
            return items, "broken-link"


def receive(callback, secrets, headers, body, seen):
    signature = callback["signature"]
    given = [value for name, value in headers if name.lower() == signature["header"].lower()]
    made = [base64.b64encode(hashlib.sha1(secret.encode() + body + secret.encode()).digest()) for secret in secrets]
    if len(given) != 1 or not any([hmac.compare_digest(one, given[0].encode()) for one in made]):
        return "refused"
    try:
        body = parse(body)
        key, order = at(body, callback["id"]), int(at(body, callback["order_by"]))
    except (ValueError, TypeError):
        return "refused"
    orders = seen.setdefault(key, [])
    verdict = "duplicate" if order in orders else "outdated" if orders and order < max(orders) else "newest"
    orders.append(order)
    return verdict


# ---- the runner -------------------------------------------------------------------------------------------------------

def same_request(sent, expected):
    segments = lambda path: [unquote(segment) for segment in path.split("/")]
    assert sent["method"] == expected["method"], sent["method"]
    assert segments(sent["path"]) == segments(expected["path"]), sent["path"]
    assert [list(pair) for pair in sent["query"]] == expected["query"], sent["query"]
    for name, value in expected["headers"].items():
        assert sent["headers"].get(name) == value, (name, sent["headers"].get(name))
    assert sent["body"] == expected.get("body"), sent["body"]


def run_request(case):
    try:
        sent = request(OPERATIONS[case["operation"]], case["inputs"], case.get("credentials"))
    except Refused:
        assert "sends" not in case, "it was refused"
    else:
        assert "sends" in case, "it was sent"
        same_request(sent, case["sends"])


def run_answer(case):
    verdict = judge(OPERATIONS[case["operation"]], case["answer"])[:3]
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
        verdict = send_once(OPERATIONS[case["operation"]], case["inputs"], case.get("credentials"), send,
                            case["resumed"])
    except Refused:
        verdict = {"verdict": "not-done", "directive": "correct-request"}
    assert not script, "it stopped early"
    assert verdict == case["expect"], verdict


def run_callback(case):
    seen = {}
    for delivery in case["deliveries"]:
        verdict = receive(CALLBACKS[case["callback"]], case["secrets"], delivery["headers"],
                          delivery["body"].encode(), seen)
        assert verdict == delivery["expect"], verdict


def run_paging(case):
    script = list(case["script"])

    def send(sent):
        page = script.pop(0)
        same_request(sent, page["sends"])
        return page["answer"]

    read = pages(OPERATIONS[case["operation"]], case["inputs"], case.get("credentials"), send)
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
