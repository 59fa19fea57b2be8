// The map: municipalities by need, gaps, catchments, places and sites. It shows what the rest of the page decides.

const kSiteLayers = ["best", "sites", "ruled_out"];

/** What a site has now, else what it began with. */
function current(name) {
  return ["coalesce", ["feature-state", name], ["get", name]];
}

function siteCircle(radius) {
  const visible = ["case", ["==", current("s"), 1], 1, 0];
  return {
    "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, radius, 14, radius * 2],
    "circle-stroke-color": "#ffffff",
    "circle-stroke-width": 1,
    "circle-opacity": visible,
    "circle-stroke-opacity": visible,
  };
}

function styleOfMap() {
  const none = collection([]);
  const source = (data) => ({ type: "geojson", data, tolerance: 0.2 });
  const names = ["municipalities", "squares", "gaps", "catchment", "places", "sites", "ruled_out", "best", "chosen"];
  return {
    version: 8,
    sources: Object.fromEntries(names.map((name) => [name, source(none)])),
    layers: [
      { id: "ground", type: "background", paint: { "background-color": kGroundColor } },
      { id: "municipalities", type: "fill", source: "municipalities", paint: { "fill-color": kNoDataColor } },
      { id: "squares", type: "fill", source: "squares", paint: { "fill-color": kNoDataColor, "fill-antialias": false } },
      { id: "catchment", type: "fill", source: "catchment",
        paint: { "fill-color": ["get", "color"], "fill-opacity": 0.5 } },
      { id: "catchment_edge", type: "line", source: "catchment", paint: { "line-color": "#440154", "line-width": 0.6, "line-opacity": 0.6 } },
      { id: "borders", type: "line", source: "municipalities", paint: { "line-color": "#5b6770", "line-width": 1.2 } },
      { id: "hospitality", type: "circle", source: "places", filter: ["==", ["get", "kind"], "hospitality"],
        paint: { "circle-radius": 2.2, "circle-color": kPlaceColors.hospitality } },
      { id: "sites", type: "circle", source: "sites", paint: siteCircle(page.sites.length > 2000 ? 3 : 4.2) },
    ],
  };
}

