// Finds calls, members, statuses and whatever else the page marks with data-find.
(() => {
  "use strict";
  const MOST = 40;
  const box = document.getElementById("search");
  const query = document.getElementById("query");
  const count = document.getElementById("count");
  const found = document.getElementById("found");

  const entry = (element) => {
    const { id, dataset } = element;
    const doc = element.querySelector(".doc");
    return {
      id,
      name: dataset.find,
      kind: dataset.kind,
      lower: dataset.find.toLowerCase(),
      words: `${dataset.find} ${dataset.kind} ${doc ? doc.textContent : ""}`.toLowerCase(),
    };
  };
  // Gathered when it is first asked for: the page may be large, and the reader may not search.
  let gathered;
  const entries = () => (gathered ??= [...document.querySelectorAll("[data-find]")].map(entry));

  // Smaller is better; none where a word does not occur.
  const rank = (entry, wanted, words) => {
    if (entry.lower === wanted) return 0;
    if (entry.lower.startsWith(wanted)) return 1;
    if (entry.lower.includes(wanted)) return 2;
    return words.every((word) => entry.words.includes(word)) ? 3 : null;
  };

  const item = ({ id, name, kind }) => {
    const link = document.createElement("a");
    link.href = `#${id}`;
    const code = document.createElement("code");
    code.textContent = name;
    const what = document.createElement("span");
    what.textContent = kind;
    link.append(code, " ", what);
    const line = document.createElement("li");
    line.append(link);
    return line;
  };

  const search = () => {
    const wanted = query.value.trim().toLowerCase();
    found.replaceChildren();
    count.textContent = "";
    if (!wanted) return;
    const words = wanted.split(/\s+/);
    const hits = entries()
      .map((entry) => ({ entry, rank: rank(entry, wanted, words) }))
      .filter((hit) => hit.rank !== null)
      .sort((one, other) => one.rank - other.rank);
    found.replaceChildren(...hits.slice(0, MOST).map((hit) => item(hit.entry)));
    const shown = hits.length > MOST ? `, the first ${MOST} shown` : "";
    count.textContent = hits.length === 0 ? "Nothing found" : `${hits.length} found${shown}`;
  };

  const clear = () => {
    query.value = "";
    search();
  };

  const step = (by) => {
    const links = [...found.querySelectorAll("a")];
    const next = links.indexOf(document.activeElement) + by;
    (links[next] ?? query).focus();
  };

  query.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(document.activeElement === query ? 0 : -1);
    else if (event.key === "Escape") clear();
    else if (event.key === "Enter" && event.target === query) found.querySelector("a")?.click();
    else return;
    event.preventDefault();
  });
  found.addEventListener("click", (event) => {
    if (event.target.closest("a")) clear();
  });
  // Where the browser shows the place anyway, the list is in the way.
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target)) found.replaceChildren();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
    }
  });
  box.hidden = false;
})();
