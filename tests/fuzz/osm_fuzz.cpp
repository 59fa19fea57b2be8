// An extract of OSM in any of its forms, to the street graphs of all modes.
#include <osmium/io/any_input.hpp>
#include <osmium/io/any_output.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/writer.hpp>
#include <string>
#include <vector>

#include "fuzz/support/drawn_streets.hpp"
#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "fuzz/support/travel.hpp"
#include "trek/network/hierarchy.hpp"
#include "trek/network/osm.hpp"

namespace trek::fuzz {
namespace {

/// By how the bytes begin, since mutations keep no names.
const char* extension_of(std::string_view input) {
  if (input.starts_with("<")) return ".osm";
  if (input.starts_with("\xFF")) return ".o5m";
  return input.starts_with("n") || input.starts_with("w") ? ".opl" : ".osm.pbf";
}

std::string rewritten(const std::string& xml, const std::string& extension, const std::string& options) {
  osmium::io::Reader reader{osmium::io::File{memory_folder().write("seed.osm", xml).string()}};
  const auto target = memory_folder() / ("seed" + extension);
  osmium::io::Writer writer{osmium::io::File{target.string(), options}, osmium::io::overwrite::allow};
  while (osmium::memory::Buffer buffer = reader.read()) writer(std::move(buffer));
  writer.close();
  reader.close();
  return bytes_of(target);
}

const std::vector<network::ModeSpeeds>& speeds() {
  static const std::vector all{network::default_speeds(model::Mode::foot),
                               network::default_speeds(model::Mode::bicycle),
                               network::default_speeds(model::Mode::e_bike), network::default_speeds(model::Mode::car)};
  return all;
}

/// Turn restrictions, kept or not.
std::uint64_t turns_of(const network::OsmCounts& counts) {
  std::uint64_t sum = counts.turn_restriction_count;
  for (const auto& [reason, count] : counts.turns_not_kept) sum += count;
  return sum;
}

/// The streets as they are, with hierarchies, are travelled.
void check(std::vector<network::ModeNetwork> modes, const core::Control& control) {
  std::vector<const network::StreetGraph*> graphs;
  for (const auto& mode : modes) graphs.push_back(&mode.graph);
  auto hierarchies = network::build_hierarchies(graphs, control);
  for (std::size_t m = 0; m < modes.size(); ++m) {
    require_balance(modes[m].counts);
    const bool same = m < 2 || turns_of(modes[m].counts) == turns_of(modes[1].counts);  // of walkers they are not asked
    require(same, "every mode keeps or refuses every restriction");
    modes[m].hierarchy = std::move(hierarchies[m]);
    check_travel(modes[m], Streets::sound);
  }
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> list = drawn_osm_files();
  for (const std::string& xml : drawn_osm_files()) {
    list.push_back(rewritten(xml, ".osm.pbf", "pbf,pbf_compression=none,pbf_dense_nodes=true"));
    list.push_back(rewritten(xml, ".osm.pbf", "pbf,pbf_compression=none,pbf_dense_nodes=false"));
    list.push_back(rewritten(xml, ".opl", "opl"));
  }
  return list;
}

std::vector<std::string> words() {
  return {"<node",
          "<way",
          "<relation",
          "<nd ref=\"",
          "<tag k=\"",
          "\" v=\"",
          "/>",
          "</way>",
          "<member ",
          "id=\"",
          "lat=\"",
          "lon=\"",
          "-180",
          "90",
          "highway",
          "residential",
          "area",
          "yes",
          "barrier",
          "gate",
          "oneway",
          "access",
          "private",
          "restriction",
          "no_left_turn",
          "only_straight_on",
          "OSMHeader",
          "OSMData",
          "DenseNodes",
          "visible=\"false\"",
          "multipolygon",
          "9223372036854775807",
          "-1"};
}

void run(std::string_view input) {
  core::Control control;
  control.thread_count = 1;
  const auto file = memory_folder().write(std::string{"drawn"} + extension_of(input), input);
  static_cast<void>(outcome([&] { return network::osm_bounds(file, control); }));
  static_cast<void>(outcome([&] { return network::osm_generator(file); }));
  auto modes = outcome([&] { return network::read_osm(file, speeds(), "EPSG:28992", control); });
  if (modes) check(std::move(*modes), control);
  memory_folder().close_files();
}

}  // namespace trek::fuzz
