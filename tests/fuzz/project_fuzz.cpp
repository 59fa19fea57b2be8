// A project file: parsed, and where it is one, checked against a few small layers.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "fuzz/support/layers.hpp"
#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/project/check.hpp"
#include "trek/project/detail/parsed_project.hpp"
#include "trek/project/project.hpp"

namespace trek::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path& folder() {
  static const fs::path path = [] {
    const fs::path made = memory_folder() / "project";
    fs::create_directories(made / "data");
    for (const auto& [name, text] : small_layers()) memory_folder().write("project/data/" + name, text);
    return made;
  }();
  return path;
}

/// Whether a check would read nothing but the layers that are there.
bool keeps_to_folder(const project::Project& read) {
  const std::string inside = folder().string() + "/";
  const auto is_inside = [&](const fs::path& path) {
    const std::string text = path.lexically_normal().string();
    return text.starts_with(inside) && !fs::is_directory(text);
  };
  const bool sources = std::ranges::all_of(read.sources, [&](const auto& source) { return is_inside(source.path); });
  const bool modes =
      std::ranges::all_of(read.modes, [&](const auto& mode) { return !mode.network || is_inside(mode.network->path); });
  return sources && modes && (!read.answers || is_inside(*read.answers)) &&
         (!read.decisions || is_inside(*read.decisions));
}

void check(const project::Project& read) {
  const auto found = outcome([&] { return project::check(read, {"2026-01-01", 5}, {}); });
  if (!found) return;
  for (const auto& source : found->sources) require(source.balances(), "read = used + joined + rejected + left out");
  for (const auto& finding : found->findings) require(finding.count > 0, "a finding is of something");
  const bool error = std::ranges::any_of(found->findings, [](const auto& f) { return f.severity == "error"; });
  require(found->blocked == error, "blocked by an error and by nothing else");
}

constexpr const char* kProject = R"([project]
name = "Klein"
language = "nl"
data = "data"
[[source]]
table = "municipalities"
path = "gemeenten.geojson"
[[source]]
table = "population"
path = "cellen.csv"
[[source]]
table = "candidates"
path = "kandidaten.csv"
decimal = ","
[[mode]]
mode = "bicycle"
limits_min = [5, 15]
norm_min = 10
[[criterion]]
measure = "people_target_bicycle_15min"
weight = 2
anchors = [[0, 0.0], [1000, 1.0]]
reason = "dichtbij"
)";

}  // namespace

std::vector<std::string> seeds() {
  const std::string smallest = kProject;
  return {smallest,
          smallest + "[streets]\nmoment = \"zaterdag 20:30\"\nmax_snap_m = 200\n",
          smallest + "[huff]\noutside_option = 1.5\nordinary_place_m2 = 400\n[decay]\nkind = \"exponential\"\n",
          smallest + "[candidates]\ntypes = [\"school\", \"church\"]\nsmallest_area_m2 = 100\n",
          smallest + "[monument_values]\nnational = 1\nmunicipal = 0.5\n[function_values]\nschool = 0.8\n",
          smallest +
              "[[source]]\ntable = \"vacancy\"\npath = \"leegstand.csv\"\nfields = { address = \"adres\" }\n"
              "codes.kind = { l = \"register_entry\" }\nwhere = \"jaar > 2020\"\n",
          smallest +
              "[[source]]\nname = \"b\"\ntable = \"buildings\"\npath = \"panden.gpkg\"\n"
              "fetch = { kind = \"wfs\", url = \"https://example.org\", type = \"bag:pand\" }\n"};
}

std::vector<std::string> words() {
  std::vector<std::string> list{"[[source]]",
                                "[[mode]]",
                                "[[criterion]]",
                                "[project]",
                                "[region]",
                                "[fetch]",
                                "[candidates]",
                                "[vacancy]",
                                "[[vacancy.register]]",
                                "[acceptability]",
                                "[snap]",
                                "table = ",
                                "path = ",
                                "mode = ",
                                "weight = ",
                                "anchors = ",
                                "[[",
                                "]]",
                                "\"",
                                "'''",
                                "\\u0000",
                                "inf",
                                "nan",
                                "-1",
                                "1e400",
                                "= {",
                                "= []",
                                "true",
                                "2026-01-01"};
  for (const char* const more :
       {"\"car\"", "\"foot\"", "\"ebike\"", "straight_line", "network = ", "detour = ", "municipalities = ",
        "decisions = ", "answers = ", "profile = \"beacon\"", "huff_", "gap_target_bicycle", "isochrone_sites = "})
    list.emplace_back(more);
  return list;
}

void run(std::string_view input) {
  const fs::path file = folder() / "trek.toml";
  const auto read = outcome([&] { return project::detail::parsed_project(file, std::string{input}, {}); });
  if (!read) return;
  require(!read->sources.empty() || !read->criteria.empty(), "a project has something");
  static_cast<void>(outcome([&] { return project::measure_ids(*read); }));
  if (keeps_to_folder(*read)) check(*read);
}

}  // namespace trek::fuzz
