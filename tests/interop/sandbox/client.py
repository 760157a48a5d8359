"""A client that openapi-python-client has generated pays out on the sandbox: a payout is created, found, read, and not made twice."""

import base64
import os
import sys

from python_client import AuthenticatedClient
from python_client.api.payout_invoices import payout_invoices_create, payout_invoices_get, payout_invoices_list
from python_client.models import (
    NewPayoutInvoiceInRequest,
    NewPayoutInvoiceInRequestFields,
    PayoutInvoicesCreateRequest,
    PayoutInvoicesCreateRequestData,
    PayoutInvoicesCreateResponse201,
    PayoutInvoicesCreateResponse409,
    PayoutInvoicesFindResponse200Many,
    PayoutInvoicesFindResponse200One,
    PayoutInvoicesGetResponse200,
    PayoutInvoicesListResponse200,
)

# As a text it keeps its digits in every language.
AMOUNT = "1234567.89"
REFERENCE_ID = "interop-0002"
# What a lookup may be answered with.
FOUND = (PayoutInvoicesFindResponse200Many, PayoutInvoicesFindResponse200One, PayoutInvoicesListResponse200)


def expect(expected: object, actual: object, what: str) -> None:
    if actual != expected:
        sys.exit(f"{what}: {actual!r}, not {expected!r}")


def client() -> AuthenticatedClient:
    credentials = f"{os.environ['SANDBOX_ACCOUNT']}:{os.environ['SANDBOX_KEY']}".encode()
    token = base64.b64encode(credentials).decode()
    return AuthenticatedClient(base_url=os.environ["SANDBOX_URL"], token=token, prefix="Basic")


def request() -> PayoutInvoicesCreateRequest:
    attributes = NewPayoutInvoiceInRequest(
        reference_id=REFERENCE_ID,
        service="test_usd",
        currency="USD",
        amount=AMOUNT,
        fields=NewPayoutInvoiceInRequestFields.from_dict({"account": "12345"}),
    )
    return PayoutInvoicesCreateRequest(PayoutInvoicesCreateRequestData("payout-invoice", attributes))


def main() -> None:
    api = client()
    created = payout_invoices_create.sync(client=api, body=request())
    if not isinstance(created, PayoutInvoicesCreateResponse201):
        sys.exit(f"creating a payout is answered with {created}")

    found = payout_invoices_list.sync(client=api, filterreference_id=REFERENCE_ID)
    if not isinstance(found, FOUND):
        sys.exit(f"looking for it is answered with {found}")
    payouts = found.data if isinstance(found.data, list) else [found.data]
    expect([created.data.id], [payout and payout.id for payout in payouts], "what was found")
    expect([AMOUNT], [payout and str(payout.attributes.amount) for payout in payouts], "its amount")

    read = payout_invoices_get.sync(client=api, id=created.data.id)
    if not isinstance(read, PayoutInvoicesGetResponse200):
        sys.exit(f"reading it is answered with {read}")
    expect(REFERENCE_ID, read.data.attributes.reference_id, "its reference_id")

    again = payout_invoices_create.sync(client=api, body=request())
    if not isinstance(again, PayoutInvoicesCreateResponse409):
        sys.exit(f"creating it again is answered with {again}")
    print(f"{created.data.id} created, found, read, and not made twice")


main()
