#include "trek/publish/stored_coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "options.hpp"
#include "printing.hpp"
#include "told_output.hpp"
#include "trek/core/text.hpp"
#include "trek/model/all_modes.hpp"
#include "trek/model/tables.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

using publish::StoredCoverage;
using publish::StoredTable;
using publish::Value;

enum class Part { all, region, municipalities, districts, norms, district_norms, gaps };
const Choices<Part> kParts{{"all", Part::all},
                           {"region", Part::region},
                           {"municipalities", Part::municipalities},
                           {"districts", Part::districts},
                           {"norms", Part::norms},
                           {"norms_by_district", Part::district_norms},
                           {"gaps", Part::gaps}};

struct CoverageArguments {
  std::filesystem::path file;
  std::optional<model::Mode> mode;
  Part part = Part::all;
  std::string municipality;
  int gap_count = 10;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("FILE", file, {"An output of trek run", "twente.gpkg"});
    all.add("--mode", mode, choices_of(model::kAllModes),
            {.help = "All but the region by this mode", .otherwise = "bicycle if it was measured, else the first"});
    all.add("--of", part, kParts, {"What to show; CSV has one of them, municipalities for all"});
    all.add("--municipality", municipality,
            {.help = "Only rows of this municipality, by its name or code", .example = "Hengelo"});
    all.add("--gaps", gap_count, {0, 100'000}, {"How many gaps to list, those with most people"});
    all.add("--lang", language, languages(), {"Language of what is told"});
    shared.add_format(all);
  }
};

/// As it stands in the file, numbers as a person reads them.
ResultTable::Cell cell_of(const Value& value, int decimals, const Words& words) {
  if (const auto* number = std::get_if<double>(&value)) return ResultTable::Number{*number, decimals};
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? words("ja", "yes") : words("nee", "no");
  return {};
}

std::string text_of(const Value& value) {
  const auto* words = std::get_if<std::string>(&value);
  return words == nullptr ? std::string{} : *words;
}

/// A column of a table for people, and where it comes from.
struct Shown {
  const char* column;  // of the file, before the mode
  core::Phrase header;
  int decimals = 0;
  const char* otherwise = nullptr;  // the column that stands in where it is empty
};

/// A value of a row, of a column that may end with the mode.
Value value_of(const StoredTable& stored, std::size_t row, const char* column, const std::string& mode) {
  const std::string of_mode = fmt::format("{}_{}", column, mode);
  return stored.value(row, stored.find(of_mode) ? of_mode : column);
}

/// Which rows are asked for.
struct Asked {
  std::string mode;
  std::string municipality_code;  // empty: all
  Words words;                    // of what is told
};

/// Of a row of the municipalities itself, its own.
Value municipality_of(const StoredTable& stored, std::size_t row) {
  return stored.value(row, stored.find("municipality_code") ? "municipality_code" : "code");
}

/// Rows of a stored table that are asked for: of the mode, or all where it has none.
ResultTable selected(const StoredTable& stored, const std::vector<Shown>& shown, const Asked& asked,
                     std::size_t most = std::numeric_limits<std::size_t>::max()) {
  std::vector<ResultTable::Column> heads;
  for (const Shown& column : shown) heads.emplace_back(column.column, asked.words(column.header));
  ResultTable table{heads};
  std::size_t count = 0;
  for (std::size_t row = 0; row < stored.rows.size() && count < most; ++row) {
    if (stored.find("mode") && text_of(stored.value(row, "mode")) != asked.mode) continue;
    if (!asked.municipality_code.empty() && text_of(municipality_of(stored, row)) != asked.municipality_code) continue;
    std::vector<ResultTable::Cell> cells;
    for (const Shown& column : shown) {
      Value value = value_of(stored, row, column.column, asked.mode);
      if (value == Value{} && column.otherwise != nullptr) value = value_of(stored, row, column.otherwise, asked.mode);
      cells.push_back(cell_of(value, column.decimals, asked.words));
    }
    table.add(std::move(cells));
    ++count;
  }
  return table;
}

const core::Phrase kDistrict{"wijk", "district"};
const core::Phrase kMunicipality{"gemeente", "municipality"};
const core::Phrase kServed{"met plek (0-1)", "served (0-1)"};
const core::Phrase kTargetServed{"20-40 (0-1)", "20-40 (0-1)"};
const core::Phrase kMean{"gemiddeld (min)", "mean (min)"};
const core::Phrase kWithout{"zonder plek (personen)", "without (people)"};
const core::Phrase kBestSite{"beste locatie", "best site"};

/// Of an area: what names it, how it is served, and what else is known of areas of its kind.
std::vector<Shown> of_area(std::vector<Shown> named, const std::vector<Shown>& rest) {
  const std::initializer_list<Shown> served{{"inhabitants", {"inwoners", "inhabitants"}},
                                            {"served_share", kServed, 3},
                                            {"target_served_share", kTargetServed, 3},
                                            {"served_by_others_share", {"elders (0-1)", "elsewhere (0-1)"}, 3},
                                            {"mean_time_min", kMean, 1},
                                            {"p90_time_min", {"P90 (min)", "P90 (min)"}, 1},
                                            {"time_gini", {"Gini", "Gini"}, 3}};
  named.insert(named.end(), served);
  named.insert(named.end(), rest.begin(), rest.end());
  return named;
}
const std::vector<Shown> kOfMunicipalities =
    of_area({{"name", kMunicipality}},
            {{"shortfall", {"tekort", "shortfall"}, 3},
             {"places_per_10000", {"plekken/10.000", "places/10,000"}, 2},
             {"gap", kWithout},
             {"gap_site_name", {"locatie voor de meesten", "site for most of them"}, 0, "gap_site_key"}});
const std::vector<Shown> kOfDistricts = of_area({{"name", kDistrict, 0, "code"}, {"municipality", kMunicipality}},
                                                {{"existing_place_count", {"plekken", "places"}},
                                                 {"gap", kWithout},
                                                 {"unknown_share", {"onbekend (0-1)", "unknown (0-1)"}, 3},
                                                 {"best_site_name", kBestSite, 0, "best_site_key"}});
const std::vector<Shown> kAtNorms{{"level", {"niveau van de plek", "level of place"}},
                                  {"norm_min", {"norm (min)", "norm (min)"}},
                                  {"within", {"binnen (personen)", "within (people)"}},
                                  {"served_share", kServed, 3},
                                  {"target_within", {"20-40 (personen)", "20-40 (people)"}},
                                  {"target_served_share", kTargetServed, 3},
                                  {"unknown_inhabitants", {"onbekend (personen)", "unknown (people)"}}};
/// The same with the area in front.
std::vector<Shown> at_norms(std::vector<Shown> area) {
  area.insert(area.end(), kAtNorms.begin(), kAtNorms.end());
  return area;
}
const std::vector<Shown> kOfNorms = at_norms({{"municipality", kMunicipality}});
const std::vector<Shown> kOfDistrictNorms = at_norms({{"name", kDistrict, 0, "code"}, {"municipality", kMunicipality}});
const std::vector<Shown> kOfGaps{{"key", {"gebied", "gap"}},
                                 {"municipality", kMunicipality},
                                 {"people", {"mensen", "people"}},
                                 {"target", {"20-40", "20-40"}},
                                 {"scattered", {"verspreid", "scattered"}},
                                 {"mean_time_min", kMean, 1},
                                 {"nearest_place_name", {"dichtstbijzijnde plek", "nearest place"}},
                                 {"site_name", kBestSite, 0, "site_key"},
                                 {"site_rank", {"rang", "rank"}},
                                 {"site_people", {"bedient (personen)", "serves (people)"}}};

/// Rows of the whole region stand in front of those of the municipalities.
std::size_t region_row_count(const StoredTable& norms, const std::string& mode) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < norms.rows.size(); ++row) {
    if (text_of(norms.value(row, "municipality_code")).empty() && text_of(norms.value(row, "mode")) == mode) ++count;
  }
  return count;
}

