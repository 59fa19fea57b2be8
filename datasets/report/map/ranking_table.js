// The sites as a table, the best first, a page at a time: with ten thousand rows a browser would no longer follow.

const kRowsAPage = 50;

class RankingTable {
  constructor({ onOpen, onCompare }) {
    this.onOpen = onOpen;
    this.onCompare = onCompare;
    this.first = 0;
    this.rows = [];
    byId("page_back").addEventListener("click", () => this.turn(-kRowsAPage));
    byId("page_on").addEventListener("click", () => this.turn(kRowsAPage));
  }

  turn(by) {
    this.first = Math.max(0, Math.min(this.first + by, this.rows.length - 1));
    this.first -= this.first % kRowsAPage;
    this.fill();
    byId("ranking").scrollIntoView({ block: "nearest" });
  }

  /** `rows` are those of the sites that are shown, in their order. */
  show(rows, judged, state) {
    Object.assign(this, { rows, judged, state });
    if (this.first >= rows.length) this.first = 0;
    this.fill();
  }

  fill() {
    const focused = document.activeElement?.dataset?.focus;
    const shown = this.rows.slice(this.first, this.first + kRowsAPage);
    byId("ranking_rows").replaceChildren(...shown.map((row) => this.line(row)));
    if (focused) byId("ranking_rows").querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
    byId("page_back").disabled = this.first === 0;
    byId("page_on").disabled = this.first + kRowsAPage >= this.rows.length;
    byId("page_told").textContent =
      this.rows.length === 0
        ? text("no_sites")
        : text("page_told", {
            first: written(this.first + 1),
            last: written(this.first + shown.length),
            all: written(this.rows.length),
          });
  }

  line(row) {
    const site = page.sites[row];
    const chosen = row === this.state.site;
    const line = element("tr", {}, this.rankCell(row), this.nameCell(site, row), this.scoreCell(row), this.compareCell(site, row));
    if (chosen) line.setAttribute("aria-current", "true");
    return line;
  }

  rankCell(row) {
    const rank = this.judged.rank[row];
    if (rank === 0) return element("td", { className: "rank" }, element("abbr", { title: text("ruled_out") }, "×"));
    const was = page.sites[row].rank;
    const moved = was === null || was === rank || isStated(this.state.weights) ? null : was - rank;
    const mark = moved === null ? null : element("span", { className: "moved" },
      text(moved > 0 ? "moved_up" : "moved_down", { count: written(Math.abs(moved)) }));
    return element("td", { className: "rank" }, written(rank), mark);
  }

  nameCell(site, row) {
    const open = button("", () => this.onOpen(row), { className: "site" });
    open.append(foreign(site.name));
    open.dataset.focus = `open ${row}`;
    const where = [page.types[site.type].name, site.municipality].filter((words) => words !== "").join(", ");
    return element("th", { scope: "row" }, open, element("span", { className: "where" }, foreign(where)));
  }

  scoreCell(row) {
    const { low, best, high } = this.judged;
    return element("td", { className: "score" }, scoreBar(low[row], best[row], high[row]),
      element("span", { className: "numbers" }, written(low[row], 2), " ",
        element("span", { className: "upto" }, text("up_to", { value: written(high[row], 2) }))));
  }

  compareCell(site, row) {
    const chosen = row === this.state.other;
    const compare = button(text("compare_short"), () => this.onCompare(chosen ? null : row), { className: "compare",
      "aria-label": text("compare_with", { name: site.name }), "aria-pressed": String(chosen) });
    compare.disabled = row === this.state.site;
    compare.dataset.focus = `compare ${row}`;
    return element("td", {}, compare);
  }
}
