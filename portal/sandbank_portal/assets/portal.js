// The frame's behaviour: how pages swap, navigation and theme, menus, confirmation, toasts.
// Pages are drawn on the server. Links and forms are boosted by htmx: <main id="main"> is replaced, #nav and #top are
// morphed along. Without this file every link and form still works as plain HTML.
// Next to read: live.js (the event stream), content.js (times, code, copies), forms.js, tables.js, palette.js, charts.js.

const root = document.documentElement;

/* ---------------------------------------------------------------- how pages swap */

// What a person opened stays open when a live part is refreshed under it.
let isRefresh = false;
htmx.registerExtension("portal", {
  htmx_before_swap: (_, { ctx }) => { isRefresh = ctx.request?.headers["HX-Live"] !== undefined; },
  htmx_before_morph_attr: (element, { attrName }) => !(isRefresh && attrName === "open" && element.matches("details, dialog")),
});

const isPageSwap = (context) => context.target instanceof Element && context.target.id === "main";

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.request.method !== "GET") {
    ctx.request.headers["X-CSRF-Token"] = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  }
  if (!isPageSwap(ctx)) return;
  ctx.request.headers["HX-Boosted"] = "true"; // the whole page is asked for, also when history or a script asks
  ctx.pathBefore = location.pathname;
  const goal = new URL(ctx.request.action, location.href);
  const staysOnPage = ctx.request.method === "GET" && goal.pathname === location.pathname;
  // Filters, tabs and pages of a table: keep scroll, focus and what is typed. Another page: begin afresh.
  if (staysOnPage && ctx.swap.startsWith("outerHTML")) ctx.swap = "outerMorph show:none";
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (isPageSwap(ctx)) root.classList.add("is-loading");
});
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (isPageSwap(ctx) || !document.querySelector(".htmx-request")) root.classList.remove("is-loading");
});

// A file, or a page without the frame (signed out), is a real navigation.
document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (!isPageSwap(ctx)) return;
  const kind = ctx.response.headers.get("Content-Type") ?? "";
  if (kind && !kind.includes("text/html")) {
    event.preventDefault();
    location.assign(ctx.response.raw.url || ctx.request.action);
  }
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  if (!isPageSwap(ctx)) return;
  const page = tasks.find((task) => task.type === "main")?.fragment?.querySelector("#main");
  if (!page || page.dataset.frame !== document.getElementById("main")?.dataset.frame) {
    event.preventDefault();
    location.assign(ctx.response?.raw.url ?? ctx.request.action);
  } else if (ctx.response?.status >= 400 && ctx.sourceElement?.matches("form") && !sameForm(page, ctx.sourceElement)) {
    event.preventDefault();
    refuse(ctx.sourceElement, page);
  } else bringHead(ctx.text);
});

// A page may bring a sheet or a script of its own in its head, which is not swapped: what is missing is added.
function bringHead(text) {
  const head = new DOMParser().parseFromString(text.match(/<head[\s>][\s\S]*?<\/head>/i)?.[0] ?? "", "text/html").head;
  for (const part of head.querySelectorAll('link[rel="stylesheet"], script[src]')) {
    const key = part.matches("link") ? "href" : "src";
    if (document.querySelector(`${part.localName}[${key}="${CSS.escape(part.getAttribute(key))}"]`)) continue;
    const fresh = document.createElement(part.localName);
    for (const { name, value } of part.attributes) fresh.setAttribute(name, value);
    document.head.append(fresh);
  }
}

const sameForm = (page, form) =>
  [...page.querySelectorAll("form")].some((other) => other.getAttribute("action") === form.getAttribute("action"));

