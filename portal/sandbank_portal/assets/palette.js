// Search and commands: `/` or Ctrl+K opens, arrows move, Enter opens what is chosen.
// Commands come once from /portal/palette.json, things from /portal/search?q=; both [{label, url, group, keys}].
// Entries whose keys are two letters ("g c") work everywhere as a sequence.

const dialog = document.getElementById("palette");
const input = document.getElementById("palette-input");
const list = document.getElementById("palette-list");
const note = dialog?.querySelector("[data-palette-note]");
const state = { commands: null, found: [], shown: [], at: 0, hasMoved: false, timer: 0, controller: null };

async function commands() {
  if (state.commands) return state.commands;
  try {
    const reply = await fetch("/portal/palette.json", { headers: { Accept: "application/json" } });
    if (reply.ok) state.commands = await reply.json();
  } catch {
    // Asked again when it is opened the next time.
  }
  return state.commands ?? [];
}

async function open() {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  input.value = "";
  Object.assign(state, { found: [], hasMoved: false });
  await commands();
  draw();
}

/** How well an entry fits: lower is better, null when a word of the query is missing. */
function fit(entry, words) {
  const text = `${entry.group ?? ""} ${entry.label} ${entry.keys ?? ""}`.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return null;
    score += at === 0 || text[at - 1] === " " ? 0 : 10;
  }
  return score + (entry.label.toLowerCase().startsWith(words[0] ?? "") ? 0 : 1);
}

function draw() {
  const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = (state.commands ?? []).map((entry) => ({ entry, score: fit(entry, words) })).filter(({ score }) => score !== null);
  if (words.length) fitting.sort((a, b) => a.score - b.score);
  const chosen = state.hasMoved ? state.shown[state.at]?.url : undefined;
  const named = fitting.filter(({ score }) => words.length && score === 0).map(({ entry }) => entry);
  const others = fitting.map(({ entry }) => entry).filter((entry) => !named.includes(entry));
  state.shown = [...named.slice(0, 6), ...state.found, ...others.slice(0, words.length ? 12 : 60)];
  state.at = Math.max(0, state.shown.findIndex(({ url }) => url === chosen));
  let group = null;
  const parts = state.shown.flatMap((entry, index) => {
    const item = Object.assign(document.createElement("li"), { className: "palette-item", id: `palette-item-${index}`, role: "option" });
    const label = Object.assign(document.createElement("span"), { textContent: entry.label });
    item.append(label);
    if (entry.keys) item.append(Object.assign(document.createElement("span"), { className: "palette-keys", textContent: entry.keys }));
    item.dataset.index = String(index);
    if (!entry.group || entry.group === group) return [item];
    group = entry.group;
    return [Object.assign(document.createElement("li"), { className: "palette-group", role: "presentation", textContent: group }), item];
  });
  list.replaceChildren(...parts);
  note.textContent = state.shown.length ? "" : words.length ? "Nothing found" : "";
  move(0);
}
function move(step) {
  const size = state.shown.length;
  if (size) state.at = (state.at + step + size) % size;
  for (const item of list.querySelectorAll(".palette-item")) item.setAttribute("aria-selected", String(Number(item.dataset.index) === state.at));
  const chosen = size ? document.getElementById(`palette-item-${state.at}`) : null;
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}
function choose(index) {
  const entry = state.shown[index];
  if (!entry) return;
  dialog.close();
  document.dispatchEvent(new CustomEvent("portal:go", { detail: { url: entry.url } }));
}

function search() {
  clearTimeout(state.timer);
  state.controller?.abort();
  const query = input.value.trim();
  if (query.length < 2) {
    state.found = [];
    return;
  }
  state.timer = setTimeout(async () => {
    state.controller = new AbortController();
    try {
      const reply = await fetch(`/portal/search?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" }, signal: state.controller.signal });
      if (!reply.ok) return;
      state.found = await reply.json();
      draw();
    } catch (problem) {
      if (problem.name !== "AbortError") note.textContent = "The search does not answer";
    }
  }, 150);
}

if (dialog) {
  input.addEventListener("input", () => {
    state.hasMoved = false;
    draw();
    search();
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      state.hasMoved = true;
      move(step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(state.at);
    }
  });
  list.addEventListener("click", ({ target }) => {
    const item = target.closest(".palette-item");
    if (item) choose(Number(item.dataset.index));
  });
  list.addEventListener("pointermove", ({ target }) => {
    const item = target.closest(".palette-item");
    if (item && Number(item.dataset.index) !== state.at) move(Number(item.dataset.index) - state.at);
  });
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
}

document.addEventListener("pointerdown", (event) => {
  if (dialog && event.target.closest?.("[data-palette-open]")) {
    event.preventDefault();
    open();
  }
});

let firstKey = "";
let firstAt = 0;
document.addEventListener("keydown", async (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
    return;
  }
  const opener = event.target.closest?.("[data-palette-open]");
  if (opener && (event.key === "Enter" || event.key.length === 1) && dialog) {
    event.preventDefault();
    await open();
    if (event.key.length === 1 && event.key !== " ") {
      input.value = event.key;
      draw();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
  if (event.key === "/") {
    event.preventDefault();
    open();
  } else if (dialog && event.key.length === 1) {
    const pair = performance.now() - firstAt < 1_000 ? `${firstKey} ${event.key}` : "";
    firstKey = event.key;
    firstAt = performance.now();
    if (!pair && event.key !== "g") return;
    const entry = (await commands()).find(({ keys }) => keys && keys === pair);
    if (entry) document.dispatchEvent(new CustomEvent("portal:go", { detail: { url: entry.url } }));
  }
});
