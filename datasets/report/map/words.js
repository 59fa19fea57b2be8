// Texts, numbers and elements. Text of data reaches the page as text alone: nothing here parses HTML.

const page = JSON.parse(document.getElementById("document").textContent);

/** A text of the page, with {names} replaced by values. */
function text(id, values = {}) {
  const found = page.texts[id];
  if (found === undefined) throw new Error(`no text '${id}'`);
  return found.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

const numberFormats = new Map();

/** A number as the language of the page writes it. */
function written(value, decimals = 0) {
  if (!numberFormats.has(decimals)) {
    numberFormats.set(
      decimals,
      new Intl.NumberFormat(page.language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    );
  }
  return numberFormats.get(decimals).format(value);
}

/** "1.234", "12,5", "0,25": what a measure came to, with three figures that count. */
function measured(value) {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return written(value, 0);
  return written(value, size >= 10 ? 1 : 2);
}

function percent(share, decimals = 0) {
  return `${written(100 * share, decimals)} %`;
}

function interval(low, high, decimals = 2) {
  const ends = [written(low, decimals), written(high, decimals)];
  return ends[0] === ends[1] ? ends[0] : ends.join("–");
}

/** "120 m²", "80–1.200 m²", "vanaf 80 m²", "onbekend". */
function rangeText([best, low, high], unit) {
  const behind = unit === "" ? "" : ` ${unit}`;
  const least = low ?? best;
  if (best === null && least === null && high === null) return text("unknown");
  if (best !== null && least === best && (high === best || high === null)) return measured(best) + behind;
  if (high === null) return text("at_least", { value: measured(least) + behind });
  if (least === null) return text("at_most", { value: measured(high) + behind });
  return `${measured(least)}–${measured(high)}${behind}`;
}

/** An element with properties, attributes (names with a dash, and `role`) and children: elements, or text. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "scope") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Text of data, kept apart from what stands around it whichever way it runs. */
function foreign(words) {
  return element("bdi", {}, words);
}

function button(label, onclick, properties = {}) {
  return element("button", { type: "button", onclick, ...properties }, label);
}

function byId(id) {
  return document.getElementById(id);
}

/** Fills what stands in the page with the texts of its language. */
function fillTexts() {
  for (const one of document.querySelectorAll("[data-text]")) one.textContent = text(one.dataset.text);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", text(one.dataset.label));
}

/** From a worst end (0) to a best end (1): what is sure, what may come, and the best estimate. */
function scoreBar(low, best, high) {
  const sure = element("span", { className: "sure" });
  sure.style.width = `${100 * low}%`;
  const open = element("span", { className: "open" });
  open.style.left = `${100 * low}%`;
  open.style.width = `${100 * (high - low)}%`;
  const tick = element("span", { className: "tick" });
  tick.style.left = `${100 * best}%`;
  return element("span", { className: "bar", "aria-hidden": "true" }, sure, open, tick);
}
