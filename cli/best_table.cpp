#include "best_table.hpp"

#include <fmt/format.h>

#include "trek/publish/explanation.hpp"

namespace trek::cli {

ResultTable best_table(const std::filesystem::path& geopackage, int count) {
  using Number = ResultTable::Number;
  const auto sites = publish::best_sites(geopackage, count);
  const int top_count = sites.empty() ? 10 : sites.front().top_count;
  ResultTable table{{{"rank", "rank"},
                     {"rank_group", "as firm as"},
                     {"site", "site"},
                     {"name", "name"},
                     {"type", "type"},
                     {"municipality", "municipality"},
                     {"score", "score"},
                     {"low", "low"},
                     {"high", "high"},
                     {fmt::format("top_{}_share", top_count), fmt::format("in top {}", top_count)},
                     {"completeness_share", "known"},
                     {"veto", "vetoes"}}};
  for (const publish::Explanation& site : sites) {
    const ResultTable::Cell top = site.top_share ? ResultTable::Cell{Number{*site.top_share, 2}} : ResultTable::Cell{};
    const ResultTable::Cell rank = site.rank ? ResultTable::Cell{std::int64_t{*site.rank}} : ResultTable::Cell{};
    table.add({rank, site.rank_group, site.key, site.name, site.type, site.municipality, Number{site.score, 3},
               Number{site.low, 3}, Number{site.high, 3}, top, Number{site.completeness_share, 2}, site.veto});
  }
  return table;
}

}  // namespace trek::cli
