// Shows where one is in the contents, copies samples, chooses colours. The page is complete without it.
(() => {
  "use strict";
  const contents = document.getElementById("contents");
  const said = document.getElementById("said");

  // The contents mark what is read: the innermost of what crosses a line in the upper part of the window.
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const crossing = new Set();
  let current;
  const mark = (link) => {
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    link.setAttribute("aria-current", "true");
    const folded = link.closest("details");
    if (folded) folded.open = true;
    const [box, of] = [link.getBoundingClientRect(), contents.getBoundingClientRect()];
    if (box.top < of.top + 40 || box.bottom > of.bottom - 40) {
      contents.scrollTop += box.top - of.top - of.height / 3;
    }
  };
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) crossing.add(target);
        else crossing.delete(target);
      }
      const inner = [...crossing].filter((one) => ![...crossing].some((other) => other !== one && one.contains(other)));
      if (inner.length > 0) mark(links.get(inner[0].id));
    },
    { rootMargin: "-18% 0px -81% 0px" },
  );
  for (const id of links.keys()) watch.observe(document.getElementById(id));

  // On a phone the contents lie over the text, until something in them is chosen.
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });

  const copy = async (button) => {
    const text = button.parentElement.querySelector("pre").textContent;
    let word = "Copied";
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      word = "Not copied";
    }
    button.textContent = word;
    said.textContent = word;
    setTimeout(() => {
      button.textContent = "Copy";
      said.textContent = "";
    }, 1500);
  };
  // For what is copied there is a button; other scripts may ask for one too.
  const copyable = (sample) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    sample.append(button);
  };
  if (navigator.clipboard) {
    document.querySelectorAll("details.sample").forEach(copyable);
    document.addEventListener("sample", (event) => copyable(event.target));
    document.addEventListener("click", (event) => {
      if (event.target.matches(".copy")) copy(event.target);
    });
  }

  // The reader's colours until others are chosen; a page that may keep nothing forgets them.
  const colours = document.getElementById("colours");
  const root = document.documentElement;
  const dark = () => (root.style.colorScheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const say = () => {
    colours.textContent = dark() ? "Light" : "Dark";
    colours.setAttribute("aria-label", `${colours.textContent} colours`);
  };
  const kept = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };
  root.style.colorScheme = kept((store) => store.getItem("colours")) ?? "";
  colours.addEventListener("click", () => {
    root.style.colorScheme = dark() ? "light" : "dark";
    kept((store) => store.setItem("colours", root.style.colorScheme));
    say();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", say);
  say();
  colours.hidden = false;

  // On paper nothing can be unfolded; afterwards it is as it was.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    for (const sample of document.querySelectorAll("details.sample:not([open])")) {
      sample.open = true;
      unfolded.push(sample);
    }
  });
  addEventListener("afterprint", () => {
    for (const sample of unfolded) sample.open = false;
    unfolded = [];
  });
})();
