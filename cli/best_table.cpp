#include "best_table.hpp"

#include <fmt/format.h>

namespace trek::cli {

ResultTable::Cell rank_cell(const publish::ReadSite& site) {
  if (!site.rank) return std::monostate{};
  return std::int64_t{*site.rank};
}

ResultTable best_table(const publish::ReadResults& results, int count) {
  using Number = ResultTable::Number;
  constexpr std::size_t kWidth = 13;
  const int top_count = results.top_count;
  const std::string top_share = top_count == 10 ? "top_ten_share" : fmt::format("top_{}_share", top_count);
  ResultTable table{{"rank",
                     "site",
                     "name",
                     "type",
                     "municipality",
                     "score",
                     "low",
                     "high",
                     {"rank_group", "group"},
                     {top_share, fmt::format("in top {}", top_count)},
                     {"completeness_share", "known"},
                     {"veto", "vetoes"},
                     {"best_profile", "suits best as"}}};
  int listed = 0;
  for (const publish::ReadSite& site : results.sites) {
    if (!site.rank || listed++ == count) break;
    std::vector<ResultTable::Cell> row(kWidth);
    std::size_t column = 0;
    row[column] = rank_cell(site);
    for (const std::string* text : {&site.key, &site.name, &site.type, &site.municipality}) row[++column] = *text;
    for (const double number : {site.score, site.low, site.high}) row[++column] = Number{number, 3};
    row[++column] = site.rank_group;
    if (++column; site.top_share) row[column] = Number{*site.top_share, 2};
    row[++column] = Number{site.completeness_share, 2};
    row[++column] = site.veto;
    if (++column; !site.profiles.empty()) row[column] = site.profiles.front().id;
    table.add(std::move(row));
  }
  return table;
}

}  // namespace trek::cli
