// What a reader is owed on every page: the pages of two descriptions as files, and the one that a sandbox serves.

import assert from "node:assert/strict";
import test from "node:test";
import { DESK, OTHER, PAGE, PHONE, SANDBOX, findings, open, overhang, shot, unfold } from "./browser.mjs";

for (const [name, url] of [["the page", PAGE], ["a page about another API", OTHER], ["the sandbox's page", SANDBOX]]) {
  for (const scheme of ["light", "dark"]) {
    test(`${name}, ${scheme}: axe finds nothing serious`, async () => {
      await open(url, { ...DESK, colorScheme: scheme, bypassCSP: true }, async (tab) => {
        await shot(tab, `${name} ${scheme}`);
        assert.deepEqual(await findings(tab), []);
      });
    });
  }

  test(`${name} fits a phone, its contents on a sheet`, async () => {
    await open(url, { ...PHONE, bypassCSP: true }, async (tab) => {
      await unfold(tab);
      await shot(tab, `${name} phone`);
      assert.ok((await overhang(tab)) <= 0, `${await overhang(tab)} pixels too wide`);
      const wide = await tab.locator("table.answers").evaluateAll(
        (tables) => tables.filter((table) => table.scrollWidth > table.parentElement.clientWidth).length,
      );
      assert.equal(wide, 0, "tables of answers that are wider than the phone");
      assert.equal(await tab.locator("nav.contents").isVisible(), false);
      await tab.getByRole("button", { name: "Contents" }).click();
      await shot(tab, `${name} phone contents`);
      assert.deepEqual(await findings(tab, "nav.contents"), []);
      await tab.locator("nav.contents a[href='#statuses']").click();
      assert.equal(await tab.locator("nav.contents").isVisible(), false, "the sheet lies over what was chosen");
      assert.ok(await tab.locator("#statuses h2").isVisible());
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
    await open(url, { ...DESK, javaScriptEnabled: false }, async (tab) => {
      const words = await tab.locator("main").innerText();
      for (const word of ["What to do", "required", "optional", "curl"]) {
        assert.ok(words.includes(word), `${word} is not in the text`);
      }
      await shot(tab, `${name} without JavaScript`);
      assert.equal(await tab.locator("#search").isVisible(), false, "a search that cannot work is shown");
      assert.equal(await tab.locator(".try:visible").count(), 0, "a form that cannot work is shown");
      assert.equal(await tab.locator(".copy, #colours:visible").count(), 0, "a button that cannot work is shown");
      assert.ok((await tab.locator("article.call").count()) > 4);
      assert.equal(await tab.locator("svg.diagram").first().isVisible(), true);
    });
    await open(url, { ...PHONE, javaScriptEnabled: false }, async (tab) => {
      await tab.getByRole("button", { name: "Contents" }).click();
      assert.equal(await tab.locator("nav.contents").isVisible(), true);
    });
  });
}

test("the colours follow the reader's, until others are chosen", async () => {
  const paper = (tab) => tab.evaluate(() => Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]));
  await open(PAGE, { ...DESK, colorScheme: "light" }, async (tab) => {
    assert.ok((await paper(tab)) > 230);
    await tab.getByRole("button", { name: "Dark colours" }).click();
    assert.ok((await paper(tab)) < 50);
    await tab.reload();
    assert.ok((await paper(tab)) < 50, "the choice is forgotten");
    await tab.getByRole("button", { name: "Light colours" }).click();
    assert.ok((await paper(tab)) > 230);
  });
  await open(PAGE, { ...DESK, colorScheme: "dark" }, async (tab) => assert.ok((await paper(tab)) < 50));
});

test("the life cycle is drawn, and told in words", async () => {
  await open(PAGE, DESK, async (tab) => {
    await tab.goto(`${PAGE}#life-cycles`);
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
  await open(PAGE, { viewport: { width: 720, height: 1000 }, colorScheme: "dark" }, async (tab) => {
    const folded = tab.locator("details.sample:not([open])");
    const before = await folded.count();
    assert.ok(before > 0);
    await tab.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await tab.emulateMedia({ media: "print" });
    await shot(tab, "print");
    for (const gone of [".top", "nav.contents", ".copy"]) {
      assert.equal(await tab.locator(gone).first().isVisible(), false, gone);
    }
    const samples = tab.locator("details.sample pre");
    assert.ok((await samples.count()) > 10);
    for (const sample of await samples.all()) assert.equal(await sample.isVisible(), true);
    assert.ok((await overhang(tab)) <= 0, `${await overhang(tab)} pixels too wide`);
    const paper = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(paper, "rgb(255, 255, 255)", "dark paper");
    assert.ok((await tab.pdf({ format: "A4" })).length > 100_000);
    await tab.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await folded.count(), before, "what was unfolded for the printer stays so");
  });
});
