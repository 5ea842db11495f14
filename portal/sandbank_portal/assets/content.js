// What stands in the content: relative times, the bank's clock, copies, code tabs and their colours.
// Times keep the words of the server's filters (`ago`, `bank_time`), so nothing changes its width when they tick.

/* ---------------------------------------------------------------- times */

const bank = { text: "", base: 0, at: 0, isRunning: false };

function readClock() {
  const clock = document.querySelector("[data-clock]");
  const text = clock ? `${clock.dateTime} ${clock.dataset.mode}` : "";
  if (!clock || text === bank.text) return;
  Object.assign(bank, { text, base: Date.parse(clock.dateTime), at: performance.now(), isRunning: clock.dataset.mode === "RUNNING" });
}
const bankNow = () => (bank.base ? bank.base + (bank.isRunning ? performance.now() - bank.at : 0) : Date.now());

const steps = [[60, "s", 1], [3_600, "min", 60], [86_400, "h", 3_600], [86_400 * 60, "d", 86_400]];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value) => String(value).padStart(2, "0");

function ago(at, now) {
  const seconds = (now - at) / 1000;
  const size = Math.abs(seconds);
  if (size < 1) return "now";
  for (const [limit, unit, divisor] of steps) {
    if (size < limit) {
      const text = `${Math.floor(size / divisor)} ${unit}`;
      return seconds > 0 ? `${text} ago` : `in ${text}`;
    }
  }
  const day = new Date(at);
  return `${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}
function exact(at) {
  const day = new Date(at);
  return `${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}, ${two(day.getUTCHours())}:${two(day.getUTCMinutes())}:${two(day.getUTCSeconds())} UTC`;
}
function tellTimes(scope = document) {
  const now = { bank: bankNow(), real: Date.now() };
  for (const time of scope.querySelectorAll("time[data-when]")) {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) continue;
    const text = ago(at, now[time.dataset.when]);
    if (time.textContent !== text) time.textContent = text;
  }
}
setInterval(() => { if (!document.hidden) tellTimes(); }, 30_000);
setInterval(() => {
  const clock = document.querySelector("[data-clock]");
  if (!clock || document.hidden || !bank.isRunning) return;
  const text = exact(bankNow());
  if (clock.textContent !== text) clock.textContent = text;
}, 1_000);

/* ---------------------------------------------------------------- copies */

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-copy-from]");
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  const text = button.dataset.copy ?? document.querySelector(`#${CSS.escape(button.dataset.copyFrom)} .code-pane:not([hidden]) code`)?.textContent ?? "";
  const isDone = await copy(text);
  button.classList.add("is-copied");
  const label = button.querySelector("[data-copy-label]");
  const use = button.querySelector("use");
  const before = label?.textContent;
  const [sprite, name] = (use?.getAttribute("href") ?? "").split("#");
  if (label) label.textContent = isDone ? "Copied" : "Not allowed";
  if (isDone) use?.setAttribute("href", `${sprite}#check`);
  announce(isDone ? "Copied" : "The browser does not allow copying");
  setTimeout(() => {
    button.classList.remove("is-copied");
    if (label) label.textContent = before;
    use?.setAttribute("href", `${sprite}#${name === "check" ? "copy" : name}`);
  }, 1_400);
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http on another host has no clipboard; the older way still works there.
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, className: "sr-only" });
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}

function announce(text) {
  let region = document.getElementById("announcements");
  if (!region) {
    region = Object.assign(document.createElement("div"), { id: "announcements", className: "sr-only", role: "status" });
    document.body.append(region);
  }
  region.textContent = text;
}

/* ---------------------------------------------------------------- code tabs */

const remembered = () => {
  try {
    return localStorage.getItem("sandbank.language");
  } catch {
    return null;
  }
};

function choose(group, id) {
  const tabs = [...group.querySelectorAll("[data-code-tab]")];
  if (!tabs.some((tab) => tab.dataset.codeTab === id)) return;
  for (const tab of tabs) {
    const isChosen = tab.dataset.codeTab === id;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
  }
}
function chooseEverywhere(id) {
  try {
    localStorage.setItem("sandbank.language", id);
  } catch {
    // Remembered for this page only.
  }
  for (const group of document.querySelectorAll("[data-code-tabs]")) choose(group, id);
}
document.addEventListener("click", (event) => {
  const tab = event.target.closest?.("[data-code-tab]");
  if (tab) chooseEverywhere(tab.dataset.codeTab);
});
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[data-code-tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.querySelectorAll("[data-code-tab]")];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  chooseEverywhere(next.dataset.codeTab);
  next.focus();
});

/* ---------------------------------------------------------------- the colours of code */

// Ranges over the text (CSS Custom Highlight API): the markup stays plain, so copying and morphing see only text.
const grammars = {
  python: [["comment", /#[^\n]*/], ["string", /[rbf]?("""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/], ["keyword", /\b(?:from|import|as|with|def|class|return|for|in|if|elif|else|async|await|None|True|False|not|and|or|print)\b/], ["number", /\b\d[\d_.]*\b/], ["name", /\b[a-z_]+(?==)/]],
  json: [["name", /"(?:\\.|[^"\\])*"(?=\s*:)/], ["string", /"(?:\\.|[^"\\])*"/], ["number", /-?\b\d[\d.eE+-]*\b/], ["keyword", /\b(?:true|false|null)\b/]],
  bash: [["comment", /(?:^|\s)#[^\n]*/], ["string", /"(?:\\.|[^"\\])*"|'[^']*'/], ["keyword", /(?:^|\n)\s*(?:curl|sandbank|export|pip|npm)\b/], ["name", /\s--?[A-Za-z][\w-]*/]],
};
grammars.curl = grammars.shell = grammars.sh = grammars.bash;
grammars.javascript = grammars.typescript = [["comment", /\/\/[^\n]*/], ["string", /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`/], ["keyword", /\b(?:const|let|import|from|export|return|await|async|function|new|if|else|true|false|null)\b/], ["number", /\b\d[\d_.]*\b/]];

function colour() {
  if (!globalThis.CSS?.highlights) return;
  const found = { comment: [], string: [], keyword: [], number: [], name: [] };
  for (const code of document.querySelectorAll("code[data-language]")) {
    const grammar = grammars[code.dataset.language];
    const text = code.firstChild;
    if (!grammar || text?.nodeType !== Node.TEXT_NODE || code.childNodes.length > 1 || text.length > 60_000) continue;
    const pattern = new RegExp(grammar.map(([kind, { source }]) => `(?<${kind}>${source})`).join("|"), "g");
    for (const match of text.data.matchAll(pattern)) {
      const kind = grammar.find(([name]) => match.groups[name] !== undefined)[0];
      const range = new Range();
      range.setStart(text, match.index);
      range.setEnd(text, match.index + match[0].length);
      found[kind].push(range);
    }
  }
  for (const [kind, ranges] of Object.entries(found)) CSS.highlights.set(`code-${kind}`, new Highlight(...ranges));
}

let isColouring = false;
document.addEventListener("htmx:after:process", ({ target }) => {
  if (!(target instanceof Element)) return;
  readClock();
  tellTimes(target);
  const language = remembered();
  if (language) for (const group of target.querySelectorAll("[data-code-tabs]")) choose(group, language);
  if (target.matches("[data-code-tabs]") && language) choose(target, language);
  if (isColouring) return;
  isColouring = true;
  requestAnimationFrame(() => {
    isColouring = false;
    colour();
  });
});
