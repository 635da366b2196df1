// Cards: a citation shows its reference and what the source says, a term its definition, without leaving the text.
// They open on hover, focus, click and tap; Escape closes them and the pointer can enter (WCAG 1.4.13).
// All content comes from the list of references on the same page.

const OPEN_DELAY = 120; // milliseconds; a pointer that only passes opens nothing
const CLOSE_DELAY = 280; // long enough to cross the gap to the card
const SHEET = matchMedia("(max-width: 37.5em)");

const GAP = 8; // pixels between a citation and its card
const EDGE = 12; // pixels that stay free at the edge of the window

let trigger = null;
let card = null;
let timer = 0;
let pinned = false; // a click or tap keeps the card open when the pointer leaves
let silent = null; // a trigger that gets focus back and must not open again

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

function citationContent(link) {
  const item = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!item) return null;
  const parts = [];
  let label = "Reference";
  const facts = [...item.querySelectorAll("li.fact")].filter((fact) => fact.dataset.fact === link.dataset.fact);
  for (const fact of facts) {
    label = "What the source says";
    const text = element("p", "card__fact");
    for (const child of fact.childNodes) text.append(child.cloneNode(true));
    parts.push(text);
  }
  for (const name of [".reference__entry", ".reference__note"]) {
    const part = item.querySelector(name);
    if (part) parts.push(part.cloneNode(true));
  }
  const links = element("p", "reference__links");
  const access = item.querySelector(".reference__access");
  if (access) links.append(access.cloneNode(true), " · ");
  const list = element("a", "card__list", "In the list of references");
  list.href = link.hash;
  links.append(list);
  parts.push(links);
  return { name: "Reference", label, parts };
}

function termContent(link) {
  const parts = [element("p", "card__definition", link.dataset.definition)];
  const more = element("a", "", "In the glossary");
  more.href = link.href;
  const line = element("p", "reference__links");
  line.append(more);
  parts.push(line);
  return { name: "Definition", label: link.textContent, parts };
}

/** The top of what can be read: below the head of the page. */
function readableTop() {
  return Math.max(0, document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0);
}

/** Put the card under its trigger, or above where there is more room; it never covers what opened it. */
function place() {
  if (!card || SHEET.matches) return;
  const lines = [...trigger.getClientRects()];
  const first = lines[0] ?? trigger.getBoundingClientRect();
  const last = lines.at(-1) ?? first;
  const below = innerHeight - last.bottom - GAP - EDGE;
  const above = first.top - readableTop() - GAP - EDGE;
  card.style.setProperty("--card-room", `${Math.max(below, above, 120)}px`);
  const { width, height } = card.getBoundingClientRect();
  const under = height <= below || below >= above;
  const beside = under ? last : first;
  const left = Math.max(EDGE, Math.min(beside.left, document.documentElement.clientWidth - width - EDGE));
  card.style.setProperty("--card-left", `${left}px`);
  let top = under ? last.bottom + GAP : first.top - height - GAP;
  // What has the focus stays in view.
  if (card.contains(document.activeElement)) top = Math.max(EDGE, Math.min(top, innerHeight - height - EDGE));
  card.style.setProperty("--card-top", `${top}px`);
}

/** On a phone the sheet would lie over a citation low on the screen: bring the citation above it. */
function uncover() {
  if (!card || !SHEET.matches) return;
  const covered = trigger.getBoundingClientRect().bottom + GAP - card.getBoundingClientRect().top;
  const room = trigger.getBoundingClientRect().top - readableTop() - GAP;
  if (covered > 0) scrollBy({ top: Math.min(covered, Math.max(room, 0)) });
}

/** When the page scrolls, the card goes along; out of sight and without the focus, it closes. */
function follow() {
  if (!card) return;
  const { top, bottom } = trigger.getBoundingClientRect();
  const focused = document.activeElement === trigger || card.contains(document.activeElement);
  if ((bottom < 0 || top > innerHeight) && !focused) close();
  else place();
}

function open(link, keep = false) {
  clearTimeout(timer);
  if (trigger === link) {
    pinned ||= keep;
    return;
  }
  close();
  const content = link.classList.contains("cite") ? citationContent(link) : termContent(link);
  if (!content) return;
  trigger = link;
  card = element("div", "card");
  card.id = "handbook-card";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", content.name);
  const button = element("button", "card__close", "Close");
  button.type = "button";
  button.addEventListener("click", () => leave());
  const head = element("div", "card__head");
  head.append(element("p", "card__label", content.label), button);
  card.append(head, ...content.parts);
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", closeSoon);
  card.addEventListener("focusout", closeUnlessInside);
  // In the text right behind its trigger, so that the Tab key leads from the citation into the card.
  link.after(card);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", card.id);
  pinned = keep;
  place();
  requestAnimationFrame(uncover); // after the browser's own scrolling to what has the focus
}

function close() {
  clearTimeout(timer);
  if (!card) return;
  card.remove();
  trigger.setAttribute("aria-expanded", "false");
  trigger.removeAttribute("aria-controls");
  card = null;
  trigger = null;
  pinned = false;
}

/** Close and, if the focus was in the card, give it back to the trigger. */
function leave() {
  const last = trigger;
  const inside = card?.contains(document.activeElement);
  close();
  if (inside) {
    silent = last;
    last.focus();
  }
}

function closeSoon(event) {
  clearTimeout(timer);
  if (event.pointerType !== "mouse" || pinned) return;
  timer = setTimeout(() => {
    const focused = document.activeElement;
    if (card && !card.contains(focused) && focused !== trigger) close();
  }, CLOSE_DELAY);
}

function closeUnlessInside(event) {
  const next = event.relatedTarget;
  if (card && next && next !== trigger && !card.contains(next)) close();
}

function start(link) {
  link.setAttribute("aria-haspopup", "dialog");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "mouse" || trigger === link) return;
    clearTimeout(timer);
    timer = setTimeout(() => open(link), OPEN_DELAY);
  });
  link.addEventListener("pointerleave", closeSoon);
  link.addEventListener("focus", () => {
    if (silent === link) silent = null;
    else if (link.matches(":focus-visible")) open(link);
  });
  link.addEventListener("blur", closeUnlessInside);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // By keyboard (detail 0) the card is open already, and Enter goes into it. A click on a citation whose card the
    // pointer has opened keeps the card; the next click closes it.
    if (trigger === link && event.detail === 0) card.querySelector("button").focus();
    else if (trigger === link && pinned) close();
    else open(link, event.detail > 0);
  });
}

for (const link of document.querySelectorAll("a.cite, a.term")) start(link);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) {
    event.stopPropagation();
    leave();
  }
});
document.addEventListener("pointerdown", (event) => {
  if (card && !card.contains(event.target) && !trigger.contains(event.target)) close();
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.(".card__list")) close();
});
addEventListener("scroll", follow, { passive: true });
addEventListener("resize", place);
