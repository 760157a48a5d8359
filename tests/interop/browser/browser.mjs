// Chromium, and the pages that are tried in it.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const PAGE = pathToFileURL(process.env.PAGE).href;
export const OTHER = pathToFileURL(process.env.OTHER_PAGE).href;
export const SANDBOX = process.env.SANDBOX_URL;
export const DESK = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

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

const installed = () => process.env.PATH.split(delimiter).map((folder) => join(folder, "chromium")).find(existsSync);

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? installed(), args: ARGS });
});
after(() => browser?.close());

// Opens a page, and fails on whatever the console has to say and on every request but those that `allowed` lets pass.
export const open = async (url, options, use, allowed = () => false) => {
  const context = await browser.newContext(options);
  try {
    const tab = await context.newPage();
    const trouble = [];
    tab.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) trouble.push(message.text());
    });
    tab.on("pageerror", (error) => trouble.push(String(error)));
    tab.on("request", (request) => {
      const known = [url.split("#")[0], "data:"].some((known) => request.url().startsWith(known));
      if (!known && !allowed(request.url())) trouble.push(`a request to ${request.url()}`);
    });
    await tab.goto(url, { waitUntil: "load" });
    await use(tab, context);
    assert.deepEqual(trouble, [], `the console of ${url}`);
  } finally {
    await context.close();
  }
};

// A page on which calls fail is expected to say so in the console.
export const openFailing = async (url, options, use) => {
  const context = await browser.newContext(options);
  try {
    const tab = await context.newPage();
    await tab.goto(url);
    await use(tab);
  } finally {
    await context.close();
  }
};

// Keeps a picture, where they are asked for.
export const shot = async (tab, name) => {
  if (!SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  await tab.screenshot({ path: join(SHOTS, `${name}.png`) });
};

export const unfold = (tab) =>
  tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

// What axe finds in a part of the page; contrast is judged in the colours that the page has then.
export const findings = async (tab, part = "html") => {
  await unfold(tab);
  await tab.addScriptTag({ path: AXE }).catch(() => tab.evaluate(AXE));
  const { violations } = await tab.evaluate((part) => globalThis.axe.run(part), part);
  return violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id}: ${found.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`);
};

// How far the page is wider than what is seen of it.
export const overhang = (tab) => tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
