#include "fuzz/support/travel.hpp"

#include <algorithm>
#include <vector>

#include "fuzz/support/require.hpp"
#include "trek/access/router.hpp"
#include "trek/network/detail/network_check.hpp"
#include "trek/network/detail/network_columns.hpp"

namespace trek::fuzz {
namespace {

constexpr std::size_t kMostSites = 40;  // more than one sweep takes
constexpr core::Deciseconds kLimit{9'000};

/// The same network with every column a vector of its own.
network::ModeNetwork on_heap(network::ModeNetwork mode) {
  network::detail::for_each_column(mode, [](auto& column) { column = std::vector(column.begin(), column.end()); });
  return mode;
}

access::Endpoints first_of(access::Endpoints all) {
  all.place.resize(std::min(all.place.size(), kMostSites));
  all.snap.resize(all.place.size());
  return all;
}

bool equal(const access::TravelTable& a, const access::TravelTable& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t row = 0; row < a.size(); ++row) {
    if (!std::ranges::equal(a[row], b[row])) return false;
  }
  return true;
}

}  // namespace

void check_travel(const network::ModeNetwork& mode, Streets streets) {
  const network::ModeNetwork own = on_heap(mode);
  require(network::detail::broken_promise(own, [](auto) {}).empty(), "the promises of a street graph");
  if (own.graph.node_count() == 0 || own.hierarchy.empty()) return;
  core::Control control;
  control.thread_count = 1;
  const auto others = access::endpoints_at_nodes(own.graph);
  const auto sites = first_of(others);
  for (const auto direction : {access::Direction::to_sites, access::Direction::from_sites}) {
    const auto table = [&](access::Kernel kernel) {
      const auto router = access::Router::on_streets(own.graph, {}, {&own.hierarchy, kernel});
      return router.travel_table(sites, others, kLimit, direction, control);
    };
    const auto swept = table(access::Kernel::sweep);
    const auto searched = table(access::Kernel::search);
    if (streets == Streets::sound) require(equal(swept, searched), "a sweep gives what a search gives");
  }
  const auto router = access::Router::on_streets(own.graph);
  const auto placed = router.endpoints(first_of(others).place, control);
  static_cast<void>(router.nearest_site(placed, placed, kLimit, access::Direction::to_sites, control));
}

void require_balance(const network::OsmCounts& counts) {
  std::uint64_t sum = counts.used_way_count;
  for (const auto& [reason, count] : counts.left_out) {
    require(!reason.empty() && count > 0, "a reason for each way that is left out");
    sum += count;
  }
  require(sum == counts.way_count, "ways = used + left out");
}

}  // namespace trek::fuzz