std::string told_mode(const std::string& name, const Words& words) {
  const auto mode = model::find_mode(name);
  return mode ? std::string{model::label_of(*mode, words.language())} : name;
}

/// Decimals of a figure: none of counts, which are whole or large in every mode.
int digits_of_figure(const StoredTable& region, std::size_t column) {
  constexpr double kLarge = 1000.0;
  const auto is_count = [column](const std::vector<Value>& row) {
    const auto* number = std::get_if<double>(&row[column]);
    return number == nullptr || *number == std::round(*number) || std::abs(*number) >= kLarge;
  };
  return std::ranges::all_of(region.rows, is_count) ? 0 : 3;
}

/// The figures of the region under each other, a column a mode.
ResultTable region_table(const StoredTable& region, Format format, const Words& words) {
  const bool for_people = format == Format::table;
  std::vector<ResultTable::Column> heads;
  if (!for_people) heads.emplace_back("figure");
  heads.emplace_back("meaning", words("van de regio", "of the region"));
  for (std::size_t row = 0; row < region.rows.size(); ++row) {
    const std::string mode = text_of(region.value(row, "mode"));
    heads.emplace_back(mode, told_mode(mode, words));
  }
  ResultTable table{heads};
  for (std::size_t c = 0; c < region.columns.size(); ++c) {
    if (region.columns[c].name == "mode") continue;
    std::vector<ResultTable::Cell> cells;
    if (!for_people) cells.emplace_back(region.columns[c].name);
    cells.emplace_back(region.columns[c].title);
    const int decimals = digits_of_figure(region, c);
    for (const auto& row : region.rows) cells.push_back(cell_of(row[c], decimals, words));
    table.add(std::move(cells));
  }
  return table;
}

