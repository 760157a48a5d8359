// Trying calls on the page that a sandbox serves.

import assert from "node:assert/strict";
import test from "node:test";
import { DESK, PHONE, SANDBOX, findings, open, openFailing, overhang, shot } from "./browser.mjs";

const isCall = (url) => ["/api/", "/public-api/"].some((base) => url.startsWith(new URL(base, SANDBOX).href));

const unfolded = async (tab, name) => {
  const form = tab.locator(`[id="call-${name}"] details.try`);
  if (!(await form.evaluate((details) => details.open))) await form.locator("> summary").click();
  return form;
};

const call = async (tab, name) => {
  const form = await unfolded(tab, name);
  const answered = tab.waitForResponse((response) => isCall(response.url()));
  await form.getByRole("button", { name: "Send" }).click();
  const response = await answered;
  await tab.waitForFunction(
    ([name, status]) => document.querySelector(`[id="call-${name}"] .result .code`)?.textContent.startsWith(status),
    [name, String(response.status())],
  );
  return { form, status: response.status(), shown: await form.locator(".result").textContent() };
};

// A payout of its own, so that the checks do not meet.
const renamed = async (tab, reference) => {
  const form = await unfolded(tab, "payout-invoices.create");
  const body = form.locator("textarea");
  await body.fill((await body.inputValue()).replace(/"reference_id": "[^"]*"/, `"reference_id": "${reference}"`));
};

test("a call can be tried, and what it answers serves the next", async () => {
  await open(
    SANDBOX,
    { ...DESK, bypassCSP: true },
    async (tab) => {
      const reference = `tried-${Date.now()}`;
      await renamed(tab, reference);
      const created = await call(tab, "payout-invoices.create");
      assert.equal(created.status, 201, created.shown);
      for (const word of ["Done", "Go on.", "content-type: application/json", '"cpoi_', '"amount": 10']) {
        assert.ok(created.shown.includes(word), `${word} is not in ${created.shown}`);
      }
      await created.form.scrollIntoViewIfNeeded();
      await shot(tab, "tried");

      const read = await call(tab, "payout-invoices.get");
      assert.equal(read.status, 200, read.shown);
      assert.ok(read.shown.includes(reference), read.shown);
      const found = await call(tab, "payout-invoices.find");
      assert.ok(found.shown.includes(reference), found.shown);
      const prerequest = await call(tab, "payout-prerequest.create");
      assert.ok([200, 201].includes(prerequest.status), prerequest.shown);
      const open = await call(tab, "public-payout-invoices.get");
      assert.equal(open.status, 200, open.shown);
      assert.deepEqual(await findings(tab, '[id="call-payout-invoices.create"]'), []);
    },
    isCall,
  );
});

test("the request is shown as it was sent, for a shell", async () => {
  await open(
    SANDBOX,
    DESK,
    async (tab) => {
      const { form } = await call(tab, "payout-services.list");
      const sent = form.locator("details.sample", { hasText: "The request as it was sent" });
      const command = await sent.locator("pre").textContent();
      assert.match(command, /^curl -i -X GET \\\n {2}-H 'Authorization: Basic [\w+/=]+' \\\n {2}'http:.*\/api\/payout-services'$/);
      assert.equal(await sent.getByRole("button", { name: "Copy", includeHidden: true }).count(), 1);
    },
    isCall,
  );
});

test("calls can be tried on a phone", async () => {
  await open(
    SANDBOX,
    PHONE,
    async (tab) => {
      const { form, status } = await call(tab, "payout-services.list");
      assert.equal(status, 200);
      await form.scrollIntoViewIfNeeded();
      await shot(tab, "tried on a phone");
      assert.ok((await overhang(tab)) <= 0, `${await overhang(tab)} pixels too wide`);
    },
    isCall,
  );
});

test("an answer that is no success says what to do", async () => {
  await openFailing(SANDBOX, DESK, async (tab) => {
    await renamed(tab, `twice-${Date.now()}`);
    await call(tab, "payout-invoices.create");
    const again = await call(tab, "payout-invoices.create");
    assert.equal(again.status, 409);
    assert.match(again.shown, /Done before, by an earlier call/);
    assert.match(again.shown, /Take what the answer holds as the result\./);

    await tab.selectOption("#account", { index: 2 });
    const form = await unfolded(tab, "payout-invoices.list");
    assert.match(await form.locator(".as").textContent(), /may not call/);
    const refused = await call(tab, "payout-invoices.list");
    assert.equal(refused.status, 403);
    assert.match(refused.shown, /Correct the credentials or their rights\./);
  });
});

test("a call without an answer is told as one of which nothing is known", async () => {
  await openFailing(SANDBOX, DESK, async (tab) => {
    await tab.route((url) => isCall(url.href), (route) => route.abort());
    const form = await unfolded(tab, "payout-invoices.create");
    await form.getByRole("button", { name: "Send" }).click();
    await form.locator(".result .failed").waitFor();
    const shown = await form.locator(".result").textContent();
    await shot(tab, "no answer");
    assert.match(shown, /No answer came/);
    assert.match(shown, /What became of the call is not known/);
    assert.match(shown, /Look it up: payout-invoices\.find/);
    assert.match(shown, /curl -i -X POST/);
  });
});
