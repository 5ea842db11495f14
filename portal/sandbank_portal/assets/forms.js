// Forms: the live preview of the request, suggestions, typed confirmation, JSON that is checked as it is typed, secrets shown on demand,
// and the key that the sign-in page takes from its own address.

/* The request as it will be sent, redrawn by the server while the form is filled. */
const previews = new WeakMap();
function preview(form) {
  const state = previews.get(form) ?? {};
  previews.set(form, state);
  clearTimeout(state.timer);
  state.timer = setTimeout(async () => {
    state.controller?.abort();
    state.controller = new AbortController();
    const target = document.querySelector(form.dataset.previewTarget ?? "#preview");
    if (!target) return;
    try {
      const reply = await fetch(form.dataset.previewUrl, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "HX-Request": "true", "X-CSRF-Token": form.elements.csrf?.value ?? "" }, signal: state.controller.signal });
      if (!reply.ok || !target.isConnected) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = target.id ? page.getElementById(target.id) : null;
      target.replaceChildren(...(fresh ?? page.body).childNodes);
      htmx.process(target);
    } catch (problem) {
      if (problem.name !== "AbortError") target.dataset.stale = "";
    }
  }, 250);
}
document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-preview-url]");
  if (form) preview(form);
});

/* The word has to be typed before the button comes alive. */
function armDanger(form) {
  const field = form.querySelector('[name="confirmation"]');
  const button = form.querySelector('[type="submit"]');
  if (field && button) button.disabled = field.value !== form.dataset.word;
}
document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-word]");
  if (form) armDanger(form);
});

/* JSON is checked while it is typed; the browser then names the place. */
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("textarea[data-json]")) return;
  let message = "";
  try {
    if (target.value.trim()) JSON.parse(target.value);
  } catch (problem) {
    message = problem.message;
  }
  target.setCustomValidity(message);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-reveal]");
  if (!button) return;
  const input = document.getElementById(button.dataset.reveal);
  const isShown = input.type === "password";
  input.type = isShown ? "text" : "password";
  button.setAttribute("aria-pressed", String(isShown));
  const use = button.querySelector("use");
  use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${isShown ? "eye-off" : "eye"}`);
});

/* A field that was refused is free again as soon as it is changed. */
document.addEventListener("input", ({ target }) => {
  const field = target.closest?.(".field.has-error");
  if (!field) return;
  field.classList.remove("has-error");
  target.removeAttribute("aria-invalid");
  field.querySelector(".field-error")?.remove();
});

/* A choice among filters applies at once. */
document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-submit-on-change]")) target.form?.requestSubmit();
});

/* What may be meant: the newest things of a kind, once the field is entered. */
document.addEventListener("focusin", async ({ target }) => {
  const url = target.dataset?.suggestions;
  if (!url || target.list) return;
  const list = Object.assign(document.createElement("datalist"), { id: `${target.id}-list` });
  target.after(list);
  target.setAttribute("list", list.id);
  try {
    const reply = await fetch(url, { headers: { Accept: "application/json" } });
    if (reply.ok) list.append(...(await reply.json()).map(({ value, label }) => Object.assign(document.createElement("option"), { value, label })));
  } catch {
    // Without suggestions the id is typed.
  }
});

/* A form that is on its way is not sent twice. */
document.addEventListener("submit", ({ target, submitter }) => {
  if (target.getAttribute("hx-boost") !== "false" || target.getAttribute("method") === "dialog" || !submitter) return;
  setTimeout(() => { submitter.disabled = true; });
});
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const button of document.querySelectorAll('form[hx-boost="false"] [type="submit"]')) button.disabled = false;
});

/* `sandbank up` prints an address with #key=…; what follows # never leaves the browser by itself. */
function takeKey() {
  const form = document.querySelector("form[data-key-form]");
  const key = form && new URLSearchParams(location.hash.slice(1)).get("key");
  if (!key) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  form.elements.key.value = key;
  form.submit();
}

document.addEventListener("htmx:after:process", ({ target }) => {
  if (!(target instanceof Element)) return;
  for (const form of target.querySelectorAll("form[data-word]")) armDanger(form);
  for (const form of target.querySelectorAll("form[data-preview-url]")) if (!form.dataset.previewDrawn) {
    form.dataset.previewDrawn = "yes";
    preview(form);
  }
});
/* An invitation's link ends in #token=…: it goes into the form, and out of the address. */
function takeInvitation() {
  const form = document.querySelector("form[data-invitation-form]");
  const token = form && new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  form.elements.token.value = token;
  const field = form.querySelector("[data-invitation-token]");
  if (field) field.hidden = true;
  form.elements.password.focus();
}

const takeFragment = () => {
  takeKey();
  takeInvitation();
};
takeFragment();
window.addEventListener("hashchange", takeFragment);
