// Charts: uPlot over {"x": [unix seconds], "series": [{label, values, unit}]} from the figure's address.
// The pointer reads the values in the legend, a drag zooms, a double click shows all; the table behind holds the same values.

const plots = new Map();

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const withUnit = (value, unit) => (value === null || value === undefined ? "–" : `${number.format(value)}${unit ? ` ${unit}` : ""}`);
const instant = (seconds) => new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 16);

/** The colour that a token has in the theme that is on. */
function token(element, name) {
  element.style.color = `var(--${name})`;
  const found = getComputedStyle(element).color;
  element.style.color = "";
  return found;
}

/** The values at an address, or, for `#id`, in a <script type="application/json"> of the page. */
async function values(address) {
  if (address.startsWith("#")) return JSON.parse(document.getElementById(address.slice(1)).textContent);
  const reply = await fetch(address, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(String(reply.status));
  return reply.json();
}

async function load(figure) {
  const address = figure.dataset.chart;
  if (plots.has(figure) && (plots.get(figure)?.address ?? address) === address) return;
  plots.set(figure, { ...plots.get(figure), address });
  const wait = figure.querySelector(".chart-wait");
  try {
    const data = await values(address);
    const isEmpty = !data.x?.length || !data.series?.length;
    figure.classList.toggle("is-empty", isEmpty);
    if (isEmpty) {
      if (wait) wait.textContent = "Nothing in this time";
      return;
    }
    draw(figure, data);
    fillTable(figure, data);
  } catch {
    plots.delete(figure);
    if (wait) wait.textContent = "The values could not be loaded";
  }
}

// A series has the colour of its place, unless it says which of the six it wants.
const colourOf = ({ colour }, index) => colour ?? index % 6;
// A value whose neighbours are missing has no line to stand on: it is drawn as a point.
const lonely = (values) => values.flatMap((value, at) => ((value ?? null) !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null ? [at] : []));

function draw(figure, data) {
  const place = figure.querySelector("[data-chart-plot]");
  plots.get(figure)?.plot?.destroy();
  const kind = figure.dataset.chartKind;
  const colours = data.series.map((one, index) => token(place, `series-${colourOf(one, index)}`));
  const line = token(place, "line");
  const ink = token(place, "ink-3");
  const font = `11px ${getComputedStyle(document.body).fontFamily}`;
  place.replaceChildren();
  const axis = { stroke: ink, font, ticks: { show: false }, grid: { stroke: line, width: 1 } };
  const series = data.series.map(({ label }, index) => ({
    label, stroke: colours[index], width: kind === "bars" ? 0 : 1.75,
    fill: kind === "bars" ? colours[index] : kind === "area" ? colours[index].replace("rgb(", "rgba(").replace(")", ", 0.14)") : undefined,
    paths: kind === "bars" ? uPlot.paths.bars({ size: [0.7, 28], gap: 1 }) : kind === "steps" ? uPlot.paths.stepped({ align: 1 }) : undefined,
    points: kind === "bars" ? { show: false } : { show: true, size: 5, fill: colours[index], filter: () => lonely(data.series[index].values) },
  }));
  const plot = new uPlot({
    width: place.clientWidth, height: place.clientHeight, padding: [8, 16, 0, 0], legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false } },
    scales: { x: { range: (_, low, high) => widen(kind, data.x, low, high) }, y: { range: (_, low, high) => [Math.min(0, low), high <= 0 ? Math.max(1, high) : high * 1.08] } },
    axes: [{ ...axis, grid: { show: false }, space: 72, size: 26, values: ticks }, { ...axis, size: 52, space: 32, values: (_, splits) => splits.map((value) => short.format(value)) }],
    series: [{}, ...series],
    hooks: { setCursor: [(self) => legend(figure, data, self.cursor.idx)] },
  }, [data.x, ...data.series.map(({ values }) => values)], place);
  plots.set(figure, { address: figure.dataset.chart, plot, data });
  legend(figure, data, null);
}

// Bars need half a step on either side, else the outer ones are cut.
function widen(kind, x, low, high) {
  if (low === high) return [low - 1_800, high + 1_800];
  const half = kind === "bars" && x.length > 1 ? (x[1] - x[0]) * 0.6 : 0;
  return [low === x[0] ? low - half : low, high === x.at(-1) ? high + half : high];
}

const clockTime = (at) => `${String(at.getUTCHours()).padStart(2, "0")}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
const month = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });
function ticks(_, splits, __, ___, step) {
  return splits.map((seconds) => {
    const at = new Date(seconds * 1000);
    if (step >= 28 * 86_400) return `${month.format(at)} ${at.getUTCFullYear()}`;
    return step >= 86_400 || seconds % 86_400 === 0 ? `${at.getUTCDate()} ${month.format(at)}` : clockTime(at);
  });
}

function legend(figure, data, index) {
  const place = figure.querySelector("[data-chart-legend]");
  const isReading = index !== null && index !== undefined;
  const keys = data.series.map((one, at) => {
    const { label, values, unit } = one;
    const entry = Object.assign(document.createElement("span"), { className: "chart-key" });
    const swatch = Object.assign(document.createElement("span"), { className: `chart-swatch series-${colourOf(one, at)}` });
    entry.append(swatch, label);
    if (isReading) entry.append(Object.assign(document.createElement("b"), { textContent: withUnit(values[index], unit) }));
    return entry;
  });
  if (isReading) keys.unshift(Object.assign(document.createElement("span"), { className: "quiet", textContent: instant(data.x[index]) }));
  place.replaceChildren(...keys);
}

// The table is built when it is opened: most are never looked at.
function fillTable(figure, data) {
  const holder = figure.querySelector(".chart-table");
  const fill = () => {
    if (!holder.open) return;
    const table = Object.assign(document.createElement("table"), { className: "table compact" });
    const head = table.createTHead().insertRow();
    for (const [index, text] of ["Time (UTC)", ...data.series.map(({ label, unit }) => (unit ? `${label} (${unit})` : label))].entries()) {
      head.append(Object.assign(document.createElement("th"), { scope: "col", textContent: text, className: index ? "num" : "" }));
    }
    const body = table.createTBody();
    for (const [index, seconds] of data.x.entries()) {
      const row = body.insertRow();
      row.insertCell().textContent = instant(seconds);
      for (const { values } of data.series) Object.assign(row.insertCell(), { className: "num", textContent: withUnit(values[index]) });
    }
    figure.querySelector("[data-chart-table]").replaceChildren(table);
  };
  holder.ontoggle = fill;
  fill();
}

let frame = 0;
function fitAll() {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(() => {
    for (const [figure, entry] of plots) {
      if (!figure.isConnected) {
        entry?.plot?.destroy();
        plots.delete(figure);
      } else if (entry?.plot) {
        const place = figure.querySelector("[data-chart-plot]");
        if (place.clientWidth && place.clientWidth !== entry.plot.width) entry.plot.setSize({ width: place.clientWidth, height: place.clientHeight });
      }
    }
  });
}
window.addEventListener("resize", fitAll);
document.addEventListener("portal:theme", () => {
  for (const [figure, entry] of plots) if (entry?.plot) draw(figure, entry.data);
});
document.addEventListener("htmx:after:process", ({ target }) => {
  if (!(target instanceof Element)) return;
  for (const figure of target.querySelectorAll("figure[data-chart]")) load(figure);
  fitAll();
});
