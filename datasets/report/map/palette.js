// Colours: the ramps are those of the map in QGIS, from low to high, and tell apart for every kind of colour vision.

const kScoreColors = page.colors.score;
const kNeedColors = page.colors.need;
const kCatchmentColors = [...page.colors.catchment].reverse();  // the nearest first, and darkest
const kNoDataColor = "#bdbdbd";
const kGroundColor = "#f3f1ec";
const kGapColor = "#8b0f3a";
const kBestColor = "#542788";
const kPlaceColors = { third_place: "#009e73", cultural_anchor: "#56b4e9", hospitality: "#7d8a91" };
const kInk = "#1d2b36";

/** Bounds of classes that hold about as many values each, rounded so that they can be read; fewer where values are few. */
function quantileBreaks(values, classCount, decimals) {
  const sorted = Float64Array.from(values).sort();
  const breaks = [];
  if (sorted.length === 0) return breaks;
  for (let i = 1; i < classCount; ++i) {
    const one = Number(sorted[Math.floor((i * sorted.length) / classCount)].toFixed(decimals));
    const above = breaks.length === 0 ? sorted[0] : breaks[breaks.length - 1];
    if (one > above && one <= sorted[sorted.length - 1]) breaks.push(one);
  }
  return breaks;
}

/** The class of a value: a class holds its lower bound. */
function classOf(value, breaks) {
  let found = 0;
  while (found < breaks.length && value >= breaks[found]) ++found;
  return found;
}

/** As many colours as there are classes, spread over a ramp. */
function spread(colors, count) {
  if (count <= 1) return [colors[colors.length - 1]];
  return Array.from({ length: count }, (_, i) => colors[Math.round((i * (colors.length - 1)) / (count - 1))]);
}

/** "tot 0,25", "0,25–0,40", "vanaf 0,55". */
function classLabels(breaks, words) {
  if (breaks.length === 0) return [text("all_alike")];
  return [
    text("below", { value: words(breaks[0]) }),
    ...breaks.slice(1).map((upper, i) => `${words(breaks[i])}–${words(upper)}`),
    text("at_least", { value: words(breaks[breaks.length - 1]) }),
  ];
}

/** A swatch of the legend, drawn as the map draws it. */
function swatch(shape, color) {
  const mark = element("span", { className: `swatch ${shape}`, "aria-hidden": "true" });
  mark.style.setProperty("--colour", color);
  return mark;
}

/** A line of the legend: what it is about, and its classes; left out where there are none. */
function legend(id, title, entries) {
  byId(id).hidden = entries.length === 0;
  byId(id).replaceChildren(
    ...(title === "" ? [] : [element("li", { className: "title" }, title)]),
    ...entries.map(([shape, color, words]) => element("li", {}, swatch(shape, color), element("span", {}, words))));
}
