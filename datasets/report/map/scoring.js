// The weighted sum of trek::score, addition for addition: weights become shares, shares times values become scores, and
// what is sure of a site ranks it. Source: lib/METHODS.md, "Score".

/** Shares of weights; null where none is above 0. */
function weightShares(weights) {
  let sum = 0;
  for (const weight of weights) sum += weight;
  if (!(sum > 0 && Number.isFinite(sum))) return null;
  return weights.map((weight) => weight / sum);
}

/** What scores are compared by: at 1e-9, so that sums that differ by rounding alone are equal. */
function rankKey(score) {
  return Math.round(score * 1e9);
}

class Scoring {
  /** Each site has `low`, `best` and `high`: the value interval of each criterion; `ranked`: whether it takes part. */
  constructor(criteria, sites) {
    this.criteria = criteria;
    this.siteCount = sites.length;
    this.values = { low: this.column(sites, "low"), best: this.column(sites, "best"), high: this.column(sites, "high") };
    this.known = this.column(sites, "known");
    this.rankedRows = [];
    sites.forEach((site, row) => {
      if (site.ranked) this.rankedRows.push(row);
    });
  }

  column(sites, name) {
    const count = this.criteria.length;
    const column = new Float64Array(sites.length * count);
    sites.forEach((site, row) => column.set(site[name], row * count));
    return column;
  }

  /** Scores and ranks of all sites; null where the weights add up to nothing. */
  judge(weights) {
    const shares = weightShares(weights);
    if (shares === null) return null;
    const low = this.sums(this.values.low, shares);
    const rank = new Uint32Array(this.siteCount);  // 0: takes no part
    const order = this.assignRanks(low, rank);
    return {
      shares,
      low,
      best: this.sums(this.values.best, shares),
      high: this.sums(this.values.high, shares),
      known: this.sums(this.known, shares),
      rank,
      order,
    };
  }

  sums(values, shares) {
    const count = shares.length;
    const sums = new Float64Array(this.siteCount);
    for (let row = 0, at = 0; row < this.siteCount; ++row) {
      let sum = 0;
      for (let c = 0; c < count; ++c, ++at) sum += shares[c] * values[at];
      sums[row] = Math.min(sum, 1);
    }
    return sums;
  }

  /** The ranked rows, the best first; equal ones share a rank, and the next rank counts them all (1, 2, 2, 4). */
  assignRanks(low, rank) {
    const key = new Float64Array(this.siteCount);
    for (const row of this.rankedRows) key[row] = rankKey(low[row]);
    const order = Uint32Array.from(this.rankedRows).sort((a, b) => key[b] - key[a] || a - b);
    for (let place = 0; place < order.length; ++place) {
      const tied = place > 0 && key[order[place - 1]] === key[order[place]];
      rank[order[place]] = tied ? rank[order[place - 1]] : place + 1;
    }
    return order;
  }

  /** The weighted mean of the criteria of one pillar; null where none of them has a weight. */
  pillar(row, shares, pillar) {
    let weight = 0;
    const sum = { low: 0, best: 0, high: 0 };
    this.criteria.forEach((criterion, c) => {
      if (criterion.pillar !== pillar) return;
      weight += shares[c];
      for (const side of ["low", "best", "high"]) sum[side] += shares[c] * this.values[side][row * shares.length + c];
    });
    if (!(weight > 0)) return null;
    const mean = (total) => Math.min(1, total / weight);
    return { low: mean(sum.low), best: mean(sum.best), high: mean(sum.high) };
  }

  /** What one criterion adds to the scores of a site. */
  contribution(row, shares, c) {
    const at = row * shares.length + c;
    return {
      low: shares[c] * this.values.low[at],
      best: shares[c] * this.values.best[at],
      high: shares[c] * this.values.high[at],
    };
  }

  /** The ranks that a site could take at these weights, whatever the values turn out to be between their bounds. */
  rankBounds(judged, row) {
    let surelyAbove = 0;
    let maybeAbove = 0;
    for (const other of this.rankedRows) {
      if (other === row) continue;
      if (rankKey(judged.low[other]) > rankKey(judged.high[row])) ++surelyAbove;
      if (rankKey(judged.high[other]) > rankKey(judged.low[row])) ++maybeAbove;
    }
    return { first: surelyAbove + 1, last: maybeAbove + 1 };
  }
}
