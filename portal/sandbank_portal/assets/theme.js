// Runs before the first paint, so that neither theme nor the width of the navigation jumps.
(() => {
  const root = document.documentElement;
  root.classList.add("has-script");
  try {
    const theme = localStorage.getItem("sandbank.theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("sandbank.nav") === "icons") root.dataset.nav = "icons";
  } catch {
    // Storage may be forbidden; the page then follows the system.
  }
})();
