// What the map shows beside the sites, and its legend.

const kYesOrNo = ["yes", "no"];

/** What each switch of the map may be, and how it stands at first: part of what a link says. */
function addChoices() {
  page.choices = {
    mode: page.modes.map((mode) => mode.id),
    need: ["target", "all", "none"],
    area: page.squares.length === 0 ? ["municipality"] : ["municipality", "square"],
    gaps: kYesOrNo,
    places: kYesOrNo,
    hospitality: kYesOrNo,
    catchment: kYesOrNo,
    names: kYesOrNo,
  };
  const bicycle = page.choices.mode.includes("bicycle") ? "bicycle" : (page.choices.mode[0] ?? "");
  page.shown = { mode: bicycle, need: page.modes.length === 0 ? "none" : "target", area: "municipality", gaps: "yes",
    places: "yes", hospitality: "no", catchment: "yes", names: "yes" };
  page.has_catchment = new Set(page.catchments.map((one) => one.site));
}

class LayersPanel {
  constructor(onChange) {
    byId("shown_mode").append(...page.modes.map((mode) =>
      element("option", { value: mode.id }, mode.norm === null ? mode.name : text("mode_norm", { mode: mode.name, norm: mode.norm }))));
    byId("shown_need").append(...page.choices.need.map((need) => element("option", { value: need }, text(`colour_${need}`))));
    byId("shown_area").append(...page.choices.area.map((area) =>
      element("option", { value: area }, text(`area_${area}`, { size: written(page.square_m) }))));
    for (const field of byId("layers").querySelectorAll("select, input"))
      field.addEventListener("change", () => onChange(this.read()));
    this.leaveOut("row_gaps", page.gaps.length === 0);
    this.leaveOut("row_places", !page.places.some((place) => place.kind !== "hospitality"));
    this.leaveOut("row_hospitality", !page.places.some((place) => place.kind === "hospitality"));
    this.leaveOut("row_catchment", page.catchments.length === 0);
    this.leaveOut("row_mode", page.modes.length === 0);
    this.leaveOut("row_area", page.choices.area.length === 1);
  }

  leaveOut(id, without) {
    byId(id).hidden = without;
  }

  read() {
    const on = (id) => (byId(id).checked ? "yes" : "no");
    return { mode: byId("shown_mode").value, need: byId("shown_need").value, area: byId("shown_area").value,
      gaps: on("shown_gaps"), places: on("shown_places"), hospitality: on("shown_hospitality"),
      catchment: on("shown_catchment"), names: on("shown_names") };
  }

  show(shown, site) {
    byId("shown_mode").value = shown.mode;
    byId("shown_need").value = shown.need;
    byId("shown_area").value = shown.area;
    for (const name of ["gaps", "places", "hospitality", "catchment", "names"])
      byId(`shown_${name}`).checked = shown[name] === "yes";
    this.showNeed(shown);
    this.showScores();
    this.showCatchment(shown, site);
    this.showOthers(shown);
  }

  mode(shown) {
    return page.modes.find((mode) => mode.id === shown.mode) ?? { name: "", norm: null };
  }

  showNeed(shown) {
    const classes = servedClasses(shown);
    const isOwn = shown.need === "all" && !showsSquares(shown);
    const entries = shown.need === "none" ? []
      : classLabels(classes, isOwn).map((label, c) => ["area", classes.colors[c], label]);
    if (shown.need !== "none" && !showsSquares(shown) &&
        page.municipalities.some((one) => servedShare(one, shown) === null))
      entries.push(["area", kNoDataColor, text("no_data")]);
    legend("legend_need", text(shown.need === "target" ? "legend_target" : "legend_all", this.mode(shown)), entries);
  }

  /** The best first, as in QGIS. */
  showScores() {
    const { colors } = page.score_classes;
    const entries = classLabels(page.score_classes, true).map((label, c) => ["dot", colors[c], label]).reverse();
    entries.push(["ring", kBestColor, text("best", { count: page.top_count })]);
    if (page.sites.some((site) => !site.ranked)) entries.push(["cross", "#6b6b6b", text("ruled_out")]);
    legend("legend_sites", text("legend_sites"), entries);
  }

  showCatchment(shown, site) {
    const bands = site === null || shown.catchment !== "yes" ? []
      : catchmentFeatures(site, shown).features.map((one) => one.properties).reverse();
    legend("legend_catchment", text("legend_catchment", this.mode(shown)),
      bands.map(({ color, from, to }) => ["area", color, text("minutes", { from: written(from), to: written(to) })]));
  }

  /** What is shown of gaps and existing places. */
  showOthers(shown) {
    const has = (kind) => page.places.some((place) => place.kind === kind);
    const entries = [];
    if (shown.gaps === "yes" && page.gaps.some((gap) => gap.mode === shown.mode))
      entries.push(["hatched", kGapColor, text("legend_gaps", this.mode(shown))]);
    for (const [shape, kind, name] of [["square", "third_place", "places"], ["diamond", "cultural_anchor", "places"],
      ["dot", "hospitality", "hospitality"]]) {
      if (shown[name] === "yes" && has(kind)) entries.push([shape, kPlaceColors[kind], kindName(kind)]);
    }
    legend("legend_others", "", entries);
  }
}
