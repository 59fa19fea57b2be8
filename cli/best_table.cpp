#include "best_table.hpp"

#include "trek/publish/explanation.hpp"

namespace trek::cli {

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
    const ResultTable::Cell top =
        site.top_ten_share ? ResultTable::Cell{Number{*site.top_ten_share, 2}} : ResultTable::Cell{};
    const ResultTable::Cell rank = site.rank ? ResultTable::Cell{std::int64_t{*site.rank}} : ResultTable::Cell{};
    table.add({rank, site.key, site.name, site.type, site.municipality, Number{site.score, 3}, Number{site.low, 3},
               Number{site.high, 3}, top, Number{site.completeness_share, 2}, site.veto});
  }
  return table;
}

}  // namespace trek::cli
