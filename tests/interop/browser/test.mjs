// The reference page in Chromium: two descriptions as files, and the one that a sandbox serves, on which calls are tried.
//
//   node test.mjs PAGE OTHER_PAGE SANDBOX_URL

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import test, { after, before } from "node:test";
import { chromium } from "playwright-core";

const [page, other, sandbox] = process.argv.slice(2);
const FILE = pathToFileURL(page).href;
const OTHER = pathToFileURL(other).href;
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SHOTS = process.env.SHOTS;
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const DESK = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
});
after(() => browser?.close());

// Opens a page, and fails on whatever the console has to say and on every request but those that `allowed` lets pass.
const open = async (url, options, use, allowed = () => false) => {
  const context = await browser.newContext(options);
  try {
    const tab = await context.newPage();
    const trouble = [];
    tab.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) trouble.push(message.text());
    });
    tab.on("pageerror", (error) => trouble.push(String(error)));
    tab.on("request", (request) => {
      const known = [url, "data:"].some((known) => request.url().startsWith(known));
      if (!known && !allowed(request.url())) trouble.push(`a request to ${request.url()}`);
    });
    await tab.goto(url, { waitUntil: "load" });
    await use(tab);
    assert.deepEqual(trouble, [], `the console of ${url}`);
  } finally {
    await context.close();
  }
};

const shot = async (tab, name) => {
  if (!SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  await tab.screenshot({ path: `${SHOTS}/${name}.png` });
};

// What axe finds; contrast is judged in the colours that the page has then.
const findings = async (tab) => {
  await tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  await tab.addScriptTag({ path: AXE }).catch(() => tab.evaluate(AXE));
  const { violations } = await tab.evaluate(() => globalThis.axe.run());
  return violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id}: ${found.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
};

for (const [name, url] of [["the page", FILE], ["a page about another API", OTHER], ["the sandbox's page", sandbox]]) {
  for (const scheme of ["light", "dark"]) {
    test(`${name}, ${scheme}: axe finds nothing serious`, async () => {
      await open(url, { ...DESK, colorScheme: scheme, bypassCSP: true }, async (tab) => {
        await shot(tab, `${name} ${scheme}`);
        assert.deepEqual(await findings(tab), []);
      });
    });
  }

  test(`${name} fits a phone`, async () => {
    await open(url, PHONE, async (tab) => {
      await tab.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await shot(tab, `${name} phone`);
      const [wide, visible] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= visible, `${wide} pixels of ${visible}`);
    });
  });

  test(`${name}: every link leads somewhere, every id is its own`, async () => {
    await open(url, DESK, async (tab) => {
      const { dangling, twice, links } = await tab.evaluate(() => {
        const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
        const links = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute("href").slice(1));
        return {
          links: links.length,
          dangling: links.filter((id) => !document.getElementById(id)),
          twice: ids.filter((id, index) => ids.indexOf(id) !== index),
        };
      });
      assert.ok(links > 50, `${links} links`);
      assert.deepEqual({ dangling, twice }, { dangling: [], twice: [] });
    });
  });

  test(`${name} is all there without JavaScript`, async () => {
    const words = async (options) => {
      let text;
      await open(url, options, async (tab) => {
        text = await tab.locator("main").innerText();
      });
      return text;
    };
    const without = await words({ ...DESK, javaScriptEnabled: false });
    const calls = ["What to do", "required", "optional"];
    for (const word of calls) assert.ok(without.includes(word), `${word} is not in the text`);
    await open(url, { ...DESK, javaScriptEnabled: false }, async (tab) => {
      assert.equal(await tab.locator("#search").isVisible(), false, "a search that cannot work is shown");
      assert.equal(await tab.locator(".try:visible").count(), 0, "a form that cannot work is shown");
      assert.ok((await tab.locator("article.call").count()) > 4);
      assert.equal(await tab.locator("svg.diagram").first().isVisible(), true);
    });
  });
}