/** Layers with pictures, which a style can only name once they are there. */
function pictureLayers() {
  return [
    [{ id: "gaps", type: "fill", source: "gaps", paint: { "fill-pattern": "gap" } }, "borders"],
    [{ id: "gap_edge", type: "line", source: "gaps", paint: { "line-color": kGapColor,
        "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.3, 12, 1.4] } }, "borders"],
    [{ id: "places", type: "symbol", source: "places", filter: ["!=", ["get", "kind"], "hospitality"],
       layout: { "icon-image": ["get", "kind"], "icon-allow-overlap": true } }, "sites"],
    [{ id: "ruled_out", type: "symbol", source: "ruled_out", layout: { "icon-image": "ruled_out", "icon-allow-overlap": true } }],
    [{ id: "best", type: "circle", source: "best", paint: {
        "circle-radius": 6.5, "circle-stroke-color": kBestColor, "circle-stroke-width": 2.5 } }],
    [{ id: "chosen", type: "circle", source: "chosen", paint: {
        "circle-radius": 11, "circle-color": "#ffffff", "circle-opacity": 0, "circle-stroke-width": 3,
        "circle-stroke-color": ["match", ["get", "c"], 0, "#d55e00", "#000000"] } }],
  ];
}

class MapView {
  constructor({ onOpen, onMove, view }) {
    this.onOpen = onOpen;
    this.shownRows = new Set();
    this.fits = view === null;
    this.drawn = null;  // what of each site the map was told last: class, and whether it is shown
    this.map = this.start(view);
    if (this.map === null) return;
    this.ready = false;
    this.map.on("load", () => this.load());
    this.map.on("moveend", () => this.moved(onMove));
    this.map.on("click", (event) => this.open(event));
    this.map.on("mousemove", (event) => this.hover(event));
    this.map.on("mouseout", () => (byId("tip").hidden = true));
  }

  start(view) {
    try {
      const map = new maplibregl.Map({
        container: "map", style: styleOfMap(), attributionControl: false, dragRotate: false, pitchWithRotate: false,
        maxZoom: 18, locale: this.words(),
        ...(view === null ? { bounds: page.bounds, fitBoundsOptions: { padding: 24 } } : { center: view.slice(0, 2), zoom: view[2] }),
      });
      map.touchZoomRotate.disableRotation();
      map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
      map.addControl(new maplibregl.ScaleControl({ unit: "metric" }), "bottom-right");
      return map;
    } catch (fault) {
      byId("map_failed").hidden = false;  // no WebGL: the list says it all
      return null;
    }
  }

  words() {
    return {
      "Map.Title": text("map_title"),
      "NavigationControl.ZoomIn": text("zoom_in"),
      "NavigationControl.ZoomOut": text("zoom_out"),
    };
  }

  /** What somebody did; a map that only changed its size is where it was. */
  moved(onMove) {
    const view = this.view();
    if (!this.ready || view.join() === this.seen) return;
    this.seen = view.join();
    onMove(view);
  }

  view() {
    const { lng, lat } = this.map.getCenter();
    return [Number(lng.toFixed(4)), Number(lat.toFixed(4)), Number(this.map.getZoom().toFixed(2))];
  }

  load() {
    for (const [name, draw] of Object.entries(kImages)) this.map.addImage(name, draw(), { pixelRatio: 2 });
    for (const [layer, below] of pictureLayers()) this.map.addLayer(layer, below);
    if (this.fits) this.map.fitBounds(page.bounds, { padding: 24, duration: 0 });  // now that the legend has its place
    this.seen = this.view().join();
    this.labels = new MapLabels(this.map, this.onOpen);
    this.ready = true;
    if (this.asked) this.show(...this.asked);
  }

  setData(name, data) {
    this.map.getSource(name).setData(data);
  }

  /** Everything, as the page has it now. */
  show(rows, judged, state) {
    this.asked = [rows, judged, state];
    if (this.map === null || !this.ready) return;
    this.showGround(state.shown);
    this.showSites(rows, judged);
    this.showChosen(state);
    this.showLabels(rows, judged, state);
  }

  showGround(shown) {
    const key = JSON.stringify(shown);
    if (this.groundShown === key) return;
    this.groundShown = key;
    const { colors } = servedClasses(shown);
    const bySquare = showsSquares(shown);
    this.map.setPaintProperty("municipalities", "fill-color", shown.need === "none" || bySquare ? "#ffffff" : byClass(colors));
    this.map.setPaintProperty("squares", "fill-color", byClass(colors));
    this.setData("municipalities", municipalityFeatures(shown));
    this.setData("squares", bySquare ? squareFeatures(shown) : collection([]));
    this.setData("gaps", shown.gaps === "yes" ? gapFeatures(shown) : collection([]));
    this.setData("places", placeFeatures(shown));
  }

  showSites(rows, judged) {
    const shown = new Uint8Array(page.sites.length);
    for (const row of rows) shown[row] = 1;
    const classes = Uint8Array.from(page.sites, (_, row) => classOf(storedScore(judged.low[row]), page.score_classes.breaks));
    if (this.drawn === null) this.beginSites(shown, classes);
    else this.moveSites(shown, classes);
    this.drawn = { shown, classes };
    this.shownRows = new Set(rows);
    const features = (some) => collection(some.filter((row) => page.sites[row].place !== null)
      .map((row) => pointFeature(row, page.sites[row].place, { c: classes[row], place: judged.rank[row] })));
    this.setData("best", features(rows.slice(0, page.top_count).filter((row) => judged.rank[row] > 0)));
    const out = rows.filter((row) => judged.rank[row] === 0);
    if (out.join() !== this.outShown) this.setData("ruled_out", features(out));
    this.outShown = out.join();
  }

  beginSites(shown, classes) {
    const colors = byClass(page.score_classes.colors, current("c"));
    for (const layer of ["sites", "best"]) this.map.setPaintProperty(layer, "circle-color", colors);
    this.setData("sites", collection(page.sites.flatMap((site, row) => site.place === null || !site.ranked ? []
      : [pointFeature(row, site.place, { c: classes[row], s: shown[row] })])));
  }

  /** Only what changed: a slider moves few sites from one class to another. */
  moveSites(shown, classes) {
    for (let id = 0; id < classes.length; ++id) {
      if (this.drawn.shown[id] === shown[id] && this.drawn.classes[id] === classes[id]) continue;
      this.map.setFeatureState({ source: "sites", id }, { c: classes[id], s: shown[id] });
    }
  }

  showChosen(state) {
    const key = `${state.site} ${state.other} ${state.shown.catchment} ${state.shown.mode}`;
    if (this.chosenShown === key) return;
    this.chosenShown = key;
    const chosen = [state.site, state.other].flatMap((row, c) =>
      row === null || page.sites[row].place === null ? [] : [pointFeature(c, page.sites[row].place, { c })]);
    this.setData("chosen", collection(chosen));
    this.setData("catchment", state.site === null || state.shown.catchment !== "yes" ? collection([])
      : catchmentFeatures(state.site, state.shown));
  }

  showLabels(rows, judged, state) {
    const best = rows.slice(0, page.top_count).filter((row) => judged.rank[row] > 0);
    const sites = [...new Set([state.site, state.other, ...best])].filter((row) => row !== null && page.sites[row].place !== null);
    const key = `${sites.map((row) => `${row}:${judged.rank[row]}`)} ${state.shown.names}`;
    if (this.labelsShown === key) return;
    this.labelsShown = key;
    const areas = state.shown.names !== "yes" ? [] : page.municipalities.filter((one) => one.middle !== null)
      .map((one) => ({ place: one.middle, number: null, name: one.name, row: null }));
    this.labels.show([
      ...sites.map((row) => ({ place: page.sites[row].place, row, name: page.sites[row].name,
        number: judged.rank[row] === 0 ? "×" : String(judged.rank[row]) })),
      ...areas,
    ]);
  }

  /** The site nearest to a point of the screen, if one is there; null: none. */
  siteAt({ x, y }) {
    const near = [[x - 5, y - 5], [x + 5, y + 5]];
    const found = new Set(this.map.queryRenderedFeatures(near, { layers: kSiteLayers }).map((one) => one.id));
    const away = (row) => {
      const at = this.map.project(page.sites[row].place);
      return Math.hypot(at.x - x, at.y - y);
    };
    const rows = [...found].filter((row) => this.shownRows.has(row)).map((row) => [away(row), row]);
    return rows.length === 0 ? null : rows.reduce((a, b) => (b[0] < a[0] ? b : a))[1];
  }

  open(event) {
    if (!this.ready) return;
    const row = this.siteAt(event.point);
    if (row !== null) this.onOpen(row);
  }

  hover(event) {
    if (!this.ready) return;
    const row = this.siteAt(event.point);
    const told = row !== null ? this.siteTip(row) : this.groundTip(event.point);
    this.map.getCanvas().style.cursor = row === null ? "" : "pointer";
    const tip = byId("tip");
    tip.hidden = told === null;
    if (told === null) return;
    tip.replaceChildren(...told.map((line, i) => element(i === 0 ? "b" : "span", {}, foreign(line))));
    this.placeTip(tip, event.point);
  }

  /** Beside the pointer, within the map. */
  placeTip(tip, { x, y }) {
    const { clientWidth, clientHeight } = byId("stage");
    const left = x + 14 + tip.offsetWidth > clientWidth ? x - 14 - tip.offsetWidth : x + 14;
    const top = y + 14 + tip.offsetHeight > clientHeight ? y - 14 - tip.offsetHeight : y + 14;
    tip.style.transform = `translate(${Math.max(0, Math.round(left))}px, ${Math.max(0, Math.round(top))}px)`;
  }

  siteTip(row) {
    const [, judged] = this.asked;
    const rank = judged.rank[row] === 0 ? text("ruled_out")
      : text("rank_of", { rank: written(judged.rank[row]), all: written(judged.order.length) });
    return [page.sites[row].name, rank, `${text("score")} ${interval(judged.low[row], judged.high[row])}`];
  }

  groundTip(point) {
    const layers = ["places", "hospitality", "gaps", "squares", "municipalities"];
    const found = this.map.queryRenderedFeatures(point, { layers })[0];
    if (found === undefined) return null;
    if (found.layer.source === "places") return [page.places[found.id].name, kindName(page.places[found.id].kind)];
    if (found.layer.source === "gaps") return this.gapTip(page.gaps[found.id]);
    if (found.layer.source === "squares") return this.squareTip(page.squares[found.id]);
    const one = page.municipalities[found.id];
    return [one.name, this.needTip(one)];
  }

  gapTip(gap) {
    return [text("gap_people", { people: written(gap.people), norm: gap.norm, mode: this.modeName() }),
      ...(gap.target === null ? [] : [text("gap_target", { people: written(gap.target) })]),
      ...(gap.site_name === "" ? [] : [text("gap_site", { name: gap.site_name, people: written(gap.site_people) })])];
  }

  modeName() {
    return page.modes.find((mode) => mode.id === this.asked[2].shown.mode)?.name ?? "";
  }

  squareTip(square) {
    return [text("square_people", { people: written(square.people) }), this.needTip(square)];
  }

  /** Who has no place there; of a map without colours that of all inhabitants. */
  needTip(area) {
    const shown = this.asked[2].shown;
    const share = servedShare(area, { ...shown, need: shown.need === "none" ? "all" : shown.need });
    if (share === null) return text("no_data");
    const told = { share: percent(share, 1), mode: this.modeName() };
    return shown.need === "target" ? text("need_target", told) : text("need_all", told);
  }

  zoomTo(row) {
    if (this.map === null || page.sites[row].place === null) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map.easeTo({ center: page.sites[row].place, zoom: Math.max(this.map.getZoom(), 12.5), duration: calm ? 0 : 600 });
  }

  setView(view) {
    if (this.map === null) return;
    if (view === null) this.map.fitBounds(page.bounds, { padding: 24, duration: 0 });
    else this.map.jumpTo({ center: view.slice(0, 2), zoom: view[2] });
  }
}
