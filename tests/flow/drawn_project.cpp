#include "flow/drawn_project.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "flow/drawn_files.hpp"
#include "flow/small_region.hpp"
#include "support/temporary_folder.hpp"

namespace trek::test {
namespace {

constexpr double kWest_m = 250'000;
constexpr double kSouth_m = 475'000;
constexpr int kStep_m = 400;
constexpr int kCount = 6;  // streets a side

constexpr const char* kProject = R"([project]
name = "Getekend"
data = "data"
[[source]]
table = "municipalities"
path = "gemeenten.geojson"
[[source]]
table = "population"
path = "vierkanten.csv"
[[source]]
table = "candidates"
path = "kandidaten.csv"
[[source]]
table = "network"
name = "straten"
path = "straten.osm"
[[mode]]
mode = "foot"
network = "straten"
limits_min = [5, 15]
norm_min = 15
[candidates]
smallest_area_m2 = 150
decisions = "besluiten.csv"
[profile]
kind = "living_room"
answers = "antwoorden.csv"
[[criterion]]
measure = "people_all_foot_15min"
anchors = [[0, 0.0], [5000, 1.0]]
reason = "mensen"
)";

void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  put_text(file, text);
}

std::string streets() {
  std::string text;
  const auto id = [](int column, int line) { return line * kCount + column + 1; };
  for (int line = 0; line < kCount; ++line) {
    for (int column = 0; column < kCount; ++column)
      text += osm_node(id(column, line), {kWest_m + kStep_m * column, kSouth_m + kStep_m * line});
  }
  for (int line = 0; line < kCount; ++line) {
    std::vector<int> east;
    std::vector<int> north;
    for (int i = 0; i < kCount; ++i) {
      east.push_back(id(i, line));
      north.push_back(id(line, i));
    }
    text += osm_way(2 * line + 1, east) + osm_way(2 * line + 2, north);
  }
  return osm_file(text);
}

std::string cells() {
  std::string text = kCellsHeader;
  for (int i = 0; i < 12; ++i)
    text += fmt::format("E{:.0f}N{:.0f},{},6,10\n", kWest_m / 100 + i, kSouth_m / 100 + 1 + i % 3, 30 + i);
  return text;
}

constexpr const char* kBefore = "voor.gpkg";
constexpr const char* kAfter = "na.gpkg";

struct DrawnOutputs {
  std::string before;
  std::string after;
};

/// The project run twice, the second time at a shorter norm: made once a program, since every drawn project has them.
DrawnOutputs run_twice(const std::filesystem::path& folder) {
  const auto run = [&](const char* name) {
    CommandOptions options;
    options.folder = folder;
    options.environment["SOURCE_DATE_EPOCH"] = "1767225600";
    const auto ran = trek({"run", "trek.toml", "-o", name}, options);
    if (ran.exit_code != 0) throw std::runtime_error{"the drawn project was not run: " + ran.err};
    const std::string bytes = bytes_of(folder / name);
    std::filesystem::remove(folder / name);
    return bytes;
  };
  DrawnOutputs made;
  made.before = run(kBefore);
  edit(folder / "trek.toml", "norm_min = 15", "norm_min = 10");
  made.after = run(kAfter);
  edit(folder / "trek.toml", "norm_min = 10", "norm_min = 15");
  return made;
}

void draw_inputs(const std::filesystem::path& folder) {
  write(folder / "trek.toml", kProject);
  write(folder / "data/gemeenten.geojson",
        municipalities_geojson({{"GM0164", "Proefstad", {kWest_m, kSouth_m, kWest_m + 2000, kSouth_m + 2000}}}));
  write(folder / "data/vierkanten.csv", cells());
  write(folder / "data/kandidaten.csv",
        "id,naam,x,y,oppervlakte_m2,gemeente,type\nk1,Kerk,250410,475390,600,Proefstad,church\nk2,School,251190,476010,"
        "800,Proefstad,school\n");
  write(folder / "data/straten.osm", streets());
  write(folder / "antwoorden.csv", "site;rule;value\n");
  write(folder / "besluiten.csv", "source;record;decision;to;by;date;note\n");
  write(folder / "punten.csv", "id,x,y\na,250400,475400\nb,251200,476000\n");
  write(folder / "gewichten.csv", "id,x,y,people\na,250400,475410,5\nb,251200,476010,6\n");
}

}  // namespace

void draw_project(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder / "out");
  draw_inputs(folder);
  CommandOptions options;
  options.folder = folder;
  const auto built = trek({"network", "build", "data/straten.osm", "-o", "net.trek", "--mode", "foot"}, options);
  if (built.exit_code != 0) throw std::runtime_error{"the drawn network was not built: " + built.err};
  static const DrawnOutputs outputs = [] {
    const TemporaryFolder once;
    std::filesystem::create_directories(once / "out");
    draw_inputs(once.path());
    return run_twice(once.path());
  }();
  put_text(folder / kBefore, outputs.before);
  put_text(folder / kAfter, outputs.after);
}

const std::vector<WritingVerb>& writing_verbs() {
  static const std::vector<std::string> project{
      "trek.toml",           "antwoorden.csv",      "besluiten.csv",   "data/gemeenten.geojson",
      "data/vierkanten.csv", "data/kandidaten.csv", "data/straten.osm"};
  static const std::vector<std::string> travel{"--network", "net.trek", "--mode", "foot", "--origins", "punten.csv"};
  const auto with = [](std::vector<std::string> first, const std::vector<std::string>& more,
                       const std::vector<std::string>& last = {}) {
    first.insert(first.end(), more.begin(), more.end());
    first.insert(first.end(), last.begin(), last.end());
    return first;
  };
  static const std::vector<WritingVerb> verbs{
      {"run", {"run", "trek.toml", "-o"}, "run.gpkg", 0, project},
      {"check", {"check", "trek.toml", "--map"}, "check.gpkg", 1, project},
      {"import",
       {"import", "data/gemeenten.geojson", "--as", "municipalities", "-o"},
       "import.gpkg",
       0,
       {"data/gemeenten.geojson"}},
      {"network build",
       {"network", "build", "data/straten.osm", "--mode", "foot", "-o"},
       "build.trek",
       0,
       {"data/straten.osm"}},
      {"matrix",
       with({"matrix"}, travel, {"--destinations", "gewichten.csv", "-o"}),
       "matrix.csv",
       0,
       {"net.trek", "punten.csv", "gewichten.csv"}},
      {"reach",
       with({"reach"}, travel, {"--weights", "gewichten.csv", "--limit-min", "10", "-o"}),
       "reach.csv",
       0,
       {"net.trek", "punten.csv", "gewichten.csv"}},
      {"isochrone",
       with({"isochrone"}, travel, {"--limit-min", "5", "-o"}),
       "isochrone.gpkg",
       0,
       {"net.trek", "punten.csv"}},
      {"diff", {"diff", kBefore, kAfter, "-o"}, "diff.gpkg", 0, {kBefore, kAfter}},
  };
  return verbs;
}

CommandResult write_with(const WritingVerb& verb, const std::filesystem::path& folder,
                         const std::filesystem::path& output, CommandOptions options) {
  std::vector<std::string> words = verb.words;
  words.push_back(output.string());
  words.emplace_back("--overwrite");
  options.folder = folder;
  options.environment.try_emplace("SOURCE_DATE_EPOCH", "1767225600");
  return trek(words, std::move(options));
}

}  // namespace trek::test