test("the colours follow the reader's", async () => {
  const paper = async (colorScheme) => {
    let color;
    await open(FILE, { ...DESK, colorScheme }, async (tab) => {
      color = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    });
    return color.match(/\d+/g).map(Number)[0];
  };
  assert.ok((await paper("light")) > 230);
  assert.ok((await paper("dark")) < 50);
});

test("the search finds a member, and leads to it", async () => {
  await open(FILE, DESK, async (tab) => {
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

test("the life cycle is drawn, and told in words", async () => {
  await open(FILE, DESK, async (tab) => {
    await tab.goto(`${FILE}#life-cycles`);
    await shot(tab, "life cycle");
    const diagram = tab.locator("svg.diagram").first();
    assert.equal(await diagram.getAttribute("role"), "img");
    const [stages, rows] = [await diagram.locator("g.stage").count(), await tab.locator("table.next tbody tr").count()];
    assert.equal(stages, rows);
    assert.match(await diagram.locator("desc").textContent(), /After created may come .*processing/);
    // No stage lies on another.
    const boxes = await diagram.locator("g.stage > rect:first-child").evaluateAll((all) =>
      all.map((rect) => rect.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left, right, top, bottom })),
    );
    const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const overlapping = boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => overlap(a, b)));
    assert.deepEqual(overlapping, []);
  });
});

test("on paper there is the text, with its samples unfolded, and nothing to click", async () => {
  await open(FILE, { viewport: { width: 720, height: 1000 } }, async (tab) => {
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await tab.emulateMedia({ media: "print" });
    await shot(tab, "print");
    for (const gone of ["#search", "nav.contents"]) assert.equal(await tab.locator(gone).isVisible(), false, gone);
    const samples = tab.locator("details.sample pre");
    assert.ok((await samples.count()) > 10);
    for (const sample of await samples.all()) assert.equal(await sample.isVisible(), true);
    const [wide, visible] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= visible, `${wide} pixels of ${visible}`);
    assert.ok((await tab.pdf({ format: "A4" })).length > 100_000);
  });
});

const isCall = (url) => url.startsWith(new URL("/api/", sandbox).href) || url.startsWith(new URL("/public-api/", sandbox).href);

const call = async (tab, name) => {
  const form = tab.locator(`[id="call-${name}"] details.try`);
  if (!(await form.evaluate((details) => details.open))) await form.locator("summary").click();
  const answered = tab.waitForResponse((response) => isCall(response.url()));
  await form.getByRole("button", { name: "Send" }).click();
  const response = await answered;
  await form.locator(".result .code").waitFor();
  await tab.waitForFunction(
    ([name, status]) => document.querySelector(`[id="call-${name}"] .result .code`)?.textContent.startsWith(status),
    [name, String(response.status())],
  );
  return { form, status: response.status(), shown: await form.locator(".result").innerText() };
};

test("a call can be tried, and what it answers serves the next", async () => {
  await open(
    sandbox,
    DESK,
    async (tab) => {
      const reference = `tried-${Date.now()}`;
      const body = tab.locator('[id="call-payout-invoices.create"] textarea');
      await tab.locator('[id="call-payout-invoices.create"] details.try summary').click();
      await body.fill((await body.inputValue()).replace(/"reference_id": "[^"]*"/, `"reference_id": "${reference}"`));

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
    },
    isCall,
  );
});

test("an answer that is no success says what to do", async () => {
  const context = await browser.newContext(DESK);
  try {
    const tab = await context.newPage();
    await tab.goto(sandbox);
    await call(tab, "payout-invoices.create");
    const again = await call(tab, "payout-invoices.create");
    assert.equal(again.status, 409);
    assert.match(again.shown, /Done before, by an earlier call/);
    assert.match(again.shown, /Take what the answer holds as the result\./);

    await tab.selectOption("#account", { index: 2 });
    const refused = await call(tab, "payout-invoices.list");
    assert.equal(refused.status, 403);
    assert.match(refused.shown, /Correct the credentials or their rights\./);
  } finally {
    await context.close();
  }
});
