// What another team would write against the generated types. It is compiled, not run.
import type { components, operations, paths, webhooks } from './out/openapi.d.ts';

type Schemas = components['schemas'];

export const request: Schemas['PayoutInvoicesCreateRequest'] = {
  data: {
    type: 'payout-invoice',
    attributes: {
      reference_id: 'order-1',
      service: 'card',
      currency: 'USD',
      amount: '10.55',
      fields: { card_number: '5123817234060000' },
    },
  },
};

export const withoutAmount: Schemas['PayoutInvoicesCreateRequest'] = {
  data: {
    type: 'payout-invoice',
    // @ts-expect-error a payout has an amount
    attributes: { reference_id: 'order-1', service: 'card', currency: 'USD', fields: {} },
  },
};

export const misspelt: Schemas['PayoutOptionsInRequest'] = {
  // @ts-expect-error there is no such option
  auto_proces: true,
};

// Of a received payout the known statuses are listed, and others may come.
export function isPaid(payout: Schemas['PayoutInvoice']): boolean {
  const known: Schemas['KnownPayoutStatus'] = 'processed';
  const other: Schemas['PayoutStatus'] = 'a status of tomorrow';
  return payout.attributes.status === known && payout.attributes.status !== other;
}

// What may be null is not what may be absent.
export function processed(payout: Schemas['PayoutInvoice']): number | null | undefined {
  return payout.attributes.processed;
}

// A call that shares its path with another answers with either document.
type Listed = operations['payout-invoices.list']['responses'][200]['content']['application/json'];
export function count(listed: Listed): number {
  return Array.isArray(listed.data) ? listed.data.length : Number(listed.data !== null);
}

// Both faces have this call, at different paths.
export type OfTheMerchant = paths['/payout-invoices/{id}']['get'];
export type OfTheRecipient = paths['/public-api/payout-invoices/{id}']['get'];

// The body of a callback.
export type Delivered =
  webhooks['payout-invoice']['post']['requestBody']['content']['application/json'];
export function about(delivered: Delivered): string {
  return delivered.data.id;
}
