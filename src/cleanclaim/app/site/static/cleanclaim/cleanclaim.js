/* Which key does what, and what opens and closes? Pages work without this file; with it, without a mouse. */
"use strict";

const isTyping = (place) => place.closest("input, textarea, select, [contenteditable]") !== null;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/* Dialogs and menus */
function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  one("input:not([type=hidden]), select, textarea", dialog)?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) open(document.getElementById(opener.dataset.opens));
  if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
  if (event.target.closest("[data-dismisses]")) event.target.closest(".did").remove();
  if (event.target.matches("dialog")) event.target.close();
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target) || opener) menu.open = false;
});

/* Rows: j and k move, Enter opens, e does the row's next step */
const rowsHere = () => all("[data-rows] tbody tr").filter((row) => one("a.opens", row) || row.tabIndex >= 0);

function move(by) {
  const rows = rowsHere();
  if (!rows.length) return;
  const place = rows.findIndex((row) => row.classList.contains("is-here"));
  const next = rows[place < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, place + by))];
  for (const row of rows) row.classList.toggle("is-here", row === next);
  (one("a.opens", next) ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-rows] tbody tr");
  if (row) for (const other of rowsHere()) other.classList.toggle("is-here", other === row);
  light(event.target);
});

/* What was found, in the palette or below a box that adds a code: arrows move, Enter takes the first or the chosen one */
function moveFound(hits, by) {
  if (!hits.length) return;
  const place = hits.findIndex((hit) => hit.classList.contains("is-here"));
  const next = hits[(place + by + hits.length + (place < 0 && by < 0 ? 1 : 0)) % hits.length];
  for (const hit of hits) hit.classList.toggle("is-here", hit === next);
  next.scrollIntoView({ block: "nearest" });
}

function keyAmongFound(event, hits, leave) {
  if (event.key === "ArrowDown") moveFound(hits, 1);
  else if (event.key === "ArrowUp") moveFound(hits, -1);
  else if (event.key === "Escape") leave();
  else if (event.key === "Enter") (hits.find((hit) => hit.classList.contains("is-here")) ?? hits[0])?.click();
  else return;
  event.preventDefault();
}

const keyInPalette = (event) => keyAmongFound(event, all("#found a"), () => one("#palette").close());

function keyInAdder(event, adder) {
  keyAmongFound(event, all(".options button", adder), () => {
    event.target.value = "";
    one(".options", adder).replaceChildren();
  });
}

/* Keys that a page's own buttons and links carry in data-key; a row's come before the page's */
function press(key) {
  const row = one("[data-rows] tr.is-here");
  const carrier = (row && one(`[data-row-key="${key}"]`, row)) ?? one(`[data-key="${key}"]`);
  if (!carrier || carrier.disabled) return false;
  carrier.click();
  return true;
}

const fixed = {
  j: () => move(1),
  k: () => move(-1),
  "?": () => showKeys(),
  "/": () => (one("[data-search]") ? one("[data-search]").focus() : open(one("#palette"))),
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && one("#palette")) {
    event.preventDefault();
    return open(one("#palette"));
  }
  if (event.target.id === "find") return keyInPalette(event);
  const adder = event.target.matches("input") && event.target.closest(".adder");
  if (adder) return keyInAdder(event, adder);
  if (event.altKey && event.key.startsWith("Arrow")) {
    const mover = one(`[data-row-key="Alt+${event.key}"]`, event.target.closest("tr") ?? document.createElement("i"));
    if (mover) { event.preventDefault(); mover.click(); }
    return undefined;
  }
  if (event.key === "Escape") for (const menu of all("details.menu[open]")) menu.open = false;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || one("dialog[open]")) return undefined;
  if (fixed[event.key]) { event.preventDefault(); return fixed[event.key](); }
  if (event.key.length === 1 && press(event.key)) event.preventDefault();
  return undefined;
});

function showKeys() {
  const list = one("#keys dl");
  for (const old of all("[data-of-page]", list)) old.remove();
  for (const carrier of all("[data-key][data-does]")) {
    const term = document.createElement("dt");
    const cap = document.createElement("kbd");
    const words = document.createElement("dd");
    cap.textContent = carrier.dataset.key;
    words.textContent = carrier.dataset.does;
    term.dataset.ofPage = words.dataset.ofPage = "";
    term.append(cap);
    list.append(term, words);
  }
  open(one("#keys"));
}

/* Evidence: a code's words in the note light up with the code, and the other way round */
function light(place) {
  const codes = (place.closest?.("[data-code]")?.dataset.code ?? "").split(" ").filter(Boolean);
  for (const shown of all("[data-code]")) {
    shown.classList.toggle("is-lit", shown.dataset.code.split(" ").some((code) => codes.includes(code)));
  }
  return codes;
}
document.addEventListener("mouseover", (event) => { if (one("mark[data-code]")) light(event.target); });

/* Quoting: words selected in the note are kept with their place (in characters), for a diagnosis to send */
function keepQuote() {
  const chosen = document.getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  const text = range.startContainer.parentElement?.closest(".note-text[data-version]");
  if (!text || !text.contains(range.endContainer)) return;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const form = one("#quoted").elements;
  form.words.value = words.trim();
  form.version.value = text.dataset.version;
  form.start.value = [...before.toString()].length + [...words].length - [...words.trimStart()].length;
  for (const button of all("[data-quotes]")) button.disabled = form.words.value === "";
}
document.addEventListener("selectionchange", () => { if (one("#quoted")) keepQuote(); });

/* What narrows a queue acts at once */
document.addEventListener("change", (event) => event.target.closest("form[data-narrows]")?.requestSubmit());

/* A table that is wider than its box is scrolled by keyboard, too */
function reachable() {
  for (const box of all(".scroll")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
window.addEventListener("resize", reachable);

/* HTMX: a refusal is said in #did and swaps nothing else; a form not in order opens again; a failure is a sentence */
function settle() {
  reachable();
  open(one("dialog[data-open]"));
  one(".summary[role=alert]")?.focus();
}
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400 || xhr.status > 499) return;
  event.detail.target = one("#did");
  event.detail.swapOverride = "innerHTML";
});
document.addEventListener("htmx:afterSettle", settle);
document.addEventListener("htmx:beforeRequest", (event) => {
  const slow = event.detail.elt;
  slow.dataset.slow = setTimeout(() => slow.classList.add("is-slow"), 200);
});
document.addEventListener("htmx:afterRequest", (event) => {
  clearTimeout(event.detail.elt.dataset.slow);
  event.detail.elt.classList.remove("is-slow");
});
function sayFailure(words) {
  const said = document.createElement("div");
  said.className = "did is-bad";
  said.textContent = words;
  one("#did")?.replaceChildren(said);
}
document.addEventListener("htmx:responseError", () => sayFailure("The program failed here. Nothing was changed; try once more, or reload the page."));
document.addEventListener("htmx:sendError", () => sayFailure("The server does not answer. Nothing was changed; what you typed is still here."));
settle();
