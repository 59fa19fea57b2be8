// Two sites side by side, criterion by criterion.

/** Which of two intervals is surely more: "first", "second", or that it is not sure. */
function surerSide(a, b) {
  if (rankKey(a.low) > rankKey(b.high)) return "first";
  if (rankKey(b.low) > rankKey(a.high)) return "second";
  return rankKey(a.low) === rankKey(b.low) && rankKey(a.high) === rankKey(b.high) && rankKey(a.low) === rankKey(a.high)
    ? "same" : "open";
}

class Comparison {
  constructor({ onClose }) {
    this.dialog = byId("comparison");
    byId("comparison_close").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", onClose);
  }

  hide() {
    if (this.dialog.open) this.dialog.close();
  }

  show(rows, judged, scoring, state) {
    const stated = isStated(state.weights);
    const names = rows.map((row) => page.sites[row].name);
    const head = element("tr", {}, element("td", {}),
      ...names.map((name) => element("th", { scope: "col" }, foreign(name))), element("th", { scope: "col" }, text("surer")));
    const lines = [
      this.line(text("rank"), rows.map((row) => rankWords(row, judged, stated)), null),
      this.line(text("rank_bounds"), rows.map((row) => boundsWords(row, judged, scoring)), null),
      this.scoreLine(text("score"), rows.map((row) => ({ low: judged.low[row], best: judged.best[row], high: judged.high[row] }))),
      ...page.pillars.map((name, pillar) => this.scoreLine(name, rows.map((row) => scoring.pillar(row, judged.shares, pillar)))),
      ...page.criteria.map((criterion, c) => this.criterionLine(rows, judged, scoring, c)),
      this.line(text("floor_area"), rows.map((row) => rangeText(page.sites[row].area, "m²")), null),
      this.listLine(text("profiles"), rows.map((row) => profileLines(page.sites[row]))),
      this.listLine(text("questions"), rows.map((row) => page.sites[row].questions)),
      this.listLine(text("facts"), rows.map((row) => page.sites[row].facts)),
    ];
    byId("comparison_body").replaceChildren(
      element("table", { className: "figures two" }, element("thead", {}, head), element("tbody", {}, ...lines)));
    if (!this.dialog.open) this.dialog.showModal();
  }

  line(title, cells, side) {
    const marked = (place) => (side === place ? "better" : "");
    const told = side === null ? "" : text(`surer_${side}`);
    return element("tr", {}, element("th", { scope: "row" }, title),
      element("td", { className: marked("first") }, cells[0]), element("td", { className: marked("second") }, cells[1]),
      element("td", { className: "note" }, told));
  }

  scoreLine(title, scores) {
    const cell = (score) => score === null ? element("span", {}, text("no_weight"))
      : element("span", { className: "score wide" }, scoreBar(score.low, score.best, score.high), interval(score.low, score.high));
    const side = scores.includes(null) ? null : surerSide(...scores);
    return this.line(title, scores.map(cell), side);
  }

  criterionLine(rows, judged, scoring, c) {
    const parts = rows.map((row) => scoring.contribution(row, judged.shares, c));
    const cells = rows.map((row, i) => element("span", {}, foreign(rawText(page.sites[row], c)), element("br"),
      element("small", {}, text("adds_told", { value: interval(parts[i].low, parts[i].high, 3) }))));
    return this.line(foreign(page.criteria[c].label), cells, judged.shares[c] > 0 ? surerSide(...parts) : null);
  }

  listLine(title, lists) {
    return this.line(title, lists.map((lines) => (lines.length === 0 ? "–" : listOf(lines))), null);
  }
}
