#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "access_bench.hpp"
#include "bench/support/timing.hpp"
#include "trek/access/catchments.hpp"
#include "trek/network/detail/contraction.hpp"
#include "trek/network/dissection.hpp"
#include "trek/network/network_file.hpp"

namespace trek::bench {
namespace {

using ::bench::require;
using ::bench::seconds_of;

network::Adjacency adjacency_of(const network::StreetGraph& graph) {
  std::vector<std::vector<std::uint32_t>> rows(graph.node_count());
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const std::uint32_t a = graph.edge_from[e].value();
    const std::uint32_t b = graph.edge_to[e].value();
    if (a == b) continue;
    rows[a].push_back(b);
    rows[b].push_back(a);
  }
  network::Adjacency adjacency;
  adjacency.place.assign(graph.node_place.begin(), graph.node_place.end());
  for (auto& row : rows) {
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    adjacency.neighbour.insert(adjacency.neighbour.end(), row.begin(), row.end());
    adjacency.first.push_back(static_cast<std::uint32_t>(adjacency.neighbour.size()));
  }
  return adjacency;
}

/// MiB that a child process held at most, running `task` on a file; throws when it fails.
double child_peak_mib(const char* task, const std::filesystem::path& file) {
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(self.c_str(), self.c_str(), "--child", task, file.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  require(::wait4(child, &status, 0, &usage) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0,
          fmt::format("the child process that should {}", task));
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

}  // namespace

void measure_preparation(Report& report, const std::filesystem::path& extract, const char* name,
                         ::bench::Goal order_goal, ::bench::Goal weights_goal) {
  namespace detail = network::detail;
  const network::StreetGraph graph =
      std::move(network::read_osm(extract, network::default_speeds(model::Mode::bicycle), "EPSG:28992", {}).graph);
  const network::Adjacency adjacency = adjacency_of(graph);
  const std::size_t runs = graph.node_count() > 500'000 ? 1 : report.runs();
  const auto median_s = [&](const auto& work) {
    std::vector<double> times_s;
    for (std::size_t run = 0; run < runs; ++run) times_s.push_back(seconds_of(work));
    return ::bench::median(times_s);
  };
  network::Dissection whole;
  const double order_s = median_s([&] { whole = network::nested_dissection(adjacency, {}, threads(2)); });
  std::vector<std::uint32_t> present(graph.node_count());
  for (std::uint32_t node = 0; node < present.size(); ++node) present[node] = node;
  const detail::Order order = detail::restricted(whole, present);
  const auto parts = detail::work_parts(order.dissection);
  detail::Contraction contraction;
  detail::Transposed lower;
  const double contract_s = median_s([&] {
    contraction = detail::contraction(graph, order, parts, threads(2));
    lower = detail::transposed(contraction);
  });
  detail::ArcTimes times;
  const double weights_s =
      median_s([&] { times = detail::customized(graph, order, parts, contraction, lower, threads(2)); });
  std::vector<std::uint8_t> needed;
  const double perfect_s = median_s([&] {
    auto own = times;
    needed = detail::needed_arcs(parts, contraction, own, threads(2));
  });
  const auto climbing = std::count_if(needed.begin(), needed.end(), [](auto n) { return (n & detail::kClimbs) != 0; });
  const std::string of = fmt::format("{} bicycle ({} nodes), 2 threads", name, graph.node_count());
  report.add({"order, " + of, order_s, "s", "", {}, {}, order_goal});
  report.add({fmt::format("contraction, {} arcs, {}", contraction.arc_count(), of), contract_s, "s", "", {}, {}, {}});
  report.add({"new weights, " + of, weights_s, "s", "", {}, {}, weights_goal});
  report.add({fmt::format("perfect, {:.2f} arcs a node left, {}",
                          static_cast<double>(climbing) / static_cast<double>(graph.node_count()), of),
              perfect_s,
              "s",
              "",
              {},
              {},
              {}});
}

int memory_child(const char* task, const std::filesystem::path& file) {
  const std::string_view wanted{task};
  if (wanted == "build") {  // an extract -> a network file with its hierarchy
    const auto built = network::build_network(file, {network::default_speeds(model::Mode::bicycle)}, "EPSG:28992",
                                              "bench", threads(2));
    network::write_network_file(file.string() + ".trek", built, true);
    return 0;
  }
  const network::Network opened = network::open_network_file(file.string() + ".trek");
  const network::ModeNetwork& one = opened.modes.front();
  if (wanted == "prepare") {  // the streets alone -> a hierarchy
    const network::StreetGraph* const graphs[] = {&one.graph};
    return network::build_hierarchies(graphs, threads(2)).front().empty() ? 1 : 0;
  }
  const auto router = access::Router::on_streets(one.graph, {}, {&one.hierarchy, access::Kernel::sweep});
  access::Endpoints sites;  // 1,000 nodes, without the endpoints of all
  access::Endpoints others;
  const auto add = [&](access::Endpoints& points, std::size_t edge) {
    network::Snap snap;
    snap.edge = network::EdgeIdx{edge};
    snap.projected = one.graph.node_place[one.graph.edge_from[edge].value()];
    points.place.push_back(snap.projected);
    points.snap.push_back(snap);
  };
  for (std::size_t i = 0; i < 1000; ++i) add(sites, i * (one.graph.edge_count() / 1000));
  for (std::size_t i = 0; i < 100'000; ++i) add(others, i * (one.graph.edge_count() / 100'000));
  const std::vector<double> people(others.size(), 1.0);
  const access::WeightedSum sum[] = {{people, access::Step{100.0}}};
  const auto found = access::weighted_sums(router, sites, others, sum,
                                           {core::Deciseconds{60'000}, access::Direction::from_sites}, threads(2));
  return found.front().front() > 0.0 ? 0 : 1;
}

void measure_memory(Report& report, const std::filesystem::path& extract) {
  const double build_mib = child_peak_mib("build", extract);
  const double prepare_mib = child_peak_mib("prepare", extract);
  const double query_mib = child_peak_mib("query", extract);
  const std::string of = fmt::format("one mode, {}", extract.filename().string());
  report.add({"peak memory: extract to network file, " + of, build_mib, "MiB", "", {}, {}, {}});
  report.add({"peak memory: streets to hierarchy, " + of,
              prepare_mib,
              "MiB",
              "",
              {},
              {},
              ::bench::at_most(1600.0e6 / 1048576.0)});
  report.add({"peak memory: sweeps of 1,000 sites to 100 min, 2 threads, " + of,
              query_mib,
              "MiB",
              "",
              {},
              {},
              ::bench::at_most(1000.0e6 / 1048576.0)});
  std::filesystem::remove(extract.string() + ".trek");
}

void measure_city(Report& report) {
  const char* const data = std::getenv("TREK_DATA");
  const std::filesystem::path extract =
      std::filesystem::path{data != nullptr ? data : "../shared/data"} / "network" / "porto_portugal.osm.pbf";
  if (!std::filesystem::exists(extract)) {
    report.work(
        fmt::format("no {}: the real city is left out (TREK_DATA names the folder of the layers)", extract.string()));
    return;
  }
  std::size_t node_count = 0;
  std::vector<double> times_s;
  for (std::size_t run = 0; run < report.runs(); ++run) {
    times_s.push_back(seconds_of([&] {
      const auto built = network::build_network(extract, {network::default_speeds(model::Mode::bicycle)}, "EPSG:32629",
                                                "bench", threads(2));
      node_count = built.modes.front().graph.node_count();
    }));
  }
  report.add({fmt::format("Porto: extract to a bicycle network ready for queries ({} nodes), 2 threads", node_count),
              ::bench::median(times_s),
              "s",
              "",
              {},
              {},
              ::bench::at_most(1.5)});
  // Its times are compared with Boost.Graph's by a test of real data: with turns and private streets that takes more
  // than the arcs.
}

}  // namespace trek::bench
