// The state of the page as the part of its address behind '#': what somebody changed, and nothing else. What a link
// says and this map does not know (a site of another run, a word too many) is left out and told.

/** Finite and 0 or more; null for anything else. */
function amount(words) {
  const value = words.trim() === "" ? NaN : Number(words);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function linkOf(state) {
  const parts = new URLSearchParams();
  const moved = page.criteria
    .map((criterion, c) => [criterion, state.weights[c]])
    .filter(([criterion, weight]) => weight !== criterion.weight)
    .map(([criterion, weight]) => `${criterion.id}:${weight}`);
  if (moved.length > 0) parts.set("weights", moved.join(","));
  const filter = state.filter;
  if (filter.types !== null) parts.set("types", [...filter.types].join(","));
  for (const name of ["municipality", "profile", "name"]) {
    if (filter[name] !== "") parts.set(name, filter[name]);
  }
  for (const name of ["area_min", "area_max"]) {
    if (filter[name] !== null) parts.set(name, String(filter[name]));
  }
  if (!filter.area_unknown) parts.set("area_unknown", "no");
  if (filter.ruled_out) parts.set("ruled_out", "yes");
  if (state.site !== null) parts.set("site", page.sites[state.site].key);
  if (state.other !== null) parts.set("with", page.sites[state.other].key);
  for (const [name, value] of Object.entries(state.shown)) {
    if (value !== page.shown[name]) parts.set(name, value);
  }
  if (state.view !== null) parts.set("view", state.view.join(","));
  return parts.toString();
}

/** Reads links into states. */
class LinkReader {
  constructor(words) {
    this.parts = new URLSearchParams(words.replace(/^#/, ""));
    this.unknown = [];
    this.state = { weights: page.criteria.map((one) => one.weight), filter: { ...kAnything }, site: null, other: null,
      shown: { ...page.shown }, view: null };
  }

  read() {
    for (const [name, value] of this.parts) {
      if (!this.take(name, value)) this.unknown.push(`${name}=${value}`.slice(0, 80));
    }
    return this.state;
  }

  take(name, value) {
    const filter = this.state.filter;
    if (name === "weights") return value.split(",").every((pair) => this.takeWeight(pair));
    if (name === "types") return this.takeTypes(value.split(",").filter((id) => id !== ""));
    if (name === "municipality") return this.choose(page.municipality_names, value, (one) => (filter.municipality = one));
    if (name === "profile") return this.choose(page.profiles.map((one) => one.id), value, (one) => (filter.profile = one));
    if (name === "name") return (filter.name = value) !== "";
    if (name === "area_min" || name === "area_max") return (filter[name] = amount(value)) !== null;
    if (name === "area_unknown") return this.choose(["no"], value, () => (filter.area_unknown = false));
    if (name === "ruled_out") return this.choose(["yes"], value, () => (filter.ruled_out = true));
    if (name === "site" || name === "with") return this.takeSite(name === "site" ? "site" : "other", value);
    if (name === "view") return this.takeView(value.split(",").map(Number));
    if (Object.hasOwn(page.shown, name)) return this.choose(page.choices[name], value, (one) => (this.state.shown[name] = one));
    return false;
  }

  choose(choices, value, take) {
    if (!choices.includes(value)) return false;
    take(value);
    return true;
  }

  takeWeight(pair) {
    const cut = pair.lastIndexOf(":");
    const c = page.criteria.findIndex((one) => one.id === pair.slice(0, cut));
    const weight = amount(pair.slice(cut + 1));
    if (c < 0 || weight === null || weight > 1) return false;
    this.state.weights[c] = weight;
    return true;
  }

  takeTypes(ids) {
    const known = ids.filter((id) => page.types.some((type) => type.id === id));
    this.state.filter.types = new Set(known);
    return known.length === ids.length;
  }

  takeSite(name, key) {
    const row = page.sites.findIndex((site) => site.key === key);
    if (row < 0) return false;
    this.state[name] = row;
    return true;
  }

  takeView(view) {
    const [lon, lat, zoom] = view;
    if (view.length !== 3 || !view.every(Number.isFinite)) return false;
    if (Math.abs(lon) > 180 || Math.abs(lat) > 85 || zoom < 0 || zoom > 20) return false;
    this.state.view = view;
    return true;
  }
}
