// What the map shows beside the sites, and its legend.

const kYesOrNo = ["yes", "no"];

/** What each switch of the map may be, and how it stands at first: part of what a link says. */
function addChoices() {
  page.choices = {
    mode: page.modes.map((mode) => mode.id),
    need: ["target", "all", "none"],
    gaps: kYesOrNo,
    places: kYesOrNo,
    hospitality: kYesOrNo,
    catchment: kYesOrNo,
    names: kYesOrNo,
  };
  const bicycle = page.choices.mode.includes("bicycle") ? "bicycle" : (page.choices.mode[0] ?? "");
  page.shown = { mode: bicycle, need: page.modes.length === 0 ? "none" : "target", gaps: "yes", places: "yes", hospitality: "no",
    catchment: "yes", names: "yes" };
  page.has_catchment = new Set(page.catchments.map((one) => one.site));
}

class LayersPanel {
  constructor(onChange) {
    byId("shown_mode").append(...page.modes.map((mode) =>
      element("option", { value: mode.id }, mode.norm === null ? mode.name : text("mode_norm", { mode: mode.name, norm: mode.norm }))));
    byId("shown_need").append(...page.choices.need.map((need) => element("option", { value: need }, text(`colour_${need}`))));
    for (const field of byId("layers").querySelectorAll("select, input"))
      field.addEventListener("change", () => onChange(this.read()));
    this.leaveOut("row_gaps", page.gaps.length === 0);
    this.leaveOut("row_places", !page.places.some((place) => place.kind !== "hospitality"));
    this.leaveOut("row_hospitality", !page.places.some((place) => place.kind === "hospitality"));
    this.leaveOut("row_catchment", page.catchments.length === 0);
    this.leaveOut("row_mode", page.modes.length === 0);
    legend("legend_places", [["square", kPlaceColors.third_place, page.kinds.third_place],
      ["diamond", kPlaceColors.cultural_anchor, page.kinds.cultural_anchor]]);
    legend("legend_hospitality", [["dot", kPlaceColors.hospitality, page.kinds.hospitality]]);
  }

  leaveOut(id, without) {
    byId(id).hidden = without;
  }

  read() {
    const on = (id) => (byId(id).checked ? "yes" : "no");
    return { mode: byId("shown_mode").value, need: byId("shown_need").value, gaps: on("shown_gaps"), places: on("shown_places"),
      hospitality: on("shown_hospitality"), catchment: on("shown_catchment"), names: on("shown_names") };
  }

  show(shown, breaks, site) {
    byId("shown_mode").value = shown.mode;
    byId("shown_need").value = shown.need;
    for (const name of ["gaps", "places", "hospitality", "catchment", "names"])
      byId(`shown_${name}`).checked = shown[name] === "yes";
    this.showNeed(shown);
    this.showScores(breaks);
    this.showCatchment(shown, site);
    const norm = page.modes.find((mode) => mode.id === shown.mode)?.norm ?? null;
    legend("legend_gaps", [["hatched", kGapColor, norm === null ? text("gaps") : text("gaps_norm", { norm })]]);
  }

  showNeed(shown) {
    byId("legend_need").hidden = shown.need === "none";
    if (shown.need === "none") return;
    const breaks = needBreaks(shown);
    const colors = spread(kNeedColors, breaks.length + 1);
    const labels = classLabels(breaks, (share) => percent(share));
    const entries = labels.map((label, c) => ["area", colors[c], label]);
    if (page.municipalities.some((one) => need(one, shown) === null)) entries.push(["area", kNoDataColor, text("no_data")]);
    legend("legend_need", entries);
  }

  showScores(breaks) {
    const colors = spread(kScoreColors, breaks.length + 1);
    const labels = classLabels(breaks, (score) => written(score, 2));
    const entries = labels.map((label, c) => ["dot", colors[c], label]).reverse();
    if (page.sites.some((site) => !site.ranked)) entries.push(["cross", "#6b6b6b", text("ruled_out")]);
    legend("legend_sites", entries);
  }

  showCatchment(shown, site) {
    const bands = site === null ? [] : catchmentFeatures(site, shown).features.map((one) => one.properties).reverse();
    legend("legend_catchment", bands.map(({ c, to }) => ["area", kCatchmentColors[c], text("minutes", { minutes: written(to) })]));
  }
}
