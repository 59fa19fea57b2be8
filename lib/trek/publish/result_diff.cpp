#include "trek/publish/result_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "trek/score/score_change.hpp"

namespace trek::publish {
namespace {

/// Contributions are written to four decimals.
constexpr double kLeastMove = 5e-4;

/// The rows of two tables that belong together, and those that only one has.
struct Pairs {
  std::vector<std::pair<std::size_t, std::size_t>> both;  // in the order of b
  std::vector<std::size_t> a_only;
  std::vector<std::size_t> b_only;
};

/// By one key after the other: what the first leaves alone the second may match. An empty key matches nothing.
template <class Keys>
Pairs paired(std::size_t a_count, std::size_t b_count, const Keys& keys) {
  std::vector<std::optional<std::size_t>> of_b(b_count);
  std::vector<bool> taken(a_count, false);
  for (const auto& [key_a, key_b] : keys) {
    std::map<std::string, std::vector<std::size_t>> rows;
    for (std::size_t row = a_count; row-- > 0;) {  // the first of equals is taken first
      if (!taken[row]) rows[key_a(row)].push_back(row);
    }
    rows.erase("");
    for (std::size_t row = 0; row < b_count; ++row) {
      if (of_b[row]) continue;
      const auto found = rows.find(key_b(row));
      if (found == rows.end() || found->second.empty()) continue;
      of_b[row] = found->second.back();
      taken[found->second.back()] = true;
      found->second.pop_back();
    }
  }
  Pairs pairs;
  for (std::size_t row = 0; row < b_count; ++row) {
    if (of_b[row])
      pairs.both.emplace_back(*of_b[row], row);
    else
      pairs.b_only.push_back(row);
  }
  for (std::size_t row = 0; row < a_count; ++row) {
    if (!taken[row]) pairs.a_only.push_back(row);
  }
  return pairs;
}

// ---- Sites

/// One criterion of both outputs; empty where one does not judge by it.
struct PairedCriterion {
  std::string id;
  std::optional<std::size_t> a;
  std::optional<std::size_t> b;
};

std::vector<PairedCriterion> paired_criteria(const ReadResults& a, const ReadResults& b) {
  std::vector<PairedCriterion> all;
  for (std::size_t c = 0; c < b.criteria.size(); ++c) all.push_back({b.criteria[c].id, {}, c});
  for (std::size_t c = 0; c < a.criteria.size(); ++c) {
    const auto found = std::ranges::find(all, a.criteria[c].id, &PairedCriterion::id);
    if (found != all.end())
      found->a = c;
    else
      all.push_back({a.criteria[c].id, c, {}});
  }
  return all;
}

/// What a criterion adds for sure is its weight times what it is worth for sure.
MoveCause cause_of(const PairedCriterion& criterion, const ComparedResults& a, const ComparedResults& b,
                   const ReadMeasure& before, const ReadMeasure& after) {
  if (!criterion.a || !criterion.b) return MoveCause::criterion;
  const double weight_a = a.results.criteria[*criterion.a].weight_share;
  const double weight_b = b.results.criteria[*criterion.b].weight_share;
  const double value_a = weight_a > 0.0 ? before.contribution_low / weight_a : 0.0;
  const double value_b = weight_b > 0.0 ? after.contribution_low / weight_b : 0.0;
  const double by_weight = (weight_b - weight_a) * (value_a + value_b) / 2.0;
  const double by_value = (value_b - value_a) * (weight_a + weight_b) / 2.0;
  if (weight_a == 0.0 || weight_b == 0.0 || std::abs(by_weight) >= std::abs(by_value)) return MoveCause::weight;
  const bool same_measure =
      before.raw == after.raw && before.raw_low == after.raw_low && before.raw_high == after.raw_high;
  return same_measure ? MoveCause::anchors : MoveCause::measure;
}

/// What each criterion adds to a site for sure.
struct Added {
  std::vector<double> before;
  std::vector<double> after;
};

Added added_to(const std::vector<PairedCriterion>& criteria, const ReadSite& before, const ReadSite& after) {
  Added added;
  for (const PairedCriterion& criterion : criteria) {
    added.before.push_back(criterion.a ? before.measures[*criterion.a].contribution_low : 0.0);
    added.after.push_back(criterion.b ? after.measures[*criterion.b].contribution_low : 0.0);
  }
  return added;
}

/// Of each criterion, over the sites that have a rank in both.
std::vector<double> middle_changes(const std::vector<PairedCriterion>& criteria, const Pairs& pairs,
                                   const std::vector<ReadSite>& a, const std::vector<ReadSite>& b) {
  std::vector<std::vector<double>> changes(criteria.size());
  for (const auto& [row_a, row_b] : pairs.both) {
    if (!a[row_a].rank || !b[row_b].rank) continue;
    const Added added = added_to(criteria, a[row_a], b[row_b]);
    for (std::size_t c = 0; c < criteria.size(); ++c) changes[c].push_back(added.after[c] - added.before[c]);
  }
  std::vector<double> middle;
  for (std::vector<double>& of_criterion : changes) middle.push_back(score::middle_change(std::move(of_criterion)));
  return middle;
}

/// Through which criterion a site moved against the middle one.
class Causes {
 public:
  Causes(const ComparedResults& a, const ComparedResults& b, const Pairs& pairs)
      : a_{a},
        b_{b},
        criteria_{paired_criteria(a.results, b.results)},
        middle_{middle_changes(criteria_, pairs, a.results.sites, b.results.sites)} {}

