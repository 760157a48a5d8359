"""A small client of any API that has a `behavior.json`, by the rules that stand in that file.

It shows how little a safe client needs; Python 3.9 or later, standard library alone. Whoever calls
it hands it a `send` that takes a request and returns an answer, or raises ConnectionRefusedError
where nothing was sent, or another ConnectionError where it cannot tell.
"""
import base64
import hashlib
import hmac
import json
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, Optional
from urllib.parse import parse_qsl, quote, urlsplit

TRIES, LOOKUPS = 4, 10


def parse(text):
    """Reads JSON; numbers are exact decimals, never binary floating point."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def at(value, pointer):
    """What stands at a JSON pointer; None where nothing does."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        value = value.get(name) if isinstance(value, dict) else None
    return value


def reads_as(form, body):
    """Whether a body, an object or None, holds what the form of an answer promises."""
    if form == "empty" or body is None:
        return False
    if form == "object":
        return True
    data = body.get("data")
    texts = ("type", "id") if form.startswith("resource") else ()
    is_one = isinstance(data, dict) and all(isinstance(data.get(name), str) for name in texts)
    if form in ("resource", "data"):
        return is_one
    is_null = "data" in body and data is None
    return isinstance(data, list) or form.endswith("-or-one") and (is_one or is_null)


class Verdict(NamedTuple):
    """What an answer says."""
    result: str
    outcome: str
    directive: str
    body: Optional[dict]


class Client:
    def __init__(self, behavior):
        self.behavior = parse(Path(behavior).read_text("utf-8"))
        named = {kind: {entry["name"]: entry for entry in self.behavior[kind]}
                 for kind in ("operations", "faces", "paging", "callbacks")}
        self.operations, self.faces = named["operations"], named["faces"]
        self.paging, self.callbacks = named["paging"], named["callbacks"]
        self.statuses = {rule["status"]: rule for rule in self.behavior["statuses"]}

    def call(self, name, inputs, credentials, send):
        """Sends a call once and says what came of it."""
        operation = self.operations[name]
        return self.judge(operation, send(self.request(operation, inputs, credentials)))

    def send_once(self, name, inputs, credentials, send, resumed=False):
        """Sends a write so that it acts once, or goes on with one that another program began."""
        return Once(self, self.operations[name], inputs, credentials, send, resumed).settle()

    def items(self, name, inputs, credentials, send):
        """The ids of a list that is read to its end, and how the reading ended."""
        operation = self.operations[name]
        style, seen, ids = self.paging[operation["paging"]], [], []
        request = self.request(operation, inputs, credentials)
        while True:
            seen.append(request["query"])
            verdict = self.judge(operation, send(request))
            if verdict.result != "success":
                return ids, "failed"
            body = verdict.body
            ids += [item["id"] for item in body["data"]]
            link = at(body, style["next"])
            if link is None or link == "" and style["empty_link_is_none"]:
                return ids, "complete"
            link = link.get("href") if isinstance(link, dict) else link
            if not isinstance(link, str):
                return ids, "broken-link"
            query = parse_qsl(urlsplit(link).query, keep_blank_values=True)
            if not query:
                return ids, "broken-link"
            if query in seen:
                return ids, "loop"
            request = {**request, "query": query}

    def receiver(self, name, secrets):
        """Takes callbacks of one kind, each signed with one of the secrets."""
        return Receiver(self.callbacks[name], secrets)

    def request(self, operation, inputs, credentials):
        path, body = operation["path"], None
        for name, value in inputs.get("path", {}).items():
            if value in ("", ".", ".."):
                raise ValueError(f"{name}: {value!r} would make another path")
            path = path.replace("{" + name + "}", quote(value, safe=""))
        described = operation.get("request")
        if described and described["form"] == "object":
            body = inputs["body"]
        elif described:
            own_id = inputs.get("path", {}).get(described.get("id"))
            parts = {"type": described["type"], "id": own_id,
                     "attributes": inputs.get("attributes"),
                     "relationships": inputs.get("relationships")}
            body = {"data": {name: part for name, part in parts.items() if part is not None}}
        return {"method": operation["method"], "path": path,
                "query": self.query(operation, inputs.get("query", {})),
                "headers": self.headers(operation, credentials, body), "body": body}

    def query(self, operation, given):
        """The given parameters in the order of the operation, those that choose a page last."""
        own = [known["name"] for known in operation["parameters"] if known["in"] == "query"]
        paging = self.paging[operation["paging"]]["query"] if "paging" in operation else []
        names = own + [known["name"] for known in paging]
        return [(name, given[name]) for name in names if name in given]

    def headers(self, operation, credentials, body):
        headers = {"accept": self.behavior["media_type"]}
        if body is not None:
            headers["content-type"] = self.behavior["media_type"]
        scheme = self.faces[operation["face"]]["auth"]
        if scheme == "basic":
            pair = f'{credentials["user"]}:{credentials["password"]}'.encode()
            headers["authorization"] = "Basic " + base64.b64encode(pair).decode()
        elif scheme == "bearer":
            headers["authorization"] = "Bearer " + credentials["token"]
        return headers

    def judge(self, operation, answer):
        """What an answer says, by `rules.answer`."""
        try:
            body = parse(answer["body"])
        except ValueError:
            body = None
        body = body if isinstance(body, dict) else None
        status, rule = answer["status"], self.statuses.get(answer["status"])
        if any(known["status"] == status and reads_as(known["form"], body)
               for known in operation["existing"]):
            return Verdict("existing", rule["outcome"], rule["directive"], body)
        if not self.errors(body) and self.is_success(operation, answer, body):
            return Verdict("success", "done", "proceed", body)
        return Verdict("failure", *self.failure(operation, status, body), body)

    def errors(self, body):
        found = [(body or {}).get(member) for member in self.behavior["errors"]["members"]]
        return any(value is not None and value not in ("", [], {}) for value in found)

    def is_success(self, operation, answer, body):
        status, successes = answer["status"], operation["successes"]
        documented = [known["form"] for known in successes if known["status"] == status]
        if documented:
            return any(form == "empty" or reads_as(form, body) for form in documented)
        rule, forms = self.statuses.get(status), {known["form"] for known in successes}
        if not rule or rule["outcome"] != "done" or not 200 <= status < 300:
            return False
        if forms == {"empty"}:
            return answer["body"] == ""
        return any(reads_as(form, body) for form in forms)

    def failure(self, operation, status, body):
        """The outcome and the directive of a failure."""
        rule, effect = self.statuses.get(status), operation["effect"]
        directed = rule and rule["directive"]
        if effect == "safe":
            return "not-done", self.after_repeatable(status, directed)
        documented = any(known["status"] == status for known in operation["successes"])
        if 200 <= status < 300 and (not documented or self.errors(body)):
            outcome = "unknown"
        elif documented:
            return "done", "proceed"
        else:
            outcome = rule["outcome"] if rule else "unknown"
        if effect == "idempotent":
            done = outcome == "done"
            return outcome, "proceed" if done else self.after_repeatable(status, directed)
        if outcome == "unknown":
            return outcome, "reconcile"
        return outcome, "reconcile" if directed == "use-existing" else directed

    def after_repeatable(self, status, directed):
        """What to do after the failure of a call that may be repeated."""
        if directed in ("correct-request", "correct-credentials"):
            return directed
        return "correct-request" if self.is_refusal(status) else "repeat"

    def is_refusal(self, status):
        return 400 <= status < 500 and status not in self.behavior["transient_statuses"]


