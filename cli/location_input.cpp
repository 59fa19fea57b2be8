#include "location_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "csv_table.hpp"
#include "orlib_file.hpp"

namespace trek::cli {
namespace {

constexpr int kMostDecimals = 6;
constexpr double kMostUnits = 4e9;

struct CostRow {
  std::uint32_t row = 0;
  std::uint32_t site = 0;
  double cost = 0.0;
  std::uint64_t line = 0;
};

int decimals_in(std::string_view number) {
  const auto mark = number.find_last_of(".,");
  return mark == std::string_view::npos ? 0 : static_cast<int>(number.size() - mark - 1);
}

void read_weights(const std::filesystem::path& file, LocationInput& input) {
  const CsvTable table{file};
  const std::size_t id = table.column({"id", "origin"});
  const std::size_t weight = table.column({"weight"});
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const std::string_view key = table.key(row, id);
    if (input.demand.find(key)) table.refuse(row, fmt::format("id '{}' is there twice; give each once", key));
    input.demand.add(key);
    const auto amount = table.amount(row, weight);
    input.weight.push_back(amount.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
}

/// In the order of the file, and the decimals that the costs have.
struct CostRows {
  std::vector<CostRow> list;
  int decimals = 0;
};

CostRows read_pairs(const std::filesystem::path& file, LocationInput& input) {
  const CsvTable table{file};
  const std::size_t origin = table.column({"origin"});
  const std::size_t destination = table.column({"destination"});
  const std::size_t cost = table.column({"cost", "time_s"});
  CostRows pairs;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const auto amount = table.amount(row, cost);
    if (!amount) table.refuse(row, "cost is empty; leave the pair out where the site cannot serve the demand");
    pairs.decimals = std::max(pairs.decimals, decimals_in(table.cell(row, cost)));
    pairs.list.push_back({input.demand.add(table.key(row, origin)), input.sites.add(table.key(row, destination)),
                          *amount, table.line(row)});
  }
  std::ranges::sort(pairs.list, {}, [](const CostRow& pair) { return std::tuple{pair.row, pair.site, pair.line}; });
  for (std::size_t i = 1; i < pairs.list.size(); ++i) {
    const CostRow& one = pairs.list[i - 1];
    const CostRow& other = pairs.list[i];
    if (one.row != other.row || one.site != other.site || one.cost == other.cost) continue;
    table.refuse(fmt::format("lines {} and {}: '{}' to '{}' costs {} and {}; give each pair once", one.line, other.line,
                             input.demand.keys()[one.row], input.sites.keys()[one.site], one.cost, other.cost));
  }
  const auto same = [](const CostRow& a, const CostRow& b) { return a.row == b.row && a.site == b.site; };
  pairs.list.erase(std::unique(pairs.list.begin(), pairs.list.end(), same), pairs.list.end());
  return pairs;
}

/// How many whole costs a cost of 1 is: by the decimals, as far as the largest cost leaves room.
double parts_of_one(const CostRows& pairs) {
  double largest = 0.0;
  for (const CostRow& pair : pairs.list) largest = std::max(largest, pair.cost);
  if (largest >= kMostUnits)
    throw core::Error{core::ErrorKind::data,
                      fmt::format("costs: the largest is {}, expected less than {}; give them in a larger unit",
                                  largest, kMostUnits)};
  double scale = 1.0;
  for (int decimals = std::min(pairs.decimals, kMostDecimals); decimals > 0; --decimals) {
    if (largest * scale * 10.0 >= kMostUnits) break;
    scale *= 10.0;
  }
  return scale;
}

void fill_costs(const CostRows& pairs, LocationInput& input) {
  const double scale = parts_of_one(pairs);
  input.parts = scale;
  core::Rows<siting::SiteCost> rows;
  auto pair = pairs.list.begin();
  for (std::uint32_t row = 0; row < input.demand.size(); ++row) {
    if (pair == pairs.list.end() || pair->row != row) ++input.unserved_count;
    for (; pair != pairs.list.end() && pair->row == row; ++pair) {
      const double cost = std::round(pair->cost * scale);
      input.rounded = input.rounded || std::abs(cost - pair->cost * scale) > 1e-6 * std::max(1.0, cost);
      input.largest = std::max(input.largest, static_cast<std::uint32_t>(cost));
      rows.push({pair->site, static_cast<std::uint32_t>(cost)});
    }
    rows.close_row();
  }
  input.costs = siting::CostTable::sparse(std::move(rows), input.sites.size());
}

void count_weights(LocationInput& input) {
  for (const double weight : input.weight) {
    if (std::isnan(weight)) ++input.unknown_weight_count;
    if (weight == 0.0) ++input.left_out_count;
  }
}

}  // namespace

std::uint32_t KeyList::add(std::string_view key) {
  const auto found = row_.find(key);
  if (found != row_.end()) return found->second;
  const auto row = static_cast<std::uint32_t>(keys_.size());
  keys_.emplace_back(key);
  row_.emplace(keys_.back(), row);
  return row;
}

std::optional<std::uint32_t> KeyList::find(std::string_view key) const {
  const auto found = row_.find(key);
  return found == row_.end() ? std::nullopt : std::optional{found->second};
}

std::uint32_t LocationInput::whole(double cost) const {
  const double units = cost * parts;
  const double nearest = std::round(units);
  const double whole = std::abs(units - nearest) <= 1e-6 * std::max(1.0, nearest) ? nearest : std::floor(units);
  return static_cast<std::uint32_t>(std::clamp(whole, 0.0, kMostUnits));
}

LocationInput read_location_input(const std::filesystem::path& costs, const std::filesystem::path& demand,
                                  const std::filesystem::path& sites, const KeyList& known_sites) {
  LocationInput input;
  input.sites = known_sites;
  if (!sites.empty()) {
    const CsvTable table{sites};
    const std::size_t id = table.column({"id", "destination"});
    for (std::size_t row = 0; row < table.row_count(); ++row) input.sites.add(table.key(row, id));
  }
  if (!demand.empty()) read_weights(demand, input);
  const CostRows pairs = read_pairs(costs, input);
  const double without = demand.empty() ? 1.0 : std::numeric_limits<double>::quiet_NaN();
  input.weight.resize(input.demand.size(), without);
  fill_costs(pairs, input);
  count_weights(input);
  return input;
}

LocationInput location_input_of_graph(const std::filesystem::path& file, std::size_t& p) {
  OrlibGraph graph = read_orlib_graph(file);
  p = graph.p;
  LocationInput input;
  for (std::size_t node = 1; node <= graph.node_count; ++node) {
    input.sites.add(std::to_string(node));
    input.demand.add(std::to_string(node));
  }
  for (std::size_t row = 0; row < graph.node_count; ++row) {
    graph.costs.for_each(row,
                         [&](const siting::SiteCost& entry) { input.largest = std::max(input.largest, entry.cost); });
  }
  input.costs = std::move(graph.costs);
  input.weight.assign(graph.node_count, 1.0);
  return input;
}

}  // namespace trek::cli