  void find(const ReadSite& before, const ReadSite& after, SiteMove& move) const {
    Added added = added_to(criteria_, before, after);
    for (std::size_t c = 0; c < criteria_.size(); ++c) added.before[c] += middle_[c];
    const auto leading = score::leading_criterion(added.before, added.after, kLeastMove);
    if (!leading) return;
    const PairedCriterion& criterion = criteria_[leading->criterion];
    const ReadMeasure none;
    move.leading = criterion.id;
    move.leading_change = leading->change;
    move.cause = cause_of(criterion, a_, b_, criterion.a ? before.measures[*criterion.a] : none,
                          criterion.b ? after.measures[*criterion.b] : none);
  }

 private:
  const ComparedResults& a_;
  const ComparedResults& b_;
  std::vector<PairedCriterion> criteria_;
  std::vector<double> middle_;
};

SiteMove move_of(const ReadSite& site, Presence presence, const std::optional<geo::Point>& place) {
  SiteMove move;
  move.key = site.key;
  move.name = site.name;
  move.municipality = site.municipality;
  move.presence = presence;
  move.place = place;
  return move;
}

std::optional<geo::Point> place_of(const ComparedResults& compared, std::size_t site) {
  return site < compared.site_place.size() ? compared.site_place[site] : std::nullopt;
}

std::vector<SiteMove> site_moves(const ComparedResults& a, const ComparedResults& b) {
  const auto& sites_a = a.results.sites;
  const auto& sites_b = b.results.sites;
  using Key = std::pair<std::function<std::string(std::size_t)>, std::function<std::string(std::size_t)>>;
  const std::array<Key, 1> keys{
      Key{[&](std::size_t row) { return sites_a[row].key; }, [&](std::size_t row) { return sites_b[row].key; }}};
  const Pairs pairs = paired(sites_a.size(), sites_b.size(), keys);
  const Causes causes{a, b, pairs};
  std::vector<std::optional<std::size_t>> of_b(sites_b.size());
  for (const auto& [row_a, row_b] : pairs.both) of_b[row_b] = row_a;
  std::vector<SiteMove> moves;
  for (std::size_t row = 0; row < sites_b.size(); ++row) {
    const ReadSite& after = sites_b[row];
    SiteMove move = move_of(after, of_b[row] ? Presence::both : Presence::b_only, place_of(b, row));
    move.rank_b = after.rank;
    move.low_b = after.low;
    if (of_b[row]) {
      const ReadSite& before = sites_a[*of_b[row]];
      move.rank_a = before.rank;
      move.low_a = before.low;
      causes.find(before, after, move);
    }
    moves.push_back(std::move(move));
  }
  for (const std::size_t row : pairs.a_only) {
    SiteMove move = move_of(sites_a[row], Presence::a_only, place_of(a, row));
    move.rank_a = sites_a[row].rank;
    move.low_a = sites_a[row].low;
    moves.push_back(std::move(move));
  }
  return moves;
}

// ---- Cells

/// The middle to the metre; "" where nobody knows it.
std::string middle_key(const StoredCell& cell) {
  if (cell.box.empty()) return {};
  return fmt::format("{:.0f} {:.0f}", (cell.box.min_x_m + cell.box.max_x_m) / 2.0,
                     (cell.box.min_y_m + cell.box.max_y_m) / 2.0);
}

CellChange change_of(const StoredCell& cell, const std::string& mode, CellChange::Change change) {
  CellChange result;
  result.key = cell.key;
  result.mode = mode;
  result.change = change;
  result.inhabitants = cell.inhabitants;
  result.target = cell.target;
  result.municipality_code = cell.municipality_code;
  result.box = cell.box;
  return result;
}

/// The modes that both outputs have, with their places in each.
std::vector<std::tuple<std::string, std::size_t, std::size_t>> shared_modes(const ComparedResults& a,
                                                                            const ComparedResults& b) {
  std::vector<std::tuple<std::string, std::size_t, std::size_t>> modes;
  for (std::size_t m = 0; m < b.modes.size(); ++m) {
    const auto found = std::ranges::find(a.modes, b.modes[m]);
    if (found != a.modes.end()) modes.emplace_back(b.modes[m], static_cast<std::size_t>(found - a.modes.begin()), m);
  }
  return modes;
}

/// Whether sums count a cell: those of the region. All, where an output does not say in which municipality they lie.
bool has_codes(const std::vector<StoredCell>& cells) {
  return std::ranges::any_of(cells, [](const StoredCell& cell) { return !cell.municipality_code.empty(); });
}

void compare_cell(const StoredCell& before, const StoredAccess& was, const StoredCell& after, const StoredAccess& is,
                  bool counts, ModeChange& mode, std::vector<CellChange>& changes) {
  const double people = counts ? after.inhabitants : 0.0;
  mode.cell_count += counts ? 1 : 0;
  if (!was.served || !is.served) {
    mode.unknown += people;
    return;
  }
  if (*was.served == *is.served) return;
  const bool gained = *is.served;
  (gained ? mode.gained : mode.lost) += people;
  CellChange change = change_of(after, mode.mode, gained ? CellChange::Change::gained : CellChange::Change::lost);
  if (change.box.empty()) change.box = before.box;
  change.time_a_min = was.time_min;
  change.time_b_min = is.time_min;
  change.place_a = was.place;
  change.place_b = is.place;
  changes.push_back(std::move(change));
}

void compare_cells(const ComparedResults& a, const ComparedResults& b, ResultDiff& diff) {
  using Key = std::pair<std::function<std::string(std::size_t)>, std::function<std::string(std::size_t)>>;
  const std::array<Key, 2> keys{
      Key{[&](std::size_t row) { return a.cells[row].key; }, [&](std::size_t row) { return b.cells[row].key; }},
      Key{[&](std::size_t row) { return middle_key(a.cells[row]); },
          [&](std::size_t row) { return middle_key(b.cells[row]); }}};
  const Pairs pairs = paired(a.cells.size(), b.cells.size(), keys);
  const bool all_a = !has_codes(a.cells);
  const bool all_b = !has_codes(b.cells);
  const auto counts = [](const StoredCell& cell, bool all) { return all || !cell.municipality_code.empty(); };
  for (const auto& [name, mode_a, mode_b] : shared_modes(a, b)) {
    ModeChange mode;
    mode.mode = name;
    for (const auto& [row_a, row_b] : pairs.both)
      compare_cell(a.cells[row_a], a.cells[row_a].access[mode_a], b.cells[row_b], b.cells[row_b].access[mode_b],
                   counts(b.cells[row_b], all_b), mode, diff.cells);
    for (const std::size_t row : pairs.a_only) {
      if (counts(a.cells[row], all_a)) mode.a_only += a.cells[row].inhabitants;
      diff.cells.push_back(change_of(a.cells[row], name, CellChange::Change::a_only));
    }
    for (const std::size_t row : pairs.b_only) {
      if (counts(b.cells[row], all_b)) mode.b_only += b.cells[row].inhabitants;
      diff.cells.push_back(change_of(b.cells[row], name, CellChange::Change::b_only));
    }
    diff.modes.push_back(std::move(mode));
  }
}

// ---- Who is served

std::vector<ServiceDiff> service_diffs(const ComparedResults& a, const ComparedResults& b) {
  std::vector<ServiceDiff> rows;
  std::map<std::pair<std::string, std::string>, std::size_t> at;
  const auto row_of = [&](const StoredService& service) -> ServiceDiff& {
    const auto [found, is_new] = at.try_emplace({service.area, service.mode}, rows.size());
    if (is_new) rows.push_back({service.area, service.name, service.mode, {}, {}, {}, {}});
    return rows[found->second];
  };
  for (const StoredService& service : b.service) {
    ServiceDiff& row = row_of(service);
    row.served_b = service.served_share;
    row.target_served_b = service.target_served_share;
  }
  for (const StoredService& service : a.service) {
    ServiceDiff& row = row_of(service);
    row.served_a = service.served_share;
    row.target_served_a = service.target_served_share;
  }
  return rows;
}

}  // namespace

bool SiteMove::moved() const { return presence != Presence::both || rank_a != rank_b; }

std::size_t ResultDiff::moved_count() const {
  return static_cast<std::size_t>(std::ranges::count_if(sites, [](const SiteMove& move) { return move.moved(); }));
}

std::string_view name_of(Presence presence) noexcept {
  switch (presence) {
    case Presence::both:
      return "both";
    case Presence::a_only:
      return "a_only";
    case Presence::b_only:
      return "b_only";
  }
  return "";
}

std::string_view name_of(MoveCause cause) noexcept {
  switch (cause) {
    case MoveCause::none:
      return "none";
    case MoveCause::weight:
      return "weight";
    case MoveCause::measure:
      return "measure";
    case MoveCause::anchors:
      return "anchors";
    case MoveCause::criterion:
      return "criterion";
  }
  return "";
}

core::Phrase label_of(MoveCause cause) {
  switch (cause) {
    case MoveCause::none:
      return {"andere locaties", "other sites"};
    case MoveCause::weight:
      return {"ander gewicht", "other weight"};
    case MoveCause::measure:
      return {"andere meting", "other measurement"};
    case MoveCause::anchors:
      return {"andere ankerpunten", "other anchors"};
    case MoveCause::criterion:
      return {"criterium van een van de twee", "criterion of one of the two"};
  }
  return {};
}

std::string_view name_of(CellChange::Change change) noexcept {
  switch (change) {
    case CellChange::Change::gained:
      return "gained";
    case CellChange::Change::lost:
      return "lost";
    case CellChange::Change::a_only:
      return "a_only";
    case CellChange::Change::b_only:
      return "b_only";
  }
  return "";
}

ResultDiff result_diff(const ComparedResults& a, const ComparedResults& b) {
  ResultDiff diff;
  diff.why = run_differences(a, b);
  diff.sites = site_moves(a, b);
  diff.cells_in_squares = a.has_squares || b.has_squares;
  if (!diff.cells_in_squares) compare_cells(a, b, diff);
  diff.areas = b.areas.empty() ? a.areas : b.areas;
  diff.service = service_diffs(a, b);
  return diff;
}

}  // namespace trek::publish