std::string chosen_mode(const StoredTable& region, const std::optional<model::Mode>& wanted,
                        const std::filesystem::path& file) {
  std::vector<std::string> modes;
  for (std::size_t row = 0; row < region.rows.size(); ++row) modes.push_back(text_of(region.value(row, "mode")));
  if (modes.empty()) {
    throw core::Error{core::ErrorKind::data,
                      fmt::format("{}: tells of no coverage: its project has no source of existing places (table = "
                                  "\"existing_places\"), or an older trek wrote it; run the project again",
                                  file.string())};
  }
  const std::string name{model::name_of(wanted.value_or(model::Mode::bicycle))};
  if (std::ranges::find(modes, name) != modes.end()) return name;
  if (!wanted) return modes.front();
  core::refuse_argument(
      fmt::format("--mode {}: was not measured; {} has {}", name, file.string(), fmt::join(modes, ", ")));
}

/// The code of the municipality that is asked for; empty: none is.
std::string chosen_municipality(const StoredTable& stored, const std::string& wanted) {
  if (wanted.empty()) return {};
  model::Municipalities table;
  for (std::size_t row = 0; row < stored.rows.size(); ++row) {
    table.code.push_back(text_of(stored.value(row, "code")));
    table.name.push_back(text_of(stored.value(row, "name")));
  }
  if (const auto found = model::find_municipality(table, wanted)) return table.code[found->value()];
  core::refuse_argument(fmt::format("--municipality {}: is not one of the output{}; it has {}", wanted,
                                    core::did_you_mean(wanted, table.name), fmt::join(table.name, ", ")));
}

/// Districts are in an output only where its project has a source of them.
void check_districts_told(const StoredTable& districts, const std::filesystem::path& file) {
  if (!districts.rows.empty()) return;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: tells of no districts: its project has no source of them (table = \"districts\", "
                                "such as CBS wijken en buurten); add one and run it again",
                                file.string())};
}

/// How many people of the region live in no district: the first of their rows, which say the same.
void tell_outside(const StoredTable& norms, const Words& words) {
  for (std::size_t row = 0; row < norms.rows.size(); ++row) {
    if (!text_of(norms.value(row, "code")).empty()) continue;
    const Value people = norms.value(row, "inhabitants");
    print_line();
    print_line("{:.0f} {}", std::get<double>(people),
               words("mensen van de regio wonen in geen wijk ('--of norms_by_district' heeft hen, zonder code).",
                     "people of the region live in no district ('--of norms_by_district' has them, without a code)."));
    return;
  }
}

