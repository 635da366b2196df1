// Cards: a citation shows its reference and what the source says, a term its definition, without leaving the text.
// They open on hover, focus, click and tap; Escape closes them and the pointer can enter (WCAG 1.4.13).
// All content comes from the list of references on the same page.

const OPEN_DELAY = 120; // milliseconds; a pointer that only passes opens nothing
const CLOSE_DELAY = 280; // long enough to cross the gap to the card
const SHEET = matchMedia("(max-width: 37.5em)");

let trigger = null;
let card = null;
let timer = 0;
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
  const facts = [...item.querySelectorAll("li.fact")].filter((fact) => fact.dataset.fact === link.dataset.fact);
  for (const fact of facts) {
    parts.push(element("p", "card__label", "What the source says"));
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
  return { label: "Reference", parts };
}

function termContent(link) {
  const parts = [element("p", "card__label", "Glossary"), element("p", "card__definition", link.dataset.definition)];
  const more = element("a", "", "In the glossary");
  more.href = link.href;
  const line = element("p", "reference__links");
  line.append(more);
  parts.push(line);
  return { label: "Definition", parts };
}

function place() {
  if (!card || SHEET.matches) return;
  const edge = 12;
  const at = trigger.getClientRects()[0] ?? trigger.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const left = Math.max(edge, Math.min(at.left, innerWidth - size.width - edge));
  const below = at.bottom + 8;
  const fits = below + size.height + edge <= innerHeight || at.top < size.height + 8;
  const top = fits ? Math.max(edge, Math.min(below, innerHeight - size.height - edge)) : at.top - size.height - 8;
  card.style.setProperty("--card-left", `${left}px`);
  card.style.setProperty("--card-top", `${top}px`);
}

function open(link) {
  clearTimeout(timer);
  if (trigger === link) return;
  close();
  const content = link.classList.contains("cite") ? citationContent(link) : termContent(link);
  if (!content) return;
  trigger = link;
  card = element("div", "card");
  card.id = "handbook-card";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", content.label);
  const button = element("button", "card__close", "Close");
  button.type = "button";
  button.addEventListener("click", () => leave());
  card.append(button, ...content.parts);
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", closeSoon);
  card.addEventListener("focusout", closeUnlessInside);
  // In the text behind its trigger, so that the Tab key leads from the citation into the card.
  link.after(card);
  link.setAttribute("aria-expanded", "true");
  link.setAttribute("aria-controls", card.id);
  place();
}

function close() {
  clearTimeout(timer);
  if (!card) return;
  card.remove();
  trigger.setAttribute("aria-expanded", "false");
  trigger.removeAttribute("aria-controls");
  card = null;
  trigger = null;
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
  if (event.pointerType !== "mouse") return;
  clearTimeout(timer);
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
    // By keyboard (detail 0) the card is open already, and Enter goes into it.
    if (trigger !== link) open(link);
    else if (event.detail === 0) card.querySelector("button").focus();
    else if (document.activeElement === link || event.pointerType !== "mouse") close();
    else link.focus();
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
addEventListener("scroll", place, { passive: true });
addEventListener("resize", place);
