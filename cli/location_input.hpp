#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/siting/cost_table.hpp"

namespace trek::cli {

/// The names of rows, in the order in which they were met first.
class KeyList {
 public:
  std::uint32_t add(std::string_view key);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const;
  [[nodiscard]] const std::vector<std::string>& keys() const noexcept { return keys_; }
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

 private:
  std::vector<std::string> keys_;
  std::map<std::string, std::uint32_t, std::less<>> row_;
};

/// What a question of location is asked about, read from files: sites, demand, and what it costs to serve one by the
/// other, as whole numbers.
struct LocationInput {
  KeyList sites;
  KeyList demand;
  siting::CostTable costs = siting::CostTable::dense({}, 0, 0);
  std::vector<double> weight;  // one per demand row; NaN: unknown
  double parts = 1.0;          // of which a cost of 1 in the file is so many: 10 for costs with one decimal
  std::uint32_t largest = 0;   // no cost is above it
  bool rounded = false;        // costs had more decimals than are counted
  std::size_t unknown_weight_count = 0;
  std::size_t unserved_count = 0;  // demand rows without any site
  std::size_t left_out_count = 0;  // rows of demand that count nowhere: weight 0

  /// As a whole number, rounded down: what is at most the one is at most the other.
  [[nodiscard]] std::uint32_t whole(double cost) const;
  /// A whole cost, or a sum of them, in the unit of the file.
  [[nodiscard]] double in_unit(double sum) const { return sum / parts; }
};

/// Pairs from CSV: `origin` is the demand, `destination` the site, then `cost` (or `time_s`, as `trek matrix` writes
/// it). What is not listed cannot be served. Costs count to as many decimals as they have, at most 6 and such that they
/// stay below 4 thousand million units. With `demand` (CSV: id, weight) the rows are those of it, else every origin has
/// weight 1. `sites` (CSV: id), if given, names sites first; those of which no pair is listed serve nobody.
/// `known_sites` come before all.
///
/// Errors  Error{data}: a file, line and cell at fault, with what was found; a pair twice with different costs; an id
///         twice.
[[nodiscard]] LocationInput read_location_input(const std::filesystem::path& costs, const std::filesystem::path& demand,
                                                const std::filesystem::path& sites, const KeyList& known_sites = {});

/// A graph of the OR-Library: nodes, counted from 1, are sites and demand of weight 1.
[[nodiscard]] LocationInput location_input_of_graph(const std::filesystem::path& file, std::size_t& p);

}  // namespace trek::cli
