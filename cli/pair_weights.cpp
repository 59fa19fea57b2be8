#include "pair_weights.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "csv_table.hpp"
#include "trek/core/text.hpp"
#include "trek/score/weights.hpp"

namespace trek::cli {
namespace {

struct StatedPair {
  std::size_t criterion = 0;  // of the ids
  std::size_t over = 0;
  double times = 1.0;
};

std::size_t criterion_in(const CsvTable& table, std::size_t row, std::size_t column, std::span<const std::string> ids) {
  const std::string_view name = table.key(row, column);
  const auto found = std::ranges::find(ids, name);
  if (found == ids.end()) {
    table.refuse(row, fmt::format("'{}' is no criterion of the output{}; found there: {}", name,
                                  core::did_you_mean(name, ids), fmt::join(ids, ", ")));
  }
  return static_cast<std::size_t>(found - ids.begin());
}

std::vector<StatedPair> stated_pairs(const CsvTable& table, std::span<const std::string> ids) {
  const std::size_t criterion = table.column({"criterion"});
  const std::size_t over = table.column({"over"});
  const std::size_t times = table.column({"times"});
  std::vector<StatedPair> pairs;
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    const StatedPair pair{criterion_in(table, row, criterion, ids), criterion_in(table, row, over, ids),
                          table.number(row, times).value_or(0.0)};
    if (pair.criterion == pair.over)
      table.refuse(row, fmt::format("'{}' stands over itself; leave the row out", ids[pair.over]));
    if (!(pair.times > 0.0)) {
      table.refuse(row, fmt::format("times is '{}', expected a number above 0: 1 for equally important, 3 for three "
                                    "times as important, 0.33 for a third",
                                    table.cell(row, times)));
    }
    pairs.push_back(pair);
  }
  if (pairs.empty()) table.refuse("has no row; expected one a pair of criteria: criterion,over,times");
  return pairs;
}

/// The criteria that are named, in the order of the output.
std::vector<std::size_t> named_criteria(std::span<const StatedPair> pairs) {
  std::vector<std::size_t> named;
  for (const StatedPair& pair : pairs) named.insert(named.end(), {pair.criterion, pair.over});
  std::ranges::sort(named);
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

/// The whole square of them, row-major.
std::vector<double> square_of(const CsvTable& table, std::span<const StatedPair> pairs,
                              std::span<const std::size_t> named, std::span<const std::string> ids) {
  const std::size_t n = named.size();
  constexpr double kNotSaid = 0.0;
  std::vector<double> times(n * n, kNotSaid);
  const auto place_of = [&](std::size_t criterion) {
    return static_cast<std::size_t>(std::ranges::find(named, criterion) - named.begin());
  };
  for (std::size_t i = 0; i < n; ++i) times[i * n + i] = 1.0;
  for (std::size_t row = 0; row < pairs.size(); ++row) {
    const std::size_t a = place_of(pairs[row].criterion);
    const std::size_t b = place_of(pairs[row].over);
    if (times[a * n + b] != kNotSaid)
      table.refuse(row,
                   fmt::format("'{}' and '{}' are compared twice; keep one of the rows", ids[named[a]], ids[named[b]]));
    times[a * n + b] = pairs[row].times;
    times[b * n + a] = 1.0 / pairs[row].times;
  }
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      if (times[a * n + b] == kNotSaid)
        table.refuse(fmt::format("'{}' and '{}' are not compared; {} criteria need {} rows, each pair once",
                                 ids[named[a]], ids[named[b]], n, n * (n - 1) / 2));
    }
  }
  return times;
}

}  // namespace

PairWeights read_pair_weights(const std::filesystem::path& file, std::span<const std::string> ids) {
  const CsvTable table{file};
  const auto pairs = stated_pairs(table, ids);
  const auto named = named_criteria(pairs);
  const auto times = square_of(table, pairs, named, ids);
  std::vector<std::string> names;
  for (const std::size_t criterion : named) names.push_back(ids[criterion]);
  const auto share = score::ahp_weights(names, times);
  PairWeights result{std::vector<double>(ids.size(), 0.0),
                     score::compared_weights(times, named.size()).consistency_ratio};
  for (std::size_t i = 0; i < named.size(); ++i) result.weight[named[i]] = share[i];
  return result;
}

}  // namespace trek::cli
