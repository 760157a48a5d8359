// Finding one's way: search, links from outside, contents, keyboard; and taking away what the page shows.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { DESK, PAGE, PHONE, SANDBOX, open, shot } from "./browser.mjs";

test("the search finds a member, and leads to it", async () => {
  await open(PAGE, DESK, async (tab) => {
    await tab.keyboard.press("/");
    await tab.keyboard.type("exchange_rate");
    await shot(tab, "search");
    const found = tab.locator("#found a");
    assert.match(await found.first().innerText(), /^exchange_rate/);
    assert.match(await tab.locator("#count").innerText(), /^\d+ found/);
    const wanted = found.filter({ hasText: "attribute of payout-invoices" });
    await wanted.click();
    assert.match(tab.url(), /#resource-payout-invoices\.exchange_rate$/);
    const member = tab.locator(":target");
    assert.equal(await member.isVisible(), true);
    assert.match(await member.innerText(), /Rate/);
    await tab.fill("#query", "no such word anywhere");
    assert.equal(await tab.locator("#count").innerText(), "Nothing found");
  });
});

test("the keyboard alone finds a call", async () => {
  await open(PAGE, DESK, async (tab) => {
    const focused = () =>
      tab.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return { text: document.activeElement.textContent, outline: `${outlineStyle} ${outlineWidth}` };
      });
    await tab.keyboard.press("Tab");
    assert.deepEqual(await focused(), { text: "Skip to the text", outline: "solid 2px" });
    await tab.keyboard.press("/");
    await tab.keyboard.type("payout-invoices.process");
    await tab.keyboard.press("ArrowDown");
    assert.match((await focused()).text, /^payout-invoices\.process/);
    await tab.keyboard.press("Enter");
    assert.match(tab.url(), /#call-payout-invoices\.process$/);
    assert.equal(await tab.locator("#found a").count(), 0, "the list is in the way");
    await tab.keyboard.press("/");
    await tab.keyboard.type("card");
    await tab.keyboard.press("Escape");
    assert.equal(await tab.locator("#query").inputValue(), "");
  });
});

for (const [name, options] of [["a desk", DESK], ["a phone", PHONE]]) {
  test(`a link from outside shows its member, on ${name}`, async () => {
    await open(`${PAGE}#type-NewPayoutInvoice.reference_id`, options, async (tab) => {
      await shot(tab, `deep link on ${name}`);
      const { top, bottom, below, height, words } = await tab.evaluate(() => {
        const target = document.querySelector(":target");
        const { top, bottom } = target.getBoundingClientRect();
        const below = document.querySelector(".top").getBoundingClientRect().bottom;
        return { top, bottom, below, height: innerHeight, words: target.textContent };
      });
      assert.match(words, /reference_id.*ReferenceId.*required/s);
      assert.ok(top >= below && bottom <= height, `it lies from ${top} to ${bottom}, below ${below} of ${height}`);
    });
  });
}

test("the contents show where one is", async () => {
  await open(PAGE, DESK, async (tab) => {
    for (const id of ["call-payout-invoices.find", "callbacks", "type-PayoutStatus"]) {
      await tab.goto(`${PAGE}#${id}`);
      const link = tab.locator(`nav.contents a[href="#${id}"][aria-current]`);
      await link.waitFor();
      assert.equal(await tab.locator("nav.contents [aria-current]").count(), 1);
      assert.ok(await link.evaluate((element) => {
        const box = element.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
      }), `${id} is out of sight`);
    }
    await shot(tab, "contents");
  });
});

const sample = (tab, id, title) => tab.locator(`[id="${id}"] details.sample`, { hasText: title }).first();

test("a sample is copied as it is", async () => {
  await open(PAGE, { ...DESK, permissions: ["clipboard-read", "clipboard-write"] }, async (tab) => {
    const answer = sample(tab, "call-payout-invoices.create", "Answer 201");
    await answer.getByRole("button", { name: "Copy" }).click();
    await tab.locator("#said", { hasText: /^Copied$/ }).waitFor({ state: "attached" });
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    assert.equal(JSON.parse(copied).data.type, "payout-invoices");
    assert.equal(copied, await answer.locator("pre").textContent());
  });
});

const program = (name) => {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return false;
  } catch (error) {
    return error.code === "ENOENT" ? `there is no ${name} here` : false;
  }
};

test("the command of a call makes it, in a shell", { skip: program("curl") }, async () => {
  await open(PAGE, DESK, async (tab) => {
    const text = await sample(tab, "call-payout-invoices.create", "Request").locator("pre").textContent();
    const command = text.replace("https://api.operator.example", `${SANDBOX}/api`).replace("curl", "curl -s -w '\\n%{http_code}'");
    assert.notEqual(command, text);
    const env = { ...process.env, USERNAME: process.env.SANDBOX_ACCOUNT, PASSWORD: process.env.SANDBOX_KEY, no_proxy: "*" };
    const answer = execFileSync("sh", ["-c", command], { env, encoding: "utf8" });
    // Made once, it is there already the next time.
    assert.match(answer, /\n(201|409)$/);
  });
});

test("the command for a signature computes it", { skip: program("openssl") }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "signature-"));
  try {
    await open(PAGE, DESK, async (tab) => {
      const command = await sample(tab, "callbacks", "The signature").locator("pre").textContent();
      const [secret, body] = ["sk_test_secret%s", '{"data": "é\\n"}\n'];
      writeFileSync(join(folder, "body"), body);
      const env = { ...process.env, SECRET: secret };
      const computed = execFileSync("sh", ["-c", command], { cwd: folder, env, encoding: "utf8" }).trim();
      assert.equal(computed, createHash("sha1").update(secret + body + secret).digest("base64"));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
