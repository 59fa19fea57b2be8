#include "trek/project/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "trek/measure/measured.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/parsed_project.hpp"

namespace trek::project {
namespace {

struct Meaning {
  std::string_view table;
  std::string_view key;
  std::string_view text;
};

// Every key once. A test holds this list against what the reader asks for.
constexpr auto kMeanings = std::to_array<Meaning>({
    {"project", "name", "title of the map and the report"},
    {"project", "name_nl", "the same for a map in Dutch"},
    {"project", "name_en", "the same for a map in English"},
    {"project", "notice", "a warning that stands on every map and in every abstract"},
    {"project", "notice_nl", "the same for a map in Dutch"},
    {"project", "notice_en", "the same for a map in English"},
    {"project", "crs", "coordinate system to compute in, in metres; default EPSG:28992"},
    {"project", "language", "nl or en: labels, map and sentences of the output; --lang goes over it"},
    {"project", "data", "folder of the sources, beside this file; --data or TREK_DATA goes over it; default data"},
    {"project", "cache", "folder for prepared streets, inside the folder of this file; default .trek-cache"},
    {"target", "share_15_25", "share of the 15-24 year olds who are 20 or older, where a source has only wide bands"},
    {"target", "share_25_45", "share of the 25-44 year olds who are 39 or younger"},
    {"source", "table", "what the file fills; the tables and their fields are below"},
    {"source", "path", "the file, from the data folder; what is fetched stays inside that folder"},
    {"source", "name",
     "name of the source in messages and outputs, of letters, digits, spaces and a few marks; default that of the "
     "file"},
    {"source", "layer", "layer of the file, where it has more than one that fits"},
    {"source", "mapping",
     "name of the mapping to read it by; default the one that its fields fit ('trek inspect FILE')"},
    {"source", "fields", "trek's field = the field of the file: { name = \"naam_pand\" }"},
    {"source", "constants", "trek's field = the same value for every record"},
    {"source", "factors", "trek's field = number to multiply by: { floor_area_m2 = 10000 } for hectares"},
    {"source", "codes", "trek's field = { code of the file = code of trek }"},
    {"source", "where", "only these records, as SQL: \"status = 'leeg'\""},
    {"source", "decimal", "\",\" or \".\": the decimal mark of its numbers, where their columns do not show it"},
    {"source", "reference_date", "of a source with history (LV BAG): what was so on that day"},
    {"source", "crs", "coordinate system, over what the file says; with crs_reason"},
    {"source", "crs_reason", "why crs goes over what the file says"},
    {"source", "title", "title in the table of sources"},
    {"source", "title_nl", "the same for a map in Dutch"},
    {"source", "title_en", "the same for a map in English"},
    {"source", "vintage", "of when the data are: a year or a date"},
    {"source", "licence", "licence under which the data may be used"},
    {"source", "attribution", "whose data they are, as it must stand on the map"},
    {"source", "attribution_nl", "the same for a map in Dutch"},
    {"source", "attribution_en", "the same for a map in English"},
    {"source", "url", "where the file comes from: named when it is absent, and used by 'trek fetch'"},
    {"source", "made_up", "true: the data are made up, and every output says so"},
    {"source", "surroundings",
     "true: of what lies around the region: its people, places and stations count for sites, and it has no coverage of "
     "its own; of municipalities, population, places and stations"},
    {"source", "fetch",
     "how 'trek fetch' gets it: file, zip, the name of a mapping, or a table with kind, url and type"},
    {"source.fetch", "kind", "file, zip, wfs or ogc_features"},
    {"source.fetch", "url", "address of the file or service; default the url of the source"},
    {"source.fetch", "type", "type (wfs) or collection (ogc_features) of a service"},
    {"source.fetch", "page_size", "features asked for at a time"},
    {"source.fetch", "file", "name that the file gets; default the last part of the address"},
    {"source.fetch", "sha256", "checksum that the file must have"},
    {"source.fetch", "bytes", "size that the file must have"},
    {"region", "municipalities",
     "codes or names of those that are the region, the others lie around it; default all but those of a source with "
     "surroundings = true"},
    {"fetch", "region",
     "[x_min, y_min, x_max, y_max] in EPSG:28992: what services are asked for; default the municipalities"},
    {"mode", "mode", "foot, bicycle, e_bike or car"},
    {"mode", "network", "name of the source with streets; without it travel goes in straight lines"},
    {"mode", "speed_kmh", "speed; on streets of foot, bicycle and e-bike, else of the straight line"},
    {"mode", "detour_factor", "straight line x this = way travelled; not used on streets"},
    {"mode", "peak_factor", "car times x this; 1 is free flow"},
    {"mode", "limits_min", "minutes within which people are counted and isochrones drawn; default [5, 10, 15, 30]"},
    {"mode", "norm_min", "minutes within which a person counts as served; default 15, by car 30"},
    {"streets", "max_snap_m", "farther from a street than this a place is not connected, and listed"},
    {"streets", "connector_kmh", "speed of the walk between a place and its street"},
    {"streets", "smallest_island_nodes", "loose parts with fewer junctions are not travelled from; default 100"},
    {"streets", "moment",
     "when one travels, for access, limits and opening hours that depend on it; default \"tuesday 14:00\""},
    {"streets", "direction", "to_sites (people come) or from_sites"},
    {"candidates", "types", "types of building that count as candidates; default every type but unknown"},
    {"candidates", "smallest_area_m2", "known floor area below this is left out"},
    {"candidates", "vacancy_at_least", "only sites of which the vacancy is known to be this likely"},
    {"candidates", "from_monuments", "true: monuments of a wanted type are candidates by themselves"},
    {"candidates", "from_vacancy", "true: buildings with evidence of vacancy are candidates by themselves"},
    {"candidates", "exact_tolerance_m", "a point that is placed exactly joins a building within this distance"},
    {"candidates", "approximate_tolerance_m", "the same for a point that is placed approximately"},
    {"candidates", "vacancy_tolerance_m", "the same for a vacancy record with only a point"},
    {"candidates", "complex_gap_m", "buildings of one complex this near are one site"},
    {"candidates", "decisions", "CSV with your own decisions on links: source, record, decision, to, by, date, note"},
    {"vacancy", "reference_date", "day for which evidence is weighed; default that of the newest source or record"},
    {"vacancy", "unlisted_share", "chance that a building is vacant of which the registers say nothing; default 0.1"},
    {"vacancy", "unlisted_high_share", "the most that it may be; default 0.5"},
    {"vacancy", "register", "what one register covers; a table of its own for each: [[vacancy.register]]"},
    {"vacancy.register", "source", "name of the source of table vacancy whose coverage this is"},
    {"vacancy.register", "coverage_share", "of the vacant buildings that it covers, the share that it lists"},
    {"vacancy.register", "types", "types of building that it covers; default all"},
    {"vacancy.register", "municipalities", "names or codes of the municipalities that it covers; default all"},
    {"profile", "kind", "what place is sought: local or beacon; decides the vetoes"},
    {"profile", "answers", "CSV with what you found out: site, rule, answer, source, date"},
    {"huff", "outside_option",
     "pull of staying home, in ordinary places next door; default 0: who can reach a place goes"},
    {"huff", "ordinary_place_m2", "floor area of a place of strength 1; without it every site is as attractive as any"},
    {"decay", "kind", "step, linear, exponential, power, gaussian, logistic or log_logistic"},
    {"decay", "median_min", "log_logistic: minutes at which half counts"},
    {"decay", "shape", "log_logistic: steepness"},
    {"decay", "inflection_min", "logistic: minutes at which about half counts"},
    {"decay", "deviation_min", "logistic: spread"},
    {"decay", "half_life_min", "exponential: minutes at which half counts"},
    {"decay", "sigma_min", "gaussian: spread"},
    {"decay", "exponent", "power: exponent"},
    {"decay", "limit_min", "step and linear: minutes beyond which nothing counts"},
    {"criterion", "measure", "what is judged: a measure of this project; they are below"},
    {"criterion", "weight", "how heavily it counts; 0 shows it and does not judge"},
    {"criterion", "anchors", "[[measure, value], ...]: reference numbers and what they are worth, 0 to 1"},
    {"criterion", "reason", "why it counts, with its source: stands in the output"},
    {"criterion", "reason_nl", "the same for a map in Dutch"},
    {"criterion", "reason_en", "the same for a map in English"},
    {"criterion", "label_nl", "its name on a Dutch map; default that of the measure"},
    {"criterion", "label_en", "its name on an English map"},
    {"acceptability", "seed", "of the random weightings: the same seed gives the same shares"},
    {"acceptability", "draws", "number of random weightings"},
    {"acceptability", "weight_spread", "1: any weighting; 0: the stated weights only"},
    {"output", "isochrone_sites",
     "isochrones are drawn for this many of the best sites (default 10), or for a list of keys or names"},
});

// Asks the reader for every key that it knows: each kind of decay reads keys of its own.
constexpr std::string_view kSample = R"(
[project]
name = "reference"
[target]
[[source]]
table = "municipalities"
path = "a"
url = "https://example.org/a"
fetch = { kind = "file" }
[[source]]
table = "population"
path = "b"
fetch = "file"
url = "https://example.org/b"
[[source]]
table = "candidates"
path = "c"
[[source]]
table = "vacancy"
name = "register"
path = "e"
[[source]]
table = "network"
name = "streets"
path = "d"
[fetch]
[[mode]]
mode = "foot"
network = "streets"
[streets]
[candidates]
[vacancy]
[[vacancy.register]]
source = "register"
[profile]
[huff]
[monument_value]
[function_value]
[acceptability]
[output]
[[criterion]]
measure = "floor_area_m2"
anchors = [[0, 0.0], [1, 1.0]]
reason = "reference"
[decay]
)";
constexpr std::array<std::string_view, 7> kDecays{"log_logistic", "logistic", "exponential", "gaussian",
                                                  "power",        "linear",   "step"};

std::string meaning_of(const config::AskedKey& asked) {
  const auto found = std::find_if(kMeanings.begin(), kMeanings.end(),
                                  [&](const Meaning& m) { return m.table == asked.table && m.key == asked.key; });
  return found == kMeanings.end() ? "" : std::string{found->text};
}

/// The tables of grades: their keys are codes, not asked for one by one.
KeyReference grades(const config::AskedKey& asked) {
  return {asked.key, "(a code)", "number from 0 to 1",
          asked.key == "monument_value" ? "grade of national, municipal, townscape, none"
                                        : "grade of a type of building: factory, church, farm ..."};
}

bool same_key(const KeyReference& a, const KeyReference& b) { return a.table == b.table && a.key == b.key; }

}  // namespace

