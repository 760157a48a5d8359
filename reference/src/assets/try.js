// Sends calls to the server that serves the page, and says what the answer means.
(() => {
  "use strict";
  const accounts = JSON.parse(document.getElementById("accounts").textContent);
  const chosen = document.getElementById("account");
  let account = accounts[0];

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // JSON over several lines. Works on the text, so that no digit changes; what is not JSON stays as it is.
  const indented = (text) => {
    try {
      JSON.parse(text);
    } catch {
      return text;
    }
    let depth = 0;
    const line = () => `\n${"  ".repeat(depth)}`;
    return text.replace(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|\s+/g, (token) => {
      if (/^\s/.test(token)) return "";
      if (/^[{[]\s*[}\]]$/.test(token)) return token.replace(/\s/g, "");
      if (token === "{" || token === "[") return (depth++, token + line());
      if (token === "}" || token === "]") return (depth--, line() + token);
      if (token === ",") return token + line();
      return token === ":" ? ": " : token;
    });
  };

  const target = (call) => {
    const given = [...call.querySelectorAll("[data-in]")];
    let path = call.dataset.path;
    for (const field of given.filter((field) => field.dataset.in === "path")) {
      path = path.replace(`{${field.dataset.name}}`, () => encodeURIComponent(field.value));
    }
    const query = given
      .filter((field) => field.dataset.in === "query" && field.value !== "")
      .map((field) => `${encodeURIComponent(field.dataset.name)}=${encodeURIComponent(field.value)}`);
    return query.length === 0 ? path : `${path}?${query.join("&")}`;
  };

  const request = (call) => {
    const headers = {};
    if ("credentials" in call.dataset && account) headers.Authorization = account.authorization;
    const body = call.querySelector("textarea")?.value;
    if (body !== undefined) headers["Content-Type"] = call.dataset.media;
    return { method: call.dataset.method, headers, body, credentials: "omit", redirect: "manual", cache: "no-store" };
  };

  // What the page itself says of a status after this call.
  const meaning = (call, status) => {
    const article = call.closest("article");
    const row = article.querySelector(`tr[data-status="${status}"]`);
    const list = element("dl", undefined, "facts");
    if (!row) {
      const words = "This page says nothing of this status: what became of the call is not known.";
      return element("p", words, "meaning");
    }
    const titles = [...article.querySelectorAll("table.answers thead th")];
    [...row.cells].slice(1).forEach((cell, index) => {
      const pair = element("div");
      const words = element("dd");
      words.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      pair.append(element("dt", titles[index + 1].textContent), words);
      list.append(pair);
    });
    return list;
  };

  // JSON with its names, texts and other values marked, as the page's own samples are.
  const highlighted = (text) => {
    const code = element("code");
    let end = 0;
    for (const token of text.matchAll(/"(?:[^"\\]|\\.)*"(?=(\s*:)?)|[\w.+-]+/g)) {
      const kind = token[0][0] !== '"' ? "literal" : token[1] ? "name" : "text";
      code.append(text.slice(end, token.index), element("span", token[0], kind));
      end = token.index + token[0].length;
    }
    code.append(text.slice(end));
    return code;
  };

  // Something to copy under a title.
  const panel = (title, code, open) => {
    const made = element("details", undefined, "sample");
    made.open = open;
    const text = element("pre");
    text.tabIndex = 0;
    text.append(code);
    made.append(element("summary", title), text);
    return made;
  };

  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

  // The request as a command for a shell.
  const curl = (url, { method, headers, body }) =>
    [
      `curl -i -X ${method}`,
      ...Object.entries(headers).map((pair) => `-H ${quoted(pair.join(": "))}`),
      ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`]),
      quoted(new URL(url, location.href).href),
    ].join(" \\\n  ");

  const show = (call, ...parts) => {
    const result = call.querySelector(".result");
    result.replaceChildren(...parts);
    for (const sample of result.querySelectorAll("details.sample")) {
      sample.dispatchEvent(new Event("sample", { bubbles: true }));
    }
  };

  const answered = (call, sent, response, body) => {
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    const text = indented(body);
    show(
      call,
      element("p", `${response.status} ${response.statusText}`, "code"),
      meaning(call, response.status),
      body === "" ? element("p", "The answer has no body.") : panel("Body", text === body ? element("code", body) : highlighted(text), true),
      panel("Headers", element("code", headers), false),
      panel("The request as it was sent", element("code", sent), false),
    );
  };

  const unanswered = (call, sent, error) => {
    const notice = call.closest("article").querySelector(".notice");
    show(
      call,
      element("p", "No answer came", "code failed"),
      element("p", `The browser says: ${error.message}. What became of the call is not known.`),
      ...(notice ? [notice.cloneNode(true)] : []),
      panel("The request as it was sent", element("code", sent), false),
    );
  };

  const fill = (type, value) => {
    for (const field of document.querySelectorAll("[data-type]")) {
      if (field.dataset.type === type) field.value = value;
    }
  };

  // What one call says or answers, the next may need.
  const learn = (call, sent, body) => {
    const parsed = (text) => {
      try {
        return JSON.parse(text);
      } catch {
        return null;
      }
    };
    const request = parsed(sent ?? "");
    const members = request?.data?.attributes ?? request ?? {};
    for (const [name, type] of Object.entries(JSON.parse(call.dataset.sends))) {
      if (typeof members[name] === "string") fill(type, members[name]);
    }
    const data = parsed(body)?.data;
    const id = Array.isArray(data) ? data[0]?.id : data?.id;
    if (call.dataset.answers && typeof id === "string") fill(call.dataset.answers, id);
  };

  const send = async (call) => {
    const url = target(call);
    const options = request(call);
    const sent = curl(url, options);
    try {
      const response = await fetch(url, options);
      const body = await response.text();
      answered(call, sent, response, body);
      if (response.ok) learn(call, options.body, body);
    } catch (error) {
      unanswered(call, sent, error);
    }
  };

  const fields = () => document.querySelectorAll("details.try input, details.try textarea");

  const choose = () => {
    const before = account.values;
    account = accounts[Number(chosen.value)];
    for (const name of document.querySelectorAll("[data-account]")) {
      name.textContent = chosen.selectedOptions[0].textContent;
    }
    for (const field of fields()) {
      for (const [name, value] of Object.entries(before)) {
        if (value && name in account.values) {
          field.value = field.value.replaceAll(value, () => account.values[name]);
        }
      }
    }
  };

  for (const call of document.querySelectorAll("details.try")) {
    call.hidden = false;
    const button = call.querySelector("button");
    call.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      await send(call);
      button.disabled = false;
    });
  }
  chosen?.addEventListener("change", choose);
  document.getElementById("try-it").hidden = false;
})();