// A refusal whose page does not hold the form: it is told at the form, and what was typed stays.
function refuse(form, page) {
  form.querySelector("[data-refusal]")?.remove();
  const title = page.querySelector("h1")?.textContent.trim() ?? "The request was refused";
  const detail = page.querySelector("h1 ~ p.prose, .notice-text")?.textContent.trim() ?? "";
  if (form.closest(".menu-panel")) {
    toast({ kind: "failed", text: detail ? `${title}. ${detail}` : title });
    return;
  }
  const notice = document.createElement("div");
  notice.className = "notice tone-failed";
  notice.role = "alert";
  notice.tabIndex = -1;
  notice.dataset.refusal = "";
  const text = document.createElement("div");
  text.className = "notice-text";
  const head = document.createElement("strong");
  head.textContent = title;
  text.append(head, detail ? `. ${detail}` : "");
  notice.append(symbol("circle-alert"), text);
  form.prepend(notice);
  notice.focus();
}

// The address of a refused or repeated POST is no page to come back to.
document.addEventListener("htmx:before:history:update", (event) => {
  const { sourceElement, response } = event.detail;
  const isPost = sourceElement?.matches?.("form") && sourceElement.getAttribute("method")?.toLowerCase() === "post";
  if (response?.status >= 400 || (isPost && !response?.raw.redirected)) event.preventDefault();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (!isPageSwap(ctx)) return;
  closeDrawer();
  if (location.pathname !== ctx.pathBefore && !ctx.request.anchor && ctx.request.headers["HX-History-Restore-Request"] === undefined) {
    window.scrollTo(0, 0);
  }
  const wrong = ctx.response?.status >= 400 ? document.querySelector("#main [aria-invalid], #main [role=alert]") : null;
  if (wrong) {
    if (wrong.matches("[role=alert]")) wrong.tabIndex = -1;
    wrong.focus();
  } else if (document.activeElement === document.body || !document.activeElement?.isConnected) {
    document.getElementById("main")?.focus({ preventScroll: true });
  }
});

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (!ctx || ctx.response || ctx.sourceElement?.id === "stream" || ctx.request?.headers["HX-Live"]) return;
  const isSent = ctx.request?.method !== "GET";
  toast({ kind: "failed", text: isSent ? "The server did not answer. Look whether it happened, then try again." : "The server does not answer. Try again in a moment." });
});

/** Follow a link as if it had been clicked. */
function go(url) {
  let anchor = document.getElementById("go");
  if (!anchor) {
    anchor = Object.assign(document.createElement("a"), { id: "go", href: "/portal", hidden: true });
    document.body.append(anchor);
    htmx.process(anchor);
  }
  anchor.href = url;
  anchor.click();
}
document.addEventListener("portal:go", ({ detail }) => go(detail.url));

/* ---------------------------------------------------------------- navigation and theme */

const store = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Without storage the choice holds for this page.
  }
};

function setTheme(theme) {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  store("sandbank.theme", theme === "system" ? null : theme);
  showTheme();
  document.dispatchEvent(new CustomEvent("portal:theme"));
}
function showTheme() {
  const theme = root.dataset.theme ?? "system";
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
  }
  for (const button of document.querySelectorAll("[data-theme-next]")) {
    button.setAttribute("aria-label", `Theme: ${theme}. Change theme`);
    button.title = `Theme: ${theme}`;
  }
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new CustomEvent("portal:theme")));

let drawerOpener = null;
function openDrawer(opener) {
  drawerOpener = opener;
  root.dataset.drawer = "open";
  for (const part of document.querySelectorAll("#top, #main")) part.inert = true;
  document.querySelector("#nav .nav-close")?.focus();
}
function closeDrawer() {
  if (root.dataset.drawer !== "open") return;
  delete root.dataset.drawer;
  for (const part of document.querySelectorAll("#top, #main")) part.inert = false;
  drawerOpener?.focus();
}

function showNavigation() {
  document.querySelector('#nav a[aria-current="page"]')?.scrollIntoView({ block: "nearest" });
  const isIcons = root.dataset.nav === "icons";
  const button = document.querySelector("[data-nav-collapse]");
  button?.setAttribute("aria-label", isIcons ? "Expand navigation" : "Collapse navigation");
  button?.setAttribute("aria-expanded", String(!isIcons));
  for (const link of document.querySelectorAll("#nav a[data-nav]")) {
    if (isIcons) link.title = link.dataset.nav;
    else link.removeAttribute("title");
  }
}