/// The table of a part of the output.
ResultTable table_of(const StoredCoverage& stored, Part part, const Asked& asked, const CoverageArguments& arguments) {
  switch (part) {
    case Part::region:
      return region_table(stored.region, arguments.shared.format, asked.words);
    case Part::districts:
      return selected(stored.districts, kOfDistricts, asked);
    case Part::norms:
      return selected(stored.norms, kOfNorms, asked);
    case Part::district_norms:
      return selected(stored.district_norms, kOfDistrictNorms, asked);
    case Part::gaps:
      return selected(stored.gaps, kOfGaps, asked, static_cast<std::size_t>(arguments.gap_count));
    case Part::municipalities:
    case Part::all:
      break;
  }
  return selected(stored.municipalities, kOfMunicipalities, asked);
}

/// For people, what the region, its municipalities and its gaps are; how to see the rest.
void print_all(const StoredCoverage& stored, const Asked& asked, const CoverageArguments& arguments) {
  const auto print_part = [&](Part part) { table_of(stored, part, asked, arguments).print(Format::table); };
  const Words& words = asked.words;
  const std::string mode = told_mode(asked.mode, words);
  print_part(Part::region);
  print_line();
  print_line("{}, {}:", words("Per gemeente", "By municipality"), mode);
  print_part(Part::municipalities);
  print_line();
  if (!stored.districts.rows.empty()) {
    print_line("{} {} {}.", words("'--of districts' geeft de", "'--of districts' has the"),
               stored.districts.rows.size(), words("wijken", "districts"));
    print_line();
  }
  if (!stored.norms.rows.empty()) {  // an older trek did not tell
    print_line(
        "{}, {} ({}):",
        words("Van de hele regio, naar niveau van de plek en norm", "Of the whole region, by level of place and norm"),
        mode, words("'--of norms' geeft elke gemeente", "'--of norms' has each municipality"));
    selected(stored.norms, kOfNorms, {asked.mode, {}, words}, region_row_count(stored.norms, asked.mode))
        .print(Format::table);
    print_line();
  }
  print_line("{}, {}:",
             words("Mensen dicht bijeen zonder plek binnen de norm",
                   "People without a place within the norm, near each other"),
             mode);
  print_part(Part::gaps);
}

ExitCode show_coverage(const CoverageArguments& arguments) {
  const Interrupt interrupt;  // a copy that is read goes with it
  const StoredCoverage stored = told_coverage(arguments.file, arguments.language);
  const Asked asked{chosen_mode(stored.region, arguments.mode, arguments.file),
                    chosen_municipality(stored.municipalities, arguments.municipality), Words{arguments.language}};
  const Format format = arguments.shared.format;
  const Part part = arguments.part;
  if (part == Part::districts || part == Part::district_norms) check_districts_told(stored.districts, arguments.file);
  const auto table = [&](Part of) { return table_of(stored, of, asked, arguments); };
  if (part == Part::all && format == Format::table) {
    print_all(stored, asked, arguments);
  } else if (part == Part::all && format == Format::json) {
    print_json(nlohmann::ordered_json{{"mode", asked.mode},
                                      {"region", table(Part::region).json()},
                                      {"municipalities", table(Part::municipalities).json()},
                                      {"districts", table(Part::districts).json()},
                                      {"norms", table(Part::norms).json()},
                                      {"gaps", table(Part::gaps).json()}});
  } else {
    table(part).print(format);
    if (part == Part::districts && format == Format::table && asked.municipality_code.empty())
      tell_outside(stored.district_norms, asked.words);
  }
  return kDone;
}

}  // namespace

Verb coverage_verb() {
  return verb("coverage", "Who has an existing place within the norm, who has not, and which site would serve most",
              {"trek coverage twente.gpkg", "trek coverage twente.gpkg --of districts --municipality Hengelo",
               "trek coverage twente.gpkg --mode foot --of gaps --gaps 50 --format csv"},
              show_coverage);
}

}  // namespace trek::cli
