// Fills a contracting template in: the document on the page follows the form, and files are written from both.
// Nothing leaves the device: no request, no storage, no address. No module, so that a saved page works too.
(() => {
  const contract = document.querySelector(".contract");
  const { id, version, numbered } = contract.dataset;
  const form = contract.querySelector("form");
  const paper = contract.querySelector(".contract__document");
  const all = (selector, root = contract) => [...root.querySelectorAll(selector)];
  const one = (selector, root = contract) => root.querySelector(selector);
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const shown = (element) => !element.closest("[hidden]");
  const say = (text) => (one(".contract__status").textContent = text);
  const make = (name, parent, text = "") =>
    Object.assign(parent.appendChild(document.createElement(name)), { textContent: text });

  // What is chosen, and whether a condition of the little language holds.
  const values = () =>
    Object.fromEntries(all(".option").map((box) => [box.dataset.option, one(":checked", box).value]));
  function holds(when, chosen) {
    if (typeof when === "string") {
      const [option, value = "on"] = when.split(" = ");
      return chosen[option] === value;
    }
    if (!when) return true;
    if (when.not) return !holds(when.not, chosen);
    return when.all ? when.all.every((part) => holds(part, chosen)) : when.any.some((part) => holds(part, chosen));
  }

  // What is filled in: text by field, rows as lists of cells.
  const input = (field) => one(`#field-${field}`, form);
  const rowsOf = (box) =>
    all(".field__row", box)
      .map((row) => all("input", row).map((cell) => tidy(cell.value)))
      .filter((row) => row.some(Boolean));
  function answer(field) {
    const element = input(field);
    const text = tidy(element.value);
    if (!text) return "";
    if (element.tagName === "SELECT") return `${text} of 5`;
    if (element.type !== "date") return text;
    return new Date(`${text}T00:00:00Z`).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
  }

  function list(name, lines) {
    const box = one(`.contract__${name}`);
    box.hidden = !lines.length;
    one("ul", box).replaceChildren();
    for (const line of lines) make("li", one("ul", box), line);
  }

  function update() {
    const chosen = values();
    for (const element of all("[data-when]")) element.hidden = !holds(JSON.parse(element.dataset.when), chosen);
    let clause = 0;
    for (const section of all(".clause").filter(shown)) {
      clause += 1;
      let paragraph = 0;
      const numbers = all(".clause__number", section).filter(shown);
      for (const number of numbers)
        ((number.textContent = paragraph ? `${clause}.${paragraph}` : `${clause}.`), (paragraph += 1));
    }
    if (numbered !== undefined)
      for (const link of all(".clause__reference")) {
        const number = one(`.clause__title[id="clause-${link.dataset.clause}"] .clause__number`);
        link.textContent = `clause ${number.textContent.replace(".", "")}`;
      }
    for (const slot of all(".slot")) {
      const text = answer(slot.dataset.slot);
      slot.textContent = text || slot.dataset.empty;
      slot.classList.toggle("slot--empty", !text);
    }
    const open = [];
    for (const box of all(".field").filter(shown)) {
      const tables = all(`[data-rows="${box.dataset.field}"] tbody`);
      const rows = box.matches("fieldset") && rowsOf(box);
      for (const table of tables) fillTable(table, rows, box);
      if (rows ? !rows.length : !answer(box.dataset.field)) open.push(tidy(one("legend, label", box).textContent));
    }
    list("open", order(open));
    list(
      "broken",
      all(".contract__rules li")
        .filter((rule) => !rule.hidden)
        .map((rule) => rule.textContent),
    );
  }

  // The document lists open fields in the order of the template, the form by who fills them in.
  const order = (labels) => fieldOrder.filter((label) => labels.includes(label));

  function fillTable(body, rows, box) {
    const width = all(".field__row:first-of-type input", box).length;
    const empty = Array.from({ length: Number(box.dataset.blank) }, () => Array(width).fill(""));
    body.replaceChildren();
    for (const row of rows.length ? rows : empty) {
      const line = make("tr", body);
      for (const cell of row) make("td", line, cell);
    }
  }

  const labelOf = (field) => tidy(one("legend, label", one(`.field[data-field="${field}"]`)).textContent);
  const fieldOrder = form.dataset.order.split(" ").map(labelOf);

  // The document as Markdown, from what the page shows; `contracts/text.py` makes the same.
  function markdown() {
    const words = (element) => {
      const copy = element.cloneNode(true);
      for (const note of all(".contract__note", copy)) note.remove();
      return tidy(copy.textContent);
    };
    const cells = (row) =>
      `| ${all("th, td", row)
        .map((cell) => words(cell).replaceAll("|", "/"))
        .join(" | ")} |`;
    const table = (element) => {
      const [head, ...rows] = all("tr", element).filter(shown);
      return [
        cells(head),
        `| ${all("th", head)
          .map(() => "---")
          .join(" | ")} |`,
        ...rows.map(cells),
      ];
    };
    const lines = [`# ${words(one("h2", paper))}`, "", words(one(".contract__version")), ""];
    for (const element of all(
      "h3, .clause__text, .clause__items, table, .contract__entries, .contract__open ul, .contract__broken ul, .contract__signed",
      paper,
    )) {
      if (!shown(element)) continue;
      if (element.matches("h3")) lines.push(`## ${words(element)}`, "");
      else if (element.matches(".clause__items"))
        lines.push(...all("li", element).map((item, at) => `- (${String.fromCharCode(97 + at)}) ${words(item)}`), "");
      else if (element.matches("ul"))
        lines.push(
          ...all("li", element)
            .filter(shown)
            .map((item) => `- ${words(item)}`),
          "",
        );
      else if (element.matches("table")) lines.push(...table(element), "");
      else lines.push(words(element), "");
    }
    return lines.join("\n");
  }

  // The Word file: the blank one, without what is absent, with what was filled in. A zip file whose parts are stored as they are.
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  function word() {
    const parts = { ...globalThis.handbookWord };
    const xml = new DOMParser().parseFromString(parts["word/document.xml"], "application/xml");
    const inside = (element, name) => [...element.getElementsByTagNameNS(W, name)];
    const absent = new Set(all("[data-tag][hidden]").map((element) => element.dataset.tag));
    const write = (element, text) => (inside(element, "t")[0].textContent = text);
    for (const control of inside(xml, "sdt")) {
      const tag = inside(control, "tag")[0].getAttributeNS(W, "val");
      const [kind, name] = tag.split(":");
      if (kind === "note" || absent.has(tag)) control.remove();
      else if (kind === "field" && answer(name)) write(control, answer(name));
      else if (kind === "ref")
        write(control, one(`.clause__title[id="clause-${name}"] .clause__number`).textContent.replace(".", ""));
      else if (kind === "open" || kind === "broken") {
        const lines = all(`.contract__${kind} li`).map((item) => item.textContent);
        if (lines.length) write(inside(control, "p")[1], lines.join(" · "));
        else control.remove();
      } else if (kind === "rows") {
        const rows = rowsOf(one(`.field[data-field="${name}"]`));
        if (rows.length)
          repeat(inside(control, "tr").slice(1), rows, (row, texts) =>
            inside(row, "tc").forEach((cell, at) => write(cell, texts[at])),
          );
      }
    }
    parts["word/document.xml"] = new XMLSerializer().serializeToString(xml);
    return zip(parts);
  }

  // Put a copy of the first element in the place of all, one for each item.
  function repeat(elements, items, fill) {
    const copies = items.map(() => elements[0].cloneNode(true));
    elements[0].before(...copies);
    for (const element of elements) element.remove();
    copies.forEach((copy, at) => fill(copy, items[at]));
  }

  function checksum(bytes) {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum;
  }

  function zip(parts) {
    const local = [];
    const central = [];
    let offset = 0;
    const record = (signature, ...fields) => {
      const view = new DataView(new ArrayBuffer(4 + fields.reduce((size, [, width]) => size + width, 0)));
      view.setUint32(0, signature, true);
      let at = 4;
      for (const [value, width] of fields)
        (width === 2 ? view.setUint16(at, value, true) : view.setUint32(at, value, true), (at += width));
      return view;
    };
    const entries = Object.entries(parts);
    for (const [name, text] of entries) {
      const [path, data] = [name, text].map((string) => new TextEncoder().encode(string));
      // Version 2.0, names in UTF-8, stored, January 1, 1980; see APPNOTE.TXT of the ZIP format.
      const common = [
        [20, 2],
        [0x800, 2],
        [0, 2],
        [0, 2],
        [33, 2],
        [checksum(data), 4],
        [data.length, 4],
        [data.length, 4],
        [path.length, 2],
        [0, 2],
      ];
      const head = record(0x04034b50, ...common);
      central.push(record(0x02014b50, [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), path);
      local.push(head, path, data);
      offset += head.byteLength + path.length + data.length;
    }
    const size = central.reduce((sum, part) => sum + part.byteLength, 0);
    return [
      ...local,
      ...central,
      record(0x06054b50, [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [size, 4], [offset, 4], [0, 2]),
    ];
  }

  function download(name, type, parts) {
    const link = Object.assign(document.createElement("a"), {
      download: name,
      href: URL.createObjectURL(new Blob(parts, { type })),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(`${name} is in your downloads.`);
  }

  // Answers as a file of the reader's own.
  const inputs = () =>
    all("input:not([type=radio]):not([type=file]), textarea, select", form).filter((element) => element.id);
  const saved = () => ({
    template: id,
    version,
    options: values(),
    answers: Object.fromEntries(inputs().map((element) => [element.id.slice(6), element.value])),
    rows: Object.fromEntries(all("fieldset.field").map((box) => [box.dataset.field, rowsOf(box)])),
  });

  function addRow(box) {
    const row = all(".field__row", box).at(-1).cloneNode(true);
    for (const cell of all("input", row)) cell.value = "";
    all(".field__row", box).at(-1).after(row);
    row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, all(".field__row", box).length));
    return row;
  }

  function choose(options) {
    for (const [option, value] of Object.entries(options)) {
      const radio = all(`.option[data-option="${CSS.escape(option)}"] input`).find((choice) => choice.value === value);
      if (radio) radio.checked = true;
    }
  }

  function restore(data) {
    if (data?.template !== id) throw new Error();
    clear();
    choose(data.options ?? {});
    for (const element of inputs()) element.value = String(data.answers?.[element.id.slice(6)] ?? "");
    for (const box of all("fieldset.field")) {
      const rows = data.rows?.[box.dataset.field];
      if (!Array.isArray(rows)) continue;
      while (all(".field__row", box).length < rows.length) addRow(box);
      rows.forEach((row, at) =>
        all("input", all(".field__row", box)[at]).forEach((cell, place) => (cell.value = String(row[place] ?? ""))),
      );
    }
    update();
    say(
      data.version === version
        ? "Your answers are back."
        : `Your answers are back. They were saved with version ${data.version}; look them over.`,
    );
  }

  function clear() {
    form.reset();
    for (const box of all("fieldset.field"))
      for (const row of all(".field__row", box).slice(Number(box.dataset.blank))) row.remove();
    update();
  }

  const does = {
    word: () =>
      download(`${id}.docx`, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word()),
    text: () => download(`${id}.md`, "text/markdown", [markdown()]),
    print: () => print(),
    save: () => download(`${id}.json`, "application/json", [JSON.stringify(saved(), null, 1)]),
    open: () => one(".contract__file").click(),
    clear: () => (clear(), say("Everything you typed is gone.")),
    row: (button) => one("input", addRow(button.closest(".field"))).focus(),
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) does[button.dataset.do](button);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  one(".contract__file").addEventListener("change", async (event) => {
    try {
      restore(JSON.parse(await event.target.files[0].text()));
    } catch {
      say("This file holds no answers for this template. Choose one that was saved here.");
    }
    event.target.value = "";
  });

  // A tree may have chosen already: `#set:flag;choice=value`.
  const preset = /^#set:(.+)$/.exec(location.hash);
  if (preset)
    choose(
      Object.fromEntries(
        preset[1]
          .split(";")
          .map((part) => part.split("="))
          .map(([option, value = "on"]) => [option, value === "false" ? "off" : value]),
      ),
    );
  contract.classList.add("contract--live");
  form.hidden = false;
  update();
  globalThis.handbookForm = { markdown, choose, update };
})();