class Once:
    """A write that acts once, and what is known of it, by `rules.reconcile`."""

    def __init__(self, client, operation, inputs, credentials, send, resumed):
        self.client, self.operation, self.send, self.resumed = client, operation, send, resumed
        self.rules = operation["uncertain"]
        self.again = self.rules.get("again_while")
        self.lookup = client.operations[self.rules["lookup"]]
        self.write = client.request(operation, inputs, credentials)
        key, place = self.rules["key"], self.rules["lookup_parameter"]
        self.key = inputs[key["in"]][key["name"]] if key["in"] != "body" \
            else at(self.write["body"], key["pointer"])
        if not self.key.strip():
            raise ValueError("a write without a key cannot be looked up")
        asks = {place["in"]: {place["name"]: self.key}}
        self.look = client.request(self.lookup, asks, credentials)
        self.writes = 0
        self.perhaps = resumed     # an attempt may be on its way still
        self.ours = resumed        # what has the key may have been made by this write
        self.taken = False         # the server said that the key is taken
        self.done = False          # the server said that the write was done
        self.refused = False       # the server said that it was not done, for good
        self.strange = False       # the server has acted, and not on what it was told

    def settle(self):
        looks_first = self.resumed
        for _ in range(TRIES):
            if not looks_first:
                try:
                    answer = self.send(self.write)
                except ConnectionRefusedError:
                    continue
                except ConnectionError:
                    answer = None
                verdict = self.wrote(answer)
                if verdict:
                    return verdict
            looks_first = False
            verdict = self.looked()
            if verdict:
                return verdict
        return self.unsettled()

    def wrote(self, answer):
        """What the answer to the write settles; None where it is to be looked up."""
        self.writes += 1
        if answer is None:
            self.perhaps = self.ours = True
            return None
        status = answer["status"]
        result, outcome, directive, body = self.client.judge(self.operation, answer)
        self.taken |= outcome == "already-done"
        self.ours |= outcome in ("done", "unknown")
        if result == "success" and not (body and self.shown_key(body.get("data"))):
            self.done = True
        elif result == "success" and not self.has_key(body["data"]):
            self.perhaps = self.strange = True
        elif result == "success":
            self.done = True
            return self.found(body["data"])
        elif result == "existing":
            return self.found(body["data"]) if self.has_key(body["data"]) else None
        elif outcome == "done":
            self.done = True
        elif outcome == "not-done":
            may_be_late = self.again and directive != "correct-credentials" and status != 404
            if not may_be_late and not self.perhaps:
                return {"verdict": "not-done", "directive": directive}
            self.refused = True
        elif outcome == "unknown":
            has_ended = self.client.is_refusal(status) and status in self.client.statuses
            self.perhaps |= not has_ended
        return None

    def looked(self):
        """What lookups settle; None where the write is to be sent again."""
        for _ in range(LOOKUPS):
            try:
                answer = self.send(self.look)
            except ConnectionError:
                continue
            things = self.things(answer)
            if things is None and not self.may_tell_later(answer["status"]):
                break
            ours = [thing for thing in things or [] if self.has_key(thing)]
            if things is None or things and not ours:
                continue
            if len(ours) > 1:
                return {"verdict": "several"}
            verdict = self.found(ours[0]) if ours else self.not_found()
            if verdict:
                return verdict
            if self.may_write(bool(ours)):
                return None
        return self.unsettled()

    def things(self, answer):
        """What a lookup found; None where its answer tells nothing."""
        verdict = self.client.judge(self.lookup, answer)
        if verdict.result == "failure":
            says_none = answer["status"] == 404 and self.client.errors(verdict.body)
            return [] if says_none else None
        data = verdict.body["data"]
        return data if isinstance(data, list) else [] if data is None else [data]

    def may_tell_later(self, status):
        """Whether another lookup may tell more than one of this status, which told nothing."""
        transient = self.client.behavior["transient_statuses"]
        return status in transient or 200 <= status < 300 or status == 404

    def shown_key(self, thing):
        return at(thing, self.rules["found_key"])

    def has_key(self, thing):
        return self.shown_key(thing) == self.key

    def may_write(self, is_there):
        """A call that acts on something is sent only where that is there."""
        stopped = self.taken or self.done or self.refused or self.strange
        return not stopped and (is_there or not self.again)

    def found(self, thing):
        """What something with the key settles; None where it shows that the call was not done."""
        differs = [same["member"] for same in self.rules["same"] if self.differs(same, thing)]
        shown = {"shows": thing["id"]}
        if differs:
            return {"verdict": "other-use", **shown, "differs": differs,
                    "perhaps_ours": self.ours}
        if self.done:
            return {"verdict": "done", **shown}
        if not self.again:
            return {"verdict": "already-done" if self.taken else "done", **shown}
        if at(thing, self.again["found"]) not in self.again["values"]:
            return {"verdict": "moved-on", **shown}
        return self.not_done() if self.refused and not self.perhaps else None

    def differs(self, same, thing):
        asked, found = at(self.write["body"], same["asked"]), at(thing, same["found"])
        if asked is None or found is None:
            return False
        return Decimal(asked) != Decimal(found) if same["by"] == "number" else asked != found

    def not_found(self):
        at_work = self.perhaps or self.taken or self.done
        return self.not_done() if self.again and not at_work else None

    def not_done(self):
        return {"verdict": "not-done", "directive": "correct-request"}

    def unsettled(self):
        if not self.writes and not self.resumed:
            return {"verdict": "not-done", "directive": "repeat"}
        return {"verdict": "done-unread" if self.done else "unknown"}


class Receiver:
    """Takes callbacks, by `rules.callback`."""

    def __init__(self, callback, secrets):
        self.callback, self.secrets, self.orders = callback, secrets, {}

    def receive(self, headers, body):
        """What to make of a callback: its headers in pairs, its body in bytes."""
        if not self.is_genuine(headers, body):
            return "refused"
        try:
            body = parse(body)
            key = at(body, self.callback["id"])
            order = at(body, self.callback["order_by"])
        except ValueError:
            return "refused"
        if not isinstance(key, str) or not isinstance(order, Decimal) or order % 1:
            return "refused"
        orders = self.orders.setdefault(key, [])
        is_newest = not orders or order > max(orders)
        verdict = "duplicate" if order in orders else "newest" if is_newest else "outdated"
        orders.append(order)
        return verdict

    def is_genuine(self, headers, body):
        name = self.callback["signature"]["header"].lower()
        given = [value.encode() for header, value in headers if header.lower() == name]
        secrets = [secret.encode() for secret in self.secrets]
        digests = [hashlib.sha1(secret + body + secret).digest() for secret in secrets]
        matches = [hmac.compare_digest(base64.b64encode(digest), value)
                   for digest in digests for value in given]
        return len(given) == 1 and any(matches)
