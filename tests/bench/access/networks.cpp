#include "networks.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "support/dutch_network.hpp"

namespace trek::bench {

std::filesystem::path made_up_extract(std::uint64_t junction_count) {
  const char* const folder = std::getenv("TREK_BENCH_NETWORKS");
  const auto path = (folder != nullptr ? std::filesystem::path{folder} : std::filesystem::temp_directory_path()) /
                    fmt::format("trek_bench_{}.osm.pbf", junction_count);
  if (std::filesystem::exists(path)) return path;
  fmt::print(stderr, "making {}\n", path.string());
  const auto part = path.parent_path() / ("part_" + path.filename().string());  // never half a network under its name
  write_dutch_network(part, {junction_count, 1});
  std::filesystem::rename(part, path);
  return path;
}

network::ModeNetwork prepared(const std::filesystem::path& extract, model::Mode mode, const std::string& crs) {
  network::ModeNetwork one = network::read_osm(extract, network::default_speeds(mode), crs, {});
  const network::StreetGraph* const graphs[] = {&one.graph};
  one.hierarchy = std::move(network::build_hierarchies(graphs, {}).front());
  return one;
}

}  // namespace trek::bench
