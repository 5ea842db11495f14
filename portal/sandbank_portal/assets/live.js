// The event stream. #stream is connected by htmx's SSE extension, which reconnects with a growing delay and rests while
// the page is hidden. A part of a page names the events that concern it, and is then drawn again by the server:
//   <section id="recent" data-live="transaction.*" data-live-url="/portal/transactions/recent">…</section>
// data-live-resource narrows it to one thing. The answer may be the part alone or a whole page: the part is picked by its id;
// without data-live-url the page itself is asked.
// What is open, typed, chosen or focused in the part survives, since it is morphed.

const QUIET_MS = 400;
const LONGEST_MS = 2_000;
const state = { retry: 0, wasLost: false, waiting: new Map() };

const words = { waiting: "Connecting", on: "Live", lost: "Stream lost, retrying" };
function show(name) {
  const sign = document.getElementById("live-state");
  if (!sign || sign.dataset.liveState === name) return;
  sign.dataset.liveState = name;
  sign.title = name === "on" ? "Events arrive as they happen" : words[name];
  sign.querySelector("[data-live-word]").textContent = words[name];
}

/* ---------------------------------------------------------------- parts that follow */

const fits = (patterns, type) => patterns.split(",").some((pattern) => {
  const wanted = pattern.trim();
  return wanted === "*" || wanted === type || (wanted.endsWith("*") && type.startsWith(wanted.slice(0, -1)));
});

function announce(type, resourceId) {
  for (const part of document.querySelectorAll("[data-live]")) {
    if (!fits(part.dataset.live, type)) continue;
    if (part.dataset.liveResource && resourceId && part.dataset.liveResource !== resourceId) continue;
    schedule(part);
  }
}
// Many events in a row cost one request: after a pause, and at the latest after two seconds.
function schedule(part) {
  const entry = state.waiting.get(part) ?? { since: performance.now() };
  clearTimeout(entry.timer);
  const delay = Math.min(QUIET_MS, Math.max(0, LONGEST_MS - (performance.now() - entry.since)));
  entry.timer = setTimeout(() => refresh(part), delay);
  state.waiting.set(part, entry);
}
function refresh(part) {
  state.waiting.delete(part);
  if (!part.isConnected || !part.id) return;
  if (document.hidden) {
    document.addEventListener("visibilitychange", () => schedule(part), { once: true });
    return;
  }
  htmx.ajax("GET", part.dataset.liveUrl || location.pathname + location.search, {
    source: part, target: part, swap: "outerMorph show:none ignoreTitle:true", push: "false",
    select: `#${CSS.escape(part.id)}`,
    headers: { "HX-Live": "true" },
  });
}
// A part that cannot be drawn again keeps what it shows.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  if (!ctx.request?.headers["HX-Live"]) return;
  const fresh = tasks.find((task) => task.type === "main")?.fragment;
  if (ctx.response?.status >= 400 || !fresh?.childElementCount) event.preventDefault();
});
document.addEventListener("portal:refresh", ({ target }) => {
  const part = target.closest?.("[data-live]");
  if (part) schedule(part);
});

/* ---------------------------------------------------------------- the stream itself */

document.addEventListener("htmx:sse:after:connection", () => {
  show("on");
  state.retry = 0;
  if (state.wasLost) for (const part of document.querySelectorAll("[data-live]")) schedule(part);
  state.wasLost = false;
});
document.addEventListener("htmx:sse:after:message", ({ detail: { message } }) => {
  try {
    const { type, resource_id: resourceId } = JSON.parse(message.data || "{}");
    announce(type ?? message.event, resourceId);
  } catch {
    announce(message.event, undefined);
  }
});
document.addEventListener("htmx:sse:error", () => lose());
document.addEventListener("htmx:sse:close", () => lose());

function lose() {
  state.wasLost = true;
  if (!document.hidden) show("lost");
}
// A stream that ends is reopened by the extension; one that never began is tried again here.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const stream = ctx.sourceElement;
  if (stream?.id !== "stream" || stream._htmx?.sse) return;
  lose();
  state.retry = Math.min(state.retry + 1, 6);
  setTimeout(() => {
    if (stream.isConnected && !stream._htmx?.sse) htmx.ajax("GET", stream.getAttribute("hx-sse:connect"), { source: stream, swap: "none" });
  }, 1_000 * 2 ** (state.retry - 1));
});
