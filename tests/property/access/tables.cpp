#include "tables.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "support/catch.hpp"
#include "support/threads.hpp"
#include "trek/access/detail/sweep.hpp"
#include "trek/access/detail/table_fold.hpp"

namespace trek::test {

namespace detail = access::detail;

network::Hierarchy hierarchy_of(const network::StreetGraph& graph, std::uint32_t leaf_node_count) {
  const network::StreetGraph* const graphs[] = {&graph};
  return std::move(network::build_hierarchies(graphs, threads(1), {leaf_node_count}).front());
}

Table expected_table(const std::vector<std::vector<std::uint32_t>>& times, std::uint32_t limit_ds) {
  Table table;
  for (const auto& row : times) {
    table.emplace_back();
    for (std::uint32_t other = 0; other < row.size(); ++other) {
      if (row[other] <= limit_ds) table.back().push_back({other, row[other]});
    }
  }
  return table;
}

Table rows_of(const access::TravelTable& table) {
  Table rows;
  for (std::size_t site = 0; site < table.size(); ++site) rows.emplace_back(table[site].begin(), table[site].end());
  return rows;
}

std::vector<std::uint32_t> edge_limits(const std::vector<std::vector<std::uint32_t>>& times, core::Random& random) {
  std::set<std::uint32_t> found;
  for (const auto& row : times) found.insert(row.begin(), row.end());
  found.erase(access::kUnreachable_ds);
  std::vector<std::uint32_t> limits{0, access::kUnreachable_ds - 1};
  if (found.empty()) return limits;
  const std::vector<std::uint32_t> all(found.begin(), found.end());
  const std::uint32_t exact = all[random.below(all.size())];
  limits.push_back(exact);
  if (exact > 0) limits.push_back(exact - 1);
  return limits;
}

template <class Time>
Table swept(const Town& town, const network::Hierarchy& hierarchy, access::Direction direction, std::uint32_t limit_ds,
            const detail::SweepKernels& kernels) {
  const detail::SweepMap map{hierarchy};
  const detail::PointEnds ends{town.graph, town.others, detail::trip_at_other(direction), detail::Beyond::own, {}};
  const detail::SweepPoints points{map, town.graph, ends, direction};
  const detail::PointsAtNodes beyond_core{town.graph, ends, static_cast<std::uint32_t>(town.graph.core_node_count())};
  const detail::PointsOnEdges on_edges{town.others};
  const detail::SweepInput input{map,        points,      beyond_core, on_edges, town.graph,
                                 town.sites, town.others, direction,   kernels};
  detail::Sweep<Time> sweep{input, limit_ds};
  Table rows(town.sites.size());
  detail::TableFold fold{rows, limit_ds};
  std::vector<std::uint32_t> sites;
  for (std::uint32_t site = 0; site < town.sites.size(); ++site) {
    if (town.sites.connected(site)) sites.push_back(site);
  }
  sweep.run(sites, fold);
  const Table first = rows;
  for (auto& row : rows) row.clear();
  sweep.run(sites, fold);  // nothing of the first sweep is left to mislead the second
  CHECK(rows == first);
  return rows;
}

template Table swept<std::uint16_t>(const Town&, const network::Hierarchy&, access::Direction, std::uint32_t,
                                    const detail::SweepKernels&);
template Table swept<std::uint32_t>(const Town&, const network::Hierarchy&, access::Direction, std::uint32_t,
                                    const detail::SweepKernels&);

std::vector<access::Router::Nearest> expected_nearest(const std::vector<std::vector<std::uint32_t>>& times,
                                                      std::size_t other_count, std::uint32_t limit_ds) {
  std::vector<access::Router::Nearest> nearest(other_count);
  for (std::uint32_t site = 0; site < times.size(); ++site) {
    for (std::size_t other = 0; other < other_count; ++other) {
      const std::uint32_t time_ds = times[site][other];
      if (time_ds <= limit_ds && time_ds < nearest[other].time_ds) nearest[other] = {site, time_ds};
    }
  }
  return nearest;
}

}  // namespace trek::test
