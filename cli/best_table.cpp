#include "best_table.hpp"

#include "trek/publish/explanation.hpp"

namespace trek::cli {

ResultTable::Cell rank_cell(const publish::Explanation& site) {
  if (!site.rank) return std::monostate{};
  return std::int64_t{*site.rank};
}

namespace {

ResultTable::Cell share_cell(const std::optional<double>& share) {
  if (!share) return std::monostate{};
  return ResultTable::Number{*share, 2};
}

}  // namespace

ResultTable best_table(const std::filesystem::path& geopackage, int count) {
  using Number = ResultTable::Number;
  ResultTable table{{{"rank", "rank"},
                     {"site", "site"},
                     {"name", "name"},
                     {"type", "type"},
                     {"municipality", "municipality"},
                     {"score", "score"},
                     {"low", "low"},
                     {"high", "high"},
                     {"top_ten_share", "in top 10"},
                     {"completeness_share", "known"},
                     {"veto", "vetoes"}}};
  for (const publish::Explanation& site : publish::best_sites(geopackage, count)) {
    table.add({rank_cell(site), site.key, site.name, site.type, site.municipality, Number{site.score, 3},
               Number{site.low, 3}, Number{site.high, 3}, share_cell(site.top_ten_share),
               Number{site.completeness_share, 2}, site.veto});
  }
  return table;
}

}  // namespace trek::cli
