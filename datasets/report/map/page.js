// One state, and what follows from it: every change of the state is shown once, before the next picture is drawn.

class MapPage {
  constructor() {
    fillTexts();
    page.squares = page.squares.map(squareOf);
    addChoices();
    this.scoring = new Scoring(page.criteria, page.sites);
    this.takeLink();
    this.judged = this.scoring.judge(page.criteria.map((one) => one.weight));
    this.makeParts();
    this.changed = new Set(["weights", "filter", "shown", "site"]);
    this.render();
    this.tellAbout();
    window.addEventListener("hashchange", () => this.followLink());
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();  // what stands behind '#' is the state
      byId("ranking").focus();
    });
  }

  makeParts() {
    const open = (row) => this.openSite(row);
    const compare = (row) => this.compare(row);
    this.weights = new WeightsPanel((weights) => this.change({ weights }));
    this.filters = new FilterPanel((filter) => this.change({ filter }));
    this.layers = new LayersPanel((shown) => this.change({ shown }));
    this.list = new RankingTable({ onOpen: open, onCompare: compare });
    this.card = new SiteCard({ onClose: () => this.closeSite(), onCompare: compare, onZoom: () => this.map.zoomTo(this.state.site) });
    this.comparison = new Comparison({ onClose: () => this.change({ other: null }) });
    this.map = new MapView({ onOpen: open, onMove: (view) => this.moved(view), view: this.state.view });
  }

  /** Changes parts of the state; what follows is shown with the next picture. */
  change(parts) {
    Object.assign(this.state, parts);
    for (const name of Object.keys(parts)) this.changed.add(name);
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.render();
    });
  }

  render() {
    const { state, changed } = this;
    if (changed.has("weights")) {
      this.judged = this.scoring.judge(state.weights) ?? this.judged;
      this.weights.show(state.weights);
    }
    if (changed.has("filter")) this.filters.show(state.filter);
    if (changed.has("shown") || changed.has("site")) this.layers.show(state.shown, state.site);
    if (changed.has("weights") || changed.has("filter")) this.findRows();
    this.list.show(this.rows, this.judged, state);
    this.map.show(this.rows, this.judged, state);
    this.showSite();
    if (changed.has("weights") || changed.has("filter")) this.announce();
    changed.clear();
    this.writeLink();
  }

  /** Rows of the sites that pass the filter: by rank, then those that are ruled out. */
  findRows() {
    const shown = (row) => siteMatches(page.sites[row], this.state.filter);
    const out = page.sites.flatMap((site, row) => (site.ranked ? [] : [row]));
    this.rows = [...this.judged.order, ...out].filter(shown);
  }

  showSite() {
    const { site, other } = this.state;
    if (site === null) this.card.hide();
    else this.card.show(site, this.judged, this.scoring, this.state);
    if (site === null || other === null || site === other) this.comparison.hide();
    else this.comparison.show([site, other], this.judged, this.scoring, this.state);
  }

  openSite(row) {
    this.change({ site: row, other: null });
    requestAnimationFrame(() => byId("card_name").focus());
  }

  closeSite() {
    const row = this.state.site;
    this.change({ site: null, other: null });
    requestAnimationFrame(() => (document.querySelector(`[data-focus="open ${row}"]`) ?? byId("ranking")).focus());
  }

  /** With the site that is open; where none is, the one that is asked for is opened. */
  compare(row) {
    if (this.state.site === null) this.change({ site: row, other: null });
    else this.change({ other: row });
  }

  moved(view) {
    this.state.view = view;
    this.writeLink();
  }

  /** For who does not see it: the three best, once the slider rests. */
  announce() {
    clearTimeout(this.announcing);
    this.announcing = setTimeout(() => {
      const best = this.rows.filter((row) => this.judged.rank[row] > 0).slice(0, 3)
        .map((row) => `${written(this.judged.rank[row])} ${page.sites[row].name}`);
      byId("status").textContent = text("announced", { best: best.join("; "), shown: written(this.rows.length), all: written(page.sites.length) });
    }, 500);
  }

  takeLink() {
    const reader = new LinkReader(location.hash);
    this.state = reader.read();
    this.linkWritten = location.hash;
    byId("link_unknown").hidden = reader.unknown.length === 0;
    byId("link_unknown").textContent = reader.unknown.length === 0 ? "" : text("link_unknown", { parts: reader.unknown.join(", ") });
  }

  /** A link that is pasted over this one. */
  followLink() {
    if (location.hash === this.linkWritten) return;
    this.takeLink();
    this.map.setView(this.state.view);
    this.change({ weights: this.state.weights, filter: this.state.filter, shown: this.state.shown, site: this.state.site });
  }

  writeLink() {
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      this.writing = null;
      const words = linkOf(this.state);
      this.linkWritten = words === "" ? "" : `#${words}`;
      if (location.hash !== this.linkWritten) history.replaceState(null, "", this.linkWritten || location.pathname + location.search);
      this.linkWritten = location.hash;
      byId("link").value = location.href;
    }, 250);
  }

  /** What stands under the map: where it comes from. */
  tellAbout() {
    byId("title").replaceChildren(foreign(page.title));
    byId("notice").hidden = page.notice === "";
    byId("notice").replaceChildren(element("strong", {}, text("mind")), " ", foreign(page.notice));
    byId("made").replaceChildren(foreign(page.made));
    byId("sources").replaceChildren(...page.sources.map((source) => element("li", {}, foreign(
      [source.title, source.attribution, source.time, source.licence === "" ? text("licence_unknown") : source.licence,
        source.made_up ? text("made_up") : ""].filter((words) => words !== "").join(" · ")))));
    byId("link").addEventListener("focus", () => byId("link").select());
  }
}

/** For who drives the page from outside: `trekMap.scoring.judge(weights)`, `trekMap.state`. */
window.trekMap = new MapPage();
