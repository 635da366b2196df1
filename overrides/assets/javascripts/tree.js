// Walks a decision tree one node at a time; the page without scripts holds everything. The address names the node, and
// nothing is stored: the way walked lives in this page's memory. No module, so that a saved page walks too.
(() => {
  const tree = document.querySelector(".tree");
  const at = (id) => tree.querySelector(`.node__title[id="${CSS.escape(id)}"]`)?.closest(".node");
  const make = (name, parent, text = "") =>
    Object.assign(parent.appendChild(document.createElement(name)), { textContent: text });
  const title = (id) => at(id).querySelector(".node__title");
  const start = tree.dataset.start;
  let steps = [{ id: start }]; // each with the label of the answer that was given there

  const bar = document.createElement("div");
  bar.className = "tree__bar";
  const status = make("p", bar);
  status.role = "status";
  const trail = make("ol", bar);
  const copy = make("button", bar, "Copy my path");
  const box = make("textarea", bar);
  copy.type = "button";
  box.hidden = true;
  box.readOnly = true;
  box.setAttribute("aria-label", "My path");
  tree.querySelector(".tree__nodes").before(bar);

  function show(id, focus) {
    const node = at(id);
    const known = steps.findIndex((step) => step.id === id);
    if (known < 0) steps = [{ id }];
    const here = known < 0 ? 0 : known;
    for (const other of tree.querySelectorAll(".node")) other.classList.toggle("node--here", other === node);
    const left = node.dataset.left - 1;
    status.textContent = left < 0 ? "Outcome" : `Question ${here + 1}${left ? `, at most ${left} more` : ", the last"}`;
    trail.replaceChildren();
    for (const step of steps.slice(0, here)) {
      const item = make("li", trail, `${title(step.id).textContent} ${step.label} `);
      make("a", item, "Change").href = `#${step.id}`;
      item.lastChild.setAttribute("aria-label", `Change the answer: ${title(step.id).textContent}`);
    }
    copy.hidden = left >= 0;
    box.hidden = true;
    if (focus) title(id).focus();
  }

  tree.addEventListener("click", (event) => {
    const link = event.target.closest(".node__answers a");
    if (!link) return;
    const here = steps.findIndex((step) => step.id === link.closest(".node").querySelector(".node__title").id);
    steps = steps.slice(0, here + 1);
    steps[here].label = link.textContent;
    steps.push({ id: link.hash.slice(1) });
  });

  copy.addEventListener("click", async () => {
    const node = tree.querySelector(".node--here");
    const parts = [...node.querySelectorAll("dt")].map(
      (name) => `${name.textContent}: ${name.nextElementSibling.textContent}`,
    );
    const walked = [...trail.children].map((item) => `- ${item.firstChild.textContent.trim()}`);
    const head = [
      document.querySelector("h1").textContent.trim(),
      ...walked,
      node.querySelector(".node__title").textContent,
    ];
    box.value = [...head, ...parts, location.href, new Date().toLocaleDateString("en-US", { dateStyle: "long" })].join(
      "\n",
    );
    try {
      await navigator.clipboard.writeText(box.value);
      status.textContent = "Copied";
    } catch {
      box.hidden = false;
      box.select();
    }
  });

  // Other anchors of the page (a citation, the table of paths) leave the walk where it is.
  const named = () => at(location.hash.slice(1)) && location.hash.slice(1);
  addEventListener("hashchange", () => named() && show(named(), true));
  tree.classList.add("tree--walk");
  show(named() || start, named());
})();
