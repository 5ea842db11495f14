// Tables: rows that open, keys (j, k, Enter, x), choosing many, and the choice of columns.
// A row that opens carries data-href; a checkbox of a row carries form="ID of the bulk bar"; a heading carries data-col, and data-col-optional where it is hidden at first.

const isTyping = (element) => element?.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
const follow = (url) => document.dispatchEvent(new CustomEvent("portal:go", { detail: { url } }));

/* ---------------------------------------------------------------- rows */

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("tr[data-href]");
  if (!row || event.defaultPrevented || event.target.closest("a, button, input, label, summary, .menu-panel, .select")) return;
  if (String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else follow(row.dataset.href);
});
document.addEventListener("auxclick", (event) => {
  const row = event.target.closest?.("tr[data-href]");
  if (row && event.button === 1 && !event.target.closest("a, button")) window.open(row.dataset.href, "_blank", "noopener");
});

function rows() {
  const at = document.querySelector("tr.is-at");
  const table = at?.closest("table") ?? [...document.querySelectorAll("#main table.table")].find((found) => found.querySelector("tbody tr[data-href]") && found.offsetParent);
  return table ? [...table.querySelectorAll("tbody tr[data-href]")] : [];
}
function stand(row) {
  for (const other of document.querySelectorAll("tr.is-at")) other.classList.remove("is-at");
  row.classList.add("is-at");
  row.scrollIntoView({ block: "nearest" });
  (row.querySelector("a[href]") ?? row.querySelector("input, button"))?.focus({ preventScroll: true });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open], details.menu[open]")) return;
  if (!["j", "k", "x", "Enter"].includes(event.key)) return;
  const all = rows();
  const at = all.findIndex((row) => row.classList.contains("is-at"));
  if (event.key === "j" || event.key === "k") {
    if (!all.length) return;
    event.preventDefault();
    stand(all[Math.min(all.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))]);
  } else if (at >= 0 && event.key === "x") {
    all[at].querySelector('input[type="checkbox"]')?.click();
  } else if (at >= 0 && event.key === "Enter" && !event.target.closest("a, button, input, summary")) {
    follow(all[at].dataset.href);
  }
});
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("tr[data-href]");
  const at = document.querySelector("tr.is-at");
  if (at && at !== row) at.classList.remove("is-at");
});

/* ---------------------------------------------------------------- choosing many */

// A checkbox named "id" hides the property of the form it belongs to, so the attribute is read.
const idOf = (bar) => bar.getAttribute("id");
const picksOf = (bar) => [...document.querySelectorAll(`input[type="checkbox"][form="${CSS.escape(idOf(bar))}"]:not([data-select-all])`)];

// What is chosen is remembered by value, not by place: a live table that gains a row must not move a tick to another thing.
const chosenOf = new Map();

function keep(bar) {
  const values = chosenOf.get(idOf(bar)) ?? new Set();
  for (const pick of picksOf(bar)) pick.checked = values.has(pick.value);
  note(bar);
}
function note(bar) {
  const picks = picksOf(bar);
  const chosen = picks.filter((pick) => pick.checked);
  chosenOf.set(idOf(bar), new Set(chosen.map((pick) => pick.value)));
  bar.hidden = chosen.length === 0;
  bar.querySelector("[data-bulk-count]").textContent = String(chosen.length);
  for (const pick of picks) pick.closest("tr")?.classList.toggle("is-picked", pick.checked);
  const all = document.querySelector(`[data-select-all][form="${CSS.escape(idOf(bar))}"]`);
  if (all) {
    all.checked = picks.length > 0 && chosen.length === picks.length;
    all.indeterminate = chosen.length > 0 && chosen.length < picks.length;
  }
}
let lastPick = null;
document.addEventListener("click", (event) => {
  const pick = event.target;
  if (!pick.matches?.('input[type="checkbox"][form]')) {
    const bar = event.target.closest?.("[data-bulk-clear]")?.closest("form");
    if (bar) {
      for (const other of picksOf(bar)) other.checked = false;
      note(bar);
    }
    return;
  }
  const bar = document.getElementById(pick.getAttribute("form"));
  if (!bar?.matches("[data-bulk-bar]")) return;
  const picks = picksOf(bar);
  if (pick.matches("[data-select-all]")) for (const other of picks) other.checked = pick.checked;
  else if (event.shiftKey && lastPick && picks.includes(lastPick)) {
    const [from, to] = [picks.indexOf(lastPick), picks.indexOf(pick)].sort((a, b) => a - b);
    for (const other of picks.slice(from, to + 1)) other.checked = pick.checked;
  }
  lastPick = pick;
  note(bar);
});

/* ---------------------------------------------------------------- columns */

// Hidden columns are rules of one stylesheet, so a swapped table never flashes what was put away.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
const key = (table) => `sandbank.columns.${table}`;

function hiddenOf(table) {
  try {
    const stored = localStorage.getItem(key(table));
    if (stored !== null) return JSON.parse(stored);
  } catch {
    // What is stored is not ours, or storage is forbidden: the columns that the page proposes.
  }
  return [...document.querySelectorAll(`#${CSS.escape(table)} th[data-col][data-col-optional]`)].map((head) => head.dataset.col);
}
const placeOf = (table, column) => {
  const head = document.querySelector(`#${CSS.escape(table)} th[data-col="${CSS.escape(column)}"]`);
  return head ? head.cellIndex + 1 : 0;
};
function hideColumns() {
  const rules = [...document.querySelectorAll("[data-columns-for]")].flatMap(({ dataset: { columnsFor } }) =>
    hiddenOf(columnsFor).map((column) => placeOf(columnsFor, column)).filter(Boolean).map((place) => `#${CSS.escape(columnsFor)} tr > :nth-child(${place}) { display: none; }`));
  sheet.replaceSync(rules.join("\n"));
}
function fillChooser(chooser) {
  const table = chooser.dataset.columnsFor;
  const hidden = hiddenOf(table);
  const choices = [...document.querySelectorAll(`#${CSS.escape(table)} th[data-col]`)].map((head) => {
    const label = Object.assign(document.createElement("label"), { className: "menu-check" });
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: head.dataset.col, checked: !hidden.includes(head.dataset.col) });
    label.append(box, head.textContent.trim() || head.dataset.col);
    return label;
  });
  chooser.querySelector("[data-columns-panel]").replaceChildren(...choices);
}
document.addEventListener("toggle", ({ target }) => {
  if (target.matches?.("[data-columns-for]") && target.open) fillChooser(target);
}, true);
document.addEventListener("change", ({ target }) => {
  const chooser = target.closest?.("[data-columns-for]");
  if (!chooser) return;
  const hidden = [...chooser.querySelectorAll("input:not(:checked)")].map((box) => box.value);
  try {
    localStorage.setItem(key(chooser.dataset.columnsFor), JSON.stringify(hidden));
  } catch {
    // The choice then holds until the next page.
  }
  hideColumns();
});

document.addEventListener("htmx:after:process", ({ target }) => {
  if (!(target instanceof Element)) return;
  hideColumns();
  for (const bar of document.querySelectorAll("[data-bulk-bar]")) keep(bar);
  document.activeElement?.closest?.("tr[data-href]")?.classList.add("is-at");
});
