#include "trek/siting/cost_table.hpp"

#include <fmt/format.h>

#include <utility>

#include "trek/core/error.hpp"

namespace trek::siting {
namespace {

void check_row(std::size_t row, std::span<const SiteCost> costs, std::size_t site_count) {
  std::size_t least = 0;  // that the next site may be
  for (const SiteCost& entry : costs) {
    if (entry.site >= site_count) {
      core::refuse_argument(fmt::format("costs: demand row {} names site {}, expected one of {}, counted from 0", row,
                                        entry.site, site_count));
    }
    if (entry.site < least) {
      core::refuse_argument(
          fmt::format("costs: demand row {} names site {} after site {}, expected each site once, ascending", row,
                      entry.site, least - 1));
    }
    if (entry.cost == kNoCost) {
      core::refuse_argument(
          fmt::format("costs: site {} serves demand row {} at {}, expected less; leave a site out "
                      "that cannot serve it",
                      entry.site, row, kNoCost));
    }
    least = std::size_t{entry.site} + 1;
  }
}

}  // namespace

CostTable CostTable::sparse(core::Rows<SiteCost> rows, std::size_t site_count) {
  for (std::size_t row = 0; row < rows.size(); ++row) check_row(row, rows[row], site_count);
  CostTable table{rows.size(), site_count};
  table.sparse_ = std::move(rows);
  return table;
}

CostTable CostTable::dense(std::vector<std::uint32_t> costs, std::size_t row_count, std::size_t site_count) {
  if (costs.size() != row_count * site_count) {
    core::refuse_argument(fmt::format("costs: {} of them, expected {}: one per pair of {} demand rows and {} sites",
                                      costs.size(), row_count * site_count, row_count, site_count));
  }
  CostTable table{row_count, site_count};
  table.dense_ = std::move(costs);
  return table;
}

}  // namespace trek::siting
