"""A client that openapi-generator has made reads every sample, and pays out on the sandbox: a payout is created, found, read, and not made twice."""

import json
import os
import sys
from pathlib import Path
from typing import Any, Iterator

import openapi_generator as generated

# As a text it keeps its digits in every language.
AMOUNT = "1234567.89"
REFERENCE_ID = "interop-0003"


def expect(expected: object, actual: object, what: str) -> None:
    if actual != expected:
        sys.exit(f"{what}: {actual!r}, not {expected!r}")


def bodies(value: Any) -> Iterator[tuple[str, str, Any]]:
    """The type, the name and the value of each sample of an answer whose type has a name of its own."""
    if isinstance(value, dict):
        if "schema" in value and "examples" in value:
            reference = value["schema"].get("$ref", "")
            for name, example in value["examples"].items() if reference else ():
                yield reference.split("/")[-1], name, example["value"]
        else:
            for member in value.values():
                yield from bodies(member)


def read_samples(document: dict[str, Any]) -> int:
    samples = list(bodies({"paths": document["paths"], **document["components"]["responses"]}))
    for type_name, name, sample in samples:
        written = json.loads(getattr(generated, type_name).from_json(json.dumps(sample)).to_json())
        expect(identities(sample), identities(written), f"the ids in {name}")
    return len(samples)


def identities(value: Any) -> list[str]:
    """Every id in a document."""
    if isinstance(value, list):
        return [found for item in value for found in identities(item)]
    if not isinstance(value, dict):
        return []
    own = [value["id"]] if isinstance(value.get("id"), str) else []
    return own + [found for name in sorted(value) for found in identities(value[name])]


def request() -> generated.PayoutInvoicesCreateRequest:
    attributes = generated.NewPayoutInvoiceInRequest(
        reference_id=REFERENCE_ID,
        service="test_usd",
        currency="USD",
        amount=generated.Amount(AMOUNT),
        fields={"account": "12345"},
    )
    data = generated.PayoutInvoicesCreateRequestData(type="payout-invoice", attributes=attributes)
    return generated.PayoutInvoicesCreateRequest(data=data)


def main() -> None:
    configuration = generated.Configuration(
        host=os.environ["SANDBOX_URL"],
        username=os.environ["SANDBOX_ACCOUNT"],
        password=os.environ["SANDBOX_KEY"],
    )
    api = generated.PayoutInvoicesApi(generated.ApiClient(configuration))
    created = api.payout_invoices_create(request())
    payout = created.data.id

    found = json.loads(api.payout_invoices_list(filter_reference_id=REFERENCE_ID).to_json())
    expect([payout], [one["id"] for one in found["data"]], "what was found")
    expect([AMOUNT], [str(one["attributes"]["amount"]) for one in found["data"]], "its amount")

    read = api.payout_invoices_get(payout).data
    expect(REFERENCE_ID, read.attributes.reference_id, "its reference_id")

    try:
        again = api.payout_invoices_create(request())
        sys.exit(f"creating it again is answered with {again}")
    except generated.exceptions.ConflictException as conflict:
        held: Any = conflict.data
        expect(payout, json.loads(held.to_json())["data"]["id"], "the payout that there is")

    samples = read_samples(json.loads(Path(sys.argv[1]).read_text()))
    print(f"{payout} created, found, read, and not made twice; {samples} samples read")


main()
