// The menu, the search sheet and the printout. Without this file the page still reads, links and prints.

const root = document.documentElement;

/** Run one part of the page; if it fails, the others still run. */
function attempt(start) {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}

function startMenu() {
  const button = document.querySelector("[data-handbook=menu]");
  const close = document.querySelector("[data-handbook=menu-close]");
  const contents = document.getElementById("contents");
  if (!button || !close || !contents) return;
  const behind = [...document.querySelectorAll(".skip, .md-header, .frame__text, .frame__headings, .md-footer")];

  function toggle(open) {
    if (open) root.dataset.menu = "open";
    else delete root.dataset.menu;
    button.setAttribute("aria-expanded", String(open));
    for (const element of behind) element.inert = open;
    (open ? close : button).focus();
  }

  button.addEventListener("click", () => toggle(true));
  close.addEventListener("click", () => toggle(false));
  contents.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.dataset.menu) toggle(false);
  });
  // A window made wider shows the contents beside the text: nothing may stay inert there.
  matchMedia("(min-width: 60em)").addEventListener("change", (event) => {
    if (event.matches && root.dataset.menu) toggle(false);
  });
}

function startSearch() {
  const button = document.querySelector("[data-handbook=search]");
  const close = document.querySelector("[data-handbook=search-close]");
  const state = document.getElementById("__search");
  const query = document.querySelector("[data-md-component=search-query]");
  if (!button || !close || !state || !query) return;

  function toggle(open) {
    if (state.checked !== open) {
      state.checked = open;
      state.dispatchEvent(new Event("change"));
    }
    button.setAttribute("aria-expanded", String(open));
  }

  button.addEventListener("click", () => {
    toggle(true);
    query.focus();
  });
  close.addEventListener("click", () => {
    toggle(false);
    button.focus();
  });
  const search = document.querySelector(".md-search");
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    toggle(false);
    if (button.offsetParent) button.focus();
  });
  search.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !search.contains(event.relatedTarget)) toggle(false);
  });
}

function startPrinting() {
  const answers = [...document.querySelectorAll("details.check, details.page-foot__objectives")];
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = answers.filter((details) => !details.open);
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
}

attempt(startMenu);
attempt(startSearch);
attempt(startPrinting);