const themes = ["light", "dark", "system"];
document.addEventListener("click", (event) => {
  const target = event.target.closest?.("[data-theme-set], [data-theme-next], [data-nav-collapse], [data-drawer]");
  if (!target) return;
  if (target.matches("[data-theme-set]")) setTheme(target.dataset.themeSet);
  else if (target.matches("[data-theme-next]")) setTheme(themes[(themes.indexOf(root.dataset.theme ?? "system") + 1) % 3]);
  else if (target.matches("[data-nav-collapse]")) {
    if (root.dataset.nav === "icons") delete root.dataset.nav;
    else root.dataset.nav = "icons";
    store("sandbank.nav", root.dataset.nav ?? null);
    showNavigation();
    window.dispatchEvent(new Event("resize"));
  } else if (target.dataset.drawer === "open") {
    event.preventDefault();
    openDrawer(target);
  } else closeDrawer();
});

/* ---------------------------------------------------------------- menus */

const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!(menu instanceof Element) || !menu.matches("details.menu")) return;
  if (!menu.open) return;
  for (const other of openMenus()) if (other !== menu && !other.contains(menu)) other.open = false;
  placeMenu(menu);
}, true);

// In a scrolling table the panel leaves the flow; elsewhere it is only pushed back into the window.
function placeMenu(menu) {
  const panel = menu.querySelector(":scope > .menu-panel");
  if (!panel) return;
  panel.style.cssText = "";
  if (menu.closest(".table-wrap")) {
    const button = menu.getBoundingClientRect();
    const isAbove = button.bottom + panel.offsetHeight + 8 > innerHeight;
    panel.style.position = "fixed";
    panel.style.right = `${Math.max(8, document.body.clientWidth - button.right)}px`;
    panel.style.left = "auto";
    panel.style.top = isAbove ? "auto" : `${button.bottom + 4}px`;
    panel.style.bottom = isAbove ? `${innerHeight - button.top + 4}px` : "auto";
    return;
  }
  const place = panel.getBoundingClientRect();
  const shift = place.left < 8 ? 8 - place.left : Math.min(0, document.body.clientWidth - 8 - place.right);
  if (shift) panel.style.translate = `${shift}px 0`;
}

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    const isInside = menu.contains(event.target);
    const isLink = isInside && event.target.closest("a[href]:not(summary *)");
    if (!isInside || isLink) menu.open = false;
  }
});
// Pressing on words in a menu moves the focus to <main> around it: that is not leaving it.
document.addEventListener("focusin", ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target) && !target.contains(menu)) menu.open = false;
});
window.addEventListener("scroll", () => {
  for (const menu of openMenus()) if (menu.closest(".table-wrap")) menu.open = false;
}, { passive: true });

document.addEventListener("keydown", (event) => {
  const menu = document.activeElement?.closest?.("details.menu[open]") ?? openMenus()[0];
  if (event.key === "Escape") {
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      event.preventDefault();
    } else closeDrawer();
  } else if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.target.matches("input, select, textarea")) {
    const items = [...menu.querySelectorAll(".menu-panel :is(a[href], button:not(:disabled), input:not([type=hidden]))")];
    if (!items.length) return;
    const at = items.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    items[(at + items.length) % items.length].focus();
    event.preventDefault();
  }
});

/* ---------------------------------------------------------------- confirmation */

// A button with data-confirm asks first; the form is then sent by the same button.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-confirm]");
  if (!button || button.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(button.dataset.confirm, button.textContent.trim(), button.matches(".button-danger, .is-danger")).then((isSure) => {
    if (!isSure) return button.focus();
    button.dataset.confirmed = "yes";
    button.click();
    delete button.dataset.confirmed;
  });
}, true);

