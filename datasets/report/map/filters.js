// Which sites are shown. A filter hides; it never changes a score or a rank.

const kAnything = { types: null, municipality: "", profile: "", area_min: null, area_max: null, area_unknown: true,
  name: "", ruled_out: false };

/** Letters without case or accents. */
function folded(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a size that is known between bounds may lie in what is asked for. */
function sizeMatches([best, low, high], filter) {
  if (filter.area_min === null && filter.area_max === null) return true;
  if (best === null && low === null && high === null) return filter.area_unknown;
  const least = low ?? best ?? 0;
  const most = high ?? (low === null ? best : Infinity);
  return (filter.area_max === null || least <= filter.area_max) && (filter.area_min === null || most >= filter.area_min);
}

function profileMatches(site, filter) {
  if (filter.profile === "") return true;
  return site.profiles.some((one) => page.profiles[one.profile].id === filter.profile && one.verdict !== "fail");
}

function siteMatches(site, filter) {
  return (
    (site.ranked || filter.ruled_out) &&
    (filter.types === null || filter.types.has(page.types[site.type].id)) &&
    (filter.municipality === "" || site.municipality === filter.municipality) &&
    profileMatches(site, filter) &&
    sizeMatches(site.area, filter) &&
    (filter.name === "" || folded(`${site.name} ${site.address} ${site.key}`).includes(folded(filter.name)))
  );
}

/** The fields of the panel, which read and show one filter. */
class FilterPanel {
  constructor(onChange) {
    this.onChange = onChange;
    this.types = page.types.map((type) => {
      const box = element("input", { type: "checkbox", value: type.id, checked: true });
      byId("filter_types").append(element("label", { className: "check" }, box, ` ${type.name} `,
        element("span", { className: "count" }, `(${written(type.count)})`)));
      return box;
    });
    this.addChoices("filter_municipality", text("all_municipalities"), page.municipality_names.map((name) => [name, name]));
    this.addChoices("filter_profile", text("any_profile"), page.profiles.map((one) => [one.id, one.name]));
    for (const field of byId("filters").querySelectorAll("input, select"))
      field.addEventListener(field.type === "search" || field.type === "number" ? "input" : "change", () => this.onChange(this.read()));
    byId("filter_reset").addEventListener("click", () => {
      this.show(kAnything);
      this.onChange(this.read());
    });
  }

  addChoices(id, all, choices) {
    byId(id).append(element("option", { value: "" }, all), ...choices.map(([value, name]) => element("option", { value }, name)));
  }

  read() {
    const size = (id) => (byId(id).value.trim() === "" || !byId(id).checkValidity() ? null : Number(byId(id).value));
    const chosen = this.types.filter((box) => box.checked).map((box) => box.value);
    return {
      types: chosen.length === this.types.length ? null : new Set(chosen),
      municipality: byId("filter_municipality").value,
      profile: byId("filter_profile").value,
      area_min: size("filter_area_min"),
      area_max: size("filter_area_max"),
      area_unknown: byId("filter_area_unknown").checked,
      name: byId("filter_name").value.trim(),
      ruled_out: byId("filter_ruled_out").checked,
    };
  }

  show(filter) {
    for (const box of this.types) box.checked = filter.types === null || filter.types.has(box.value);
    byId("filter_municipality").value = filter.municipality;
    byId("filter_profile").value = filter.profile;
    byId("filter_area_min").value = filter.area_min ?? "";
    byId("filter_area_max").value = filter.area_max ?? "";
    byId("filter_area_unknown").checked = filter.area_unknown;
    byId("filter_name").value = filter.name;
    byId("filter_ruled_out").checked = filter.ruled_out;
  }
}
