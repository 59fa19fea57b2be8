// Colours: classes and their colours are those of the map in QGIS, and come with the document.

const kNoDataColor = page.no_data;
const kGroundColor = "#f3f1ec";
const kGapColor = "#8b0f3a";
const kBestColor = "#542788";
const kPlaceColors = { third_place: "#009e73", cultural_anchor: "#56b4e9", hospitality: "#7d8a91" };
const kInk = "#1d2b36";

/** The class of a value: a class holds its lower bound. */
function classOf(value, breaks) {
  let found = 0;
  while (found < breaks.length && value >= breaks[found]) ++found;
  return found;
}

/** A score as the output has it, so that a site falls into the class that it has in QGIS. */
function storedScore(score) {
  return Math.round(score * 1e4) / 1e4;
}

/** What stands beside each colour of a legend; all that is known in one class may lie beyond the values it was made of. */
function classLabels({ breaks, labels }, isOwn) {
  return breaks.length > 0 || (isOwn && labels.every((label) => label !== "")) ? labels : labels.map(() => text("known_value"));
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