std::vector<KeyReference> key_reference() {
  config::AskedKeys asked;
  for (const std::string_view kind : kDecays) {
    static_cast<void>(detail::parsed_project("trek.toml", fmt::format("{}kind = \"{}\"\n", kSample, kind), {}, &asked));
  }
  std::vector<KeyReference> list;
  const auto add = [&](KeyReference entry) {
    const auto is_it = [&](const KeyReference& known) { return same_key(known, entry); };
    if (std::none_of(list.begin(), list.end(), is_it)) list.push_back(std::move(entry));
  };
  for (const config::AskedKey& key : asked) {
    if (!key.table.empty()) add({key.table, key.key, key.takes, meaning_of(key)});
    if (key.table.empty() && key.takes == "table of numbers") add(grades(key));
    if (key.table.empty() && key.takes == "table of texts")
      add({key.key, "(a kind)", "third_place, cultural_anchor, hospitality or none",
           "what a kind of existing place counts as: cafe = \"third_place\""});
  }
  // A key stands with the others of its table, where that was met first.
  std::vector<std::string> order;
  for (const KeyReference& entry : list) {
    if (!std::count(order.begin(), order.end(), entry.table)) order.push_back(entry.table);
  }
  const auto place = [&](const KeyReference& entry) {
    return std::find(order.begin(), order.end(), entry.table) - order.begin();
  };
  std::stable_sort(list.begin(), list.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return list;
}

std::vector<MeasureReference> measure_reference() {
  measure::Settings settings;
  settings.has_places = settings.has_stations = true;
  TravelSettings& mode = settings.modes.emplace_back();
  mode.network.emplace();
  mode.limits_min = {15};
  std::vector<MeasureReference> list;
  for (const measure::Measure& one : measure::criteria_measures(settings))
    list.push_back({one.id, one.label.en, one.unit.en, detail::need_text(one.need)});
  return list;
}

}  // namespace trek::project
