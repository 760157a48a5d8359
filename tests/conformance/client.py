"""A small client of any API that a behavior.json describes. Python 3.9 or later, standard library alone.

It sends nothing itself: who uses it brings `send`. All that it knows of the API it reads from behavior.json.
"""
import base64, hashlib, hmac, json
from decimal import Decimal
from urllib.parse import parse_qsl, quote, urlsplit


def parse(text):
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)  # exact: no number becomes a float


def at(value, pointer):
    for step in pointer.split("/")[1:]:
        value = value.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(value, dict) else None
    return value


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


def differs(by, asked, found):
    if asked is None or found is None:
        return False
    return Decimal(asked) != Decimal(found) if by == "number" else asked != found


class Refused(Exception):
    """The request cannot be made; nothing was sent."""


class Client:
    def __init__(self, behavior):
        self.api = parse(behavior)
        self.operations = {operation["name"]: operation for operation in self.api["operations"]}
        self.faces = {face["name"]: face for face in self.api["faces"]}
        self.statuses = {int(rule["status"]): rule for rule in self.api["statuses"]}
        self.paging = {style["name"]: style for style in self.api["paging"]}
        self.callbacks = {callback["name"]: callback for callback in self.api["callbacks"]}

    def request(self, operation, inputs, credentials):
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
        headers = {"accept": self.api["media_type"]}
        if body is not None:
            headers["content-type"] = self.api["media_type"]
        scheme = self.faces[operation["face"]]["auth"]
        if scheme == "basic":
            pair = f'{credentials["user"]}:{credentials["password"]}'.encode()
            headers["authorization"] = "Basic " + base64.b64encode(pair).decode()
        elif scheme == "bearer":
            headers["authorization"] = "Bearer " + credentials["token"]
        query = list(inputs.get("query", {}).items())
        return {"method": operation["method"], "path": path, "query": query, "headers": headers, "body": body}

    def judge(self, operation, answer):
        """What an answer says: result, outcome, directive, and the body."""
        status, rule, effect = int(answer["status"]), self.statuses.get(int(answer["status"])), operation["effect"]
        try:
            body = parse(answer["body"])
            body = body if isinstance(body, dict) else None
        except ValueError:
            body = None
        forms = lambda answers: [known["form"] for known in answers if int(known["status"]) == status]
        if any(reads_as(form, body) for form in forms(operation["existing"])):
            return "existing", rule["outcome"], rule["directive"], body
        errors = body is not None and any(body.get(member) for member in self.api["errors"]["members"])
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
            final = 400 <= status < 500 and status not in self.api["transient_statuses"]
            corrects = directed in ("correct-request", "correct-credentials")
            return "failure", "not-done", directed if corrects else "correct-request" if final else "repeat", \
                {"errors": True} if errors else None
        if is_2xx and (not documented or errors) or not rule:
            outcome = "unknown"
        else:
            outcome = "done" if documented else rule["outcome"]
        if outcome == "unknown":
            directed = "repeat" if effect == "idempotent" else "reconcile"
        elif documented:
            directed = "proceed"
        elif directed == "use-existing":
            directed = "reconcile"
        return "failure", outcome, directed, {"errors": True} if errors else None

    def send_once(self, operation, inputs, credentials, send, resumed=False, tries=4, looks=10):
        """Sends a write so that it acts once; `send` answers, or says "refused" or "lost"."""
        rules, lookup = operation["uncertain"], self.operations[operation["uncertain"]["lookup"]]
        write, again = self.request(operation, inputs, credentials), rules.get("again_while")
        key_at, in_body = rules["key"], "pointer" in rules["key"]
        key = at(write["body"], key_at["pointer"]) if in_body else inputs[key_at["in"]][key_at["name"]]
        if not key.strip():
            raise Refused("an empty key")
        place = rules["lookup_parameter"]
        look = self.request(lookup, {place["in"]: {place["name"]: key}}, credentials)
        has_key = lambda thing: "found_key" not in rules or at(thing, rules["found_key"]) in (None, key)
        # What is known: `perhaps` a write is on its way, the key is `taken`, the write is `done`, it is `refused` for good,
        # or the server has acted on something of an `other_key`.
        perhaps, taken, done, refused, other_key, writes = resumed, False, False, None, False, 0

        def settle(thing, directly=False):
            wrong = [same["member"] for same in rules["same"]
                     if differs(same["by"], at(write["body"], same["asked"]), at(thing, same["found"]))]
            if wrong:
                ours = directly or done or perhaps and not taken or writes > 1 or resumed
                return {"verdict": "other-use", "shows": thing["id"], "differs": wrong, "perhaps_ours": ours}
            if done or directly:
                return {"verdict": "done", "shows": thing["id"]}
            if not again:
                return {"verdict": "already-done" if taken else "done", "shows": thing["id"]}
            if at(thing, again["found"]) in again["values"]:
                return None
            return {"verdict": "moved-on", "shows": thing["id"]}

        for attempt in range(tries):
            if resumed and attempt == 0:
                answer = "lost"  # what another program sent may have been lost
            else:
                answer, writes = send(write), writes + 1
            if answer == "refused":
                continue
            if answer == "lost":
                perhaps = True
            else:
                result, outcome, directed, body = self.judge(operation, answer)
                thing = body and body.get("data")
                shows = result in ("success", "existing") and thing and has_key(thing)
                if result == "success" and shows:
                    return settle(thing, directly=True)
                other_key = other_key or result == "success" and bool(thing)
                taken = taken or outcome == "already-done"
                done = done or outcome == "done" and not (result == "success" and thing)
                if result == "existing" and shows:
                    return settle(thing)
                final = {"verdict": "not-done", "directive": directed}
                if outcome == "not-done":
                    if not perhaps and (not again or directed == "correct-credentials" or int(answer["status"]) == 404):
                        return final
                    refused = final
                status = int(answer["status"])
                last_word = 400 <= status < 500 and status in self.statuses
                perhaps = perhaps or not last_word or status in self.api["transient_statuses"]
            for _ in range(looks):
                answer = send(look)
                if answer in ("refused", "lost"):
                    continue
                result, _, _, body = self.judge(lookup, answer)
                missing = result == "failure" and int(answer["status"]) == 404 and body
                if result == "failure" and not missing:
                    continue
                data = [] if missing else body["data"]
                things = data if isinstance(data, list) else [data] if data else []
                if things and not any(map(has_key, things)):
                    continue
                things = [thing for thing in things if has_key(thing)]
                if len(things) > 1:
                    return {"verdict": "several"}
                settled = settle(things[0]) if things else None
                if settled:
                    return settled
                if not perhaps and (refused or again and not things):
                    return refused or {"verdict": "not-done", "directive": "correct-request"}
                if taken or done or refused or other_key or not things and again:
                    continue
                break  # it was not done so far: send it again
            else:
                break
        return {"verdict": "done-unread" if done else "unknown"}

    def pages(self, operation, inputs, credentials, send):
        style, first = self.paging[operation["paging"]], self.request(operation, inputs, credentials)
        seen, items = [], []
        query = first["query"]
        while True:
            if query in seen:
                return items, "loop"
            seen.append(query)
            _, _, _, body = self.judge(operation, send({**first, "query": query}))
            items += [item["id"] for item in body["data"]]
            link = at(body, style["next"])
            link = link.get("href") if isinstance(link, dict) else link
            if link is None or link == "" and style["empty_link_is_none"]:
                return items, "complete"
            query = parse_qsl(urlsplit(link).query, keep_blank_values=True)
            if not query:
                return items, "broken-link"

    def receive(self, callback, secrets, headers, body, seen):
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