function ask(question, label, isDangerous) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "ask";
    dialog.setAttribute("aria-label", question);
    const text = Object.assign(document.createElement("p"), { textContent: question });
    const form = Object.assign(document.createElement("form"), { method: "dialog", className: "actions" });
    const no = Object.assign(document.createElement("button"), { className: "button button-secondary", value: "no", textContent: "Cancel" });
    const yes = Object.assign(document.createElement("button"), { className: `button button-${isDangerous ? "danger" : "primary"}`, value: "yes", textContent: label });
    form.append(no, yes);
    dialog.append(text, form);
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    yes.focus();
  });
}

/* ---------------------------------------------------------------- toasts */

const kinds = { ok: "circle-check", info: "info", warning: "triangle-alert", failed: "circle-alert" };

function symbol(name) {
  const sprite = document.querySelector("svg.icon use")?.getAttribute("href").split("#")[0] ?? "";
  const holder = document.createElement("template");
  holder.innerHTML = '<svg class="icon" width="16" height="16" viewBox="0 0 24 24" aria-hidden="true"><use></use></svg>';
  holder.content.querySelector("use").setAttribute("href", `${sprite}#${name}`);
  return holder.content.firstElementChild;
}

/** Say once what happened: {kind, text, url?, label?, undo_url?}. A failure stays until it is dismissed. */
function toast({ kind = "ok", text, url, label, undo_url: undoUrl }) {
  const region = document.getElementById("toasts");
  if (!region || !text) return;
  for (const other of region.children) if (other.querySelector(".toast-text").textContent === text) other.remove();
  const box = document.createElement("div");
  box.className = `toast tone-${kind}`;
  const words = Object.assign(document.createElement("div"), { className: "toast-text", textContent: text });
  box.append(symbol(kinds[kind] ?? "info"), words);
  if (url) box.append(Object.assign(document.createElement("a"), { href: url, textContent: label ?? "View" }));
  if (undoUrl) {
    const undo = Object.assign(document.createElement("button"), { type: "button", className: "toast-undo", textContent: "Undo" });
    undo.addEventListener("click", () => {
      box.remove();
      htmx.ajax("POST", undoUrl, { target: "#main", select: "#main", swap: "outerHTML show:none", selectOOB: "#nav:outerMorph,#top:outerMorph" });
    });
    box.append(undo);
  }
  const close = Object.assign(document.createElement("button"), { type: "button", className: "copy-mini", ariaLabel: "Dismiss" });
  close.append(symbol("x"));
  close.addEventListener("click", () => box.remove());
  box.append(close);
  region.append(box);
  htmx.process(box);
  while (region.children.length > 4) region.firstElementChild.remove();
  if (kind !== "failed") leave(box, undoUrl ? 10_000 : 6_000);
}
// Time stands still while the pointer or the focus is on it.
function leave(box, milliseconds) {
  let timer = setTimeout(() => box.remove(), milliseconds);
  const hold = () => clearTimeout(timer);
  const resume = () => { timer = setTimeout(() => box.remove(), 3_000); };
  box.addEventListener("pointerenter", hold);
  box.addEventListener("focusin", hold);
  box.addEventListener("pointerleave", resume);
  box.addEventListener("focusout", resume);
}
// HX-Trigger: {"toast": {...}} from the server, or a CustomEvent of the same name from a script.
document.addEventListener("toast", ({ detail }) => toast(detail));

function liftToasts(scope) {
  for (const notice of scope.querySelectorAll?.("[data-toast]") ?? []) {
    const link = notice.querySelector("a");
    toast({ kind: notice.dataset.toastKind, text: notice.querySelector(".notice-text")?.textContent.trim(), url: link?.getAttribute("href"), label: link?.textContent, undo_url: notice.dataset.undoUrl });
    notice.remove();
  }
}

document.addEventListener("htmx:after:process", ({ target }) => {
  if (!(target instanceof Element)) return;
  liftToasts(target);
  showTheme();
  showNavigation();
});
