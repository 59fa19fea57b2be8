// All that is known of one site: its sub-scores, what each criterion adds, what is still open, its facts.

function definition(term, ...described) {
  return [element("dt", {}, term), ...described.map((one) => element("dd", {}, one))];
}

function listOf(lines) {
  return element("ul", {}, ...lines.map((line) => element("li", {}, foreign(line))));
}

/** A heading with a list; nothing where there is nothing to list. */
function section(title, lines) {
  return lines.length === 0 ? [] : [element("h3", {}, title), listOf(lines)];
}

function rankWords(row, judged, stated) {
  const site = page.sites[row];
  const rank = judged.rank[row];
  if (rank === 0) return text("ruled_out");
  const words = text("rank_of", { rank: written(rank), all: written(judged.order.length) });
  if (!stated || site.group === "" || site.group === String(rank)) return words;
  return `${words} (${text("not_firm", { group: site.group })})`;
}

function pillarLines(row, judged, scoring) {
  return page.pillars.map((name, pillar) => {
    const score = scoring.pillar(row, judged.shares, pillar);
    const cells = score === null
      ? [element("td", {}, "–"), element("td", {}, text("no_weight"))]
      : [element("td", { className: "score" }, scoreBar(score.low, score.best, score.high)),
         element("td", { className: "number" }, interval(score.low, score.high))];
    return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
  });
}

function rawText(site, c) {
  return rangeText(site.raw[c], page.criteria[c].unit);
}

function contributionLines(row, judged, scoring) {
  const site = page.sites[row];
  return page.criteria.map((criterion, c) => {
    const part = scoring.contribution(row, judged.shares, c);
    const known = site.raw[c][0] !== null;
    const line = element("tr", {}, element("th", { scope: "row" }, foreign(criterion.label)),
      element("td", { className: known ? "number" : "number unknown" }, foreign(rawText(site, c))),
      element("td", { className: "number" }, percent(judged.shares[c], 1)),
      element("td", { className: "number" }, interval(part.low, part.high, 3)));
    return line;
  });
}

function table(caption, heads, lines) {
  return element("table", { className: "figures" }, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...lines));
}

function profileLines(site) {
  return site.profiles.map((one) => {
    const name = page.profiles[one.profile].name;
    if (one.verdict === "fail") return text("profile_fails", { name, why: one.ruled_out_by || "–" });
    return text(one.verdict === "pass" ? "profile_suits" : "profile_open",
      { name, potential: interval(one.low, one.high) });
  });
}

function boundsWords(row, judged, scoring) {
  if (judged.rank[row] === 0) return "–";
  const { first, last } = scoring.rankBounds(judged, row);
  return first === last ? written(first) : `${written(first)}–${written(last)}`;
}

function headLines(row, judged, scoring, state) {
  const site = page.sites[row];
  const stated = isStated(state.weights);
  const lines = [
    ...definition(text("rank"), rankWords(row, judged, stated)),
    ...definition(text("rank_bounds"), boundsWords(row, judged, scoring)),
    ...definition(text("score"), element("span", { className: "score wide" },
      scoreBar(judged.low[row], judged.best[row], judged.high[row]),
      text("score_told", { low: written(judged.low[row], 3), best: written(judged.best[row], 3), high: written(judged.high[row], 3) }))),
    ...definition(text("known"), percent(judged.known[row])),
    ...definition(text("floor_area"), rangeText(site.area, "m²")),
  ];
  if (stated && site.first !== null)
    lines.push(...definition(text("stability"), text("stability_told", { first: percent(site.first), top: percent(site.top), count: page.top_count })));
  return element("dl", {}, ...lines);
}

class SiteCard {
  constructor({ onClose, onCompare, onZoom }) {
    byId("card_close").addEventListener("click", onClose);
    byId("card_zoom").addEventListener("click", onZoom);
    byId("card_compare").addEventListener("change", () => {
      const row = byId("card_compare").value;
      if (row !== "") onCompare(Number(row));
    });
  }

  hide() {
    byId("card").hidden = true;
  }

  show(row, judged, scoring, state) {
    const site = page.sites[row];
    byId("card").hidden = false;
    byId("card_name").replaceChildren(foreign(site.name));
    byId("card_zoom").disabled = site.place === null;
    this.offerOthers(row, judged, state);
    const where = [page.types[site.type].name, site.address, site.municipality].filter((words) => words !== "");
    byId("card_body").replaceChildren(
      element("p", { className: "where" }, foreign(where.join(", "))),
      headLines(row, judged, scoring, state),
      ...(page.pillars.length === 0 ? []
        : [table(text("sub_scores"), [text("pillar"), "", text("score")], pillarLines(row, judged, scoring))]),
      ...this.openQuestions(site),
      table(text("contributions"), [text("criterion"), text("measured"), text("weight"), text("adds")],
        contributionLines(row, judged, scoring)),
      ...section(text("profiles"), profileLines(site)),
      ...section(text("facts"), site.facts),
      element("p", { className: "note" }, text(page.has_catchment.has(row) ? "catchment_drawn" : "catchment_missing")),
    );
  }

  openQuestions(site) {
    const lines = section(text("questions"), site.questions);
    return lines.length > 0 ? lines : [element("p", { className: "note" }, text("no_questions"))];
  }

  /** The best sites to compare with, and the one that is compared with now. */
  offerOthers(row, judged, state) {
    const others = [...judged.order.slice(0, 30)].filter((other) => other !== row);
    if (state.other !== null && !others.includes(state.other)) others.push(state.other);
    byId("card_compare").replaceChildren(
      element("option", { value: "" }, text("compare_choose")),
      ...others.map((other) => element("option", { value: String(other) },
        `${judged.rank[other] === 0 ? "×" : written(judged.rank[other])}  ${page.sites[other].name.slice(0, 60)}`)),
    );
    byId("card_compare").value = state.other === null ? "" : String(state.other);
  }
}
