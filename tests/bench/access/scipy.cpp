#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "access_bench.hpp"
#include "bench/support/timing.hpp"
#include "reference.hpp"
#include "support/command.hpp"
#include "support/temporary_folder.hpp"
#include "trek/access/detail/search.hpp"

namespace trek::bench {
namespace {

template <class T>
void write_numbers(const std::filesystem::path& file, std::span<const T> numbers) {
  static_assert(sizeof(T) == sizeof(std::uint32_t));
  std::ofstream out{file, std::ios::binary};
  out.write(reinterpret_cast<const char*>(numbers.data()), static_cast<std::streamsize>(numbers.size_bytes()));
}

std::vector<double> read_numbers(const std::filesystem::path& file, std::size_t count) {
  std::vector<double> numbers(count);
  std::ifstream in{file, std::ios::binary};
  in.read(reinterpret_cast<char*>(numbers.data()), static_cast<std::streamsize>(count * sizeof(double)));
  ::bench::require(in.good(), "SciPy's times are whole");
  return numbers;
}

}  // namespace

void compare_with_scipy(Report& report, const network::ModeNetwork& one) {
  const network::StreetGraph& graph = one.graph;
  const test::TemporaryFolder folder;
  write_numbers<std::uint32_t>(folder / "first", graph.first_arc);
  write_numbers<network::NodeIdx>(folder / "head", graph.arc_head);
  write_numbers<std::uint32_t>(folder / "time", graph.arc_time_ds);
  constexpr std::size_t kSources = 8;
  const access::Endpoints all = access::endpoints_at_nodes(graph);
  TextbookSearch textbook{graph};
  for (const std::uint32_t minutes : {15U, 600U}) {
    std::vector<std::string> words{"/usr/bin/python3", TREK_SCIPY_TIMES, folder.path().string(),
                                   std::to_string(minutes * 600)};
    std::vector<std::uint32_t> sources;
    for (std::size_t i = 0; i < kSources; ++i) {
      sources.push_back(static_cast<std::uint32_t>(i * graph.node_count() / kSources));
      words.push_back(std::to_string(sources.back()));
    }
    const auto result = test::run_command(words);
    if (result.exit_code == 77) {
      fmt::print(stderr, "bench_access: SciPy is not installed; its rows are left out\n");
      return;
    }
    ::bench::require(result.exit_code == 0, "SciPy runs: " + result.err);
    const auto times = read_numbers(folder / "times", kSources * graph.node_count());
    for (std::size_t i = 0; i < kSources; ++i) {
      textbook.reached(sources[i], minutes * 600);
      for (std::uint32_t node = 0; node < graph.node_count(); ++node) {
        const double time_ds = times[i * graph.node_count() + node];
        ::bench::require(
            textbook.time_ds(node) == (std::isinf(time_ds) ? kNever_ds : static_cast<std::uint32_t>(time_ds)),
            "a time of SciPy");
      }
    }
    access::detail::Search search{graph.node_count()};
    const auto arcs = access::detail::arcs_of(graph, access::Direction::from_sites);
    const double own_s = ::bench::seconds_of([&] {
      for (const std::uint32_t source : sources) {
        search.start(minutes * 600);
        search.seed(source, 0);
        search.run(arcs);
      }
    });
    const double own_ms = own_s * 1000.0 / kSources;
    const double scipy_ms = std::strtod(result.out.c_str(), nullptr) * 1000.0;
    report.add({fmt::format("bounded search of one source, {} min bicycle, no preparation", minutes),
                own_ms,
                "ms",
                "SciPy's dijkstra, same times",
                scipy_ms,
                scipy_ms / own_ms,
                {}});
  }
}

}  // namespace trek::bench
