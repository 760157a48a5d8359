// A client that @hey-api/openapi-ts has generated pays out on the sandbox: a payout is created, found, read, and not made twice.
import { createClient } from './generated/client';
import { payoutInvoicesCreate, payoutInvoicesGet, payoutInvoicesList } from './generated/sdk.gen';
import type { PayoutInvoicesCreateResponse201 } from './generated/types.gen';

declare const process: { env: Record<string, string | undefined>; exit(code: number): never };

const { SANDBOX_URL = '', SANDBOX_ACCOUNT, SANDBOX_KEY } = process.env;
const client = createClient({ baseUrl: SANDBOX_URL, auth: `${SANDBOX_ACCOUNT}:${SANDBOX_KEY}` });
// As a text it keeps its digits in every language.
const amount = '1234567.89';
const reference_id = 'interop-0001';

function expect(expected: unknown, actual: unknown, what: string): void {
  if (actual === expected) return;
  console.log(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
  process.exit(1);
}

function create() {
  return payoutInvoicesCreate({
    client,
    body: {
      data: {
        type: 'payout-invoice',
        attributes: { reference_id, service: 'test_usd', currency: 'USD', amount, fields: { account: '12345' } },
      },
    },
  });
}

async function main(): Promise<void> {
  const created = await create();
  expect(201, created.response?.status, 'creating a payout is answered with');
  // The body of a 202 is not described, so that of all answers is `unknown`.
  const { data: payout } = created.data as PayoutInvoicesCreateResponse201;

  const found = await payoutInvoicesList({ client, query: { 'filter[reference_id]': reference_id } });
  const data = found.data?.data;
  const one = Array.isArray(data) ? data[0] : data;
  expect(1, Array.isArray(data) ? data.length : 1, 'payouts with the reference_id');
  expect(payout.id, one?.id, 'the id of what was found');
  expect(amount, String(one?.attributes.amount), 'its amount');

  const read = await payoutInvoicesGet({ client, path: { id: payout.id } });
  expect(reference_id, read.data?.data.attributes.reference_id, 'its reference_id');

  const again = await create();
  expect(409, again.response?.status, 'creating it again is answered with');
  console.log(`${payout.id} created, found, read, and not made twice`);
}

void main();
