#include "trek/project/project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "trek/config/toml_table.hpp"
#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/sha256.hpp"
#include "trek/core/text.hpp"
#include "trek/fetch/target.hpp"
#include "trek/project/detail/fetch_recipe.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/parsed_project.hpp"
#include "trek/project/detail/places.hpp"
#include "trek/project/detail/vacancy_settings.hpp"

namespace trek::project {
namespace {

using config::TomlTable;

const std::vector<std::string>& source_tables() {
  static const std::vector<std::string> kTables{
      "municipalities", "buildings",  "units",      "building_heights",  "energy_labels",   "monuments",
      "vacancy",        "candidates", "population", "population_totals", "population_ages", "built_up",
      "places",         "stations",   "townscapes", "parcels",           "network"};
  return kTables;
}

/// The largest project that was seen has 20 KiB.
constexpr std::uint64_t kMostProjectBytes = std::uint64_t{4} << 20U;

std::string read_text(const std::filesystem::path& file) {
  const std::string fault = core::find_input_fault(file);
  if (fault.empty()) return core::read_input(file, kMostProjectBytes, core::ErrorKind::config);
  throw core::Error{
      core::ErrorKind::config,
      fmt::format("{}: cannot be read as a project file: {}; give the path of one, or make one with 'trek init FOLDER'",
                  file.string(), fault)};
}

/// A word out of a list, or the error that names the list.
template <class Find>
auto required_word(TomlTable& table, std::string_view key, const std::string& word, Find find,
                   std::string_view choices) {
  const auto found = find(word);
  if (!found) table.fail(key, fmt::format("'{}' is not known; choose from {}", word, choices));
  return *found;
}

std::optional<model::Language> find_language(std::string_view text) {
  if (text == "nl") return model::Language::nl;
  if (text == "en") return model::Language::en;
  return std::nullopt;
}

/// What stands under `key`, or the text for one language under `key_nl` or `key_en`.
std::optional<std::string> text_in(TomlTable& table, const std::string& key, model::Language language) {
  const auto dutch = table.text(key + "_nl");
  const auto english = table.text(key + "_en");
  const auto& own = language == model::Language::nl ? dutch : english;
  const auto any = table.text(key);
  const auto& found = own ? own : any;
  return found ? std::optional{core::without_secrets(*found)} : std::nullopt;
}

void read_general(TomlTable& root, Project& project, const Overrides& overrides) {
  auto table = root.table("project");
  if (!table) root.fail("project", "the table [project] is missing; it needs at least: name = \"...\"");
  project.read.crs = table->text("crs").value_or(std::string{geo::kRdNew});
  project.language = overrides.language.value_or(
      required_word(*table, "language", table->text("language").value_or("nl"), find_language, "nl, en"));
  project.name = core::without_secrets(table->required_text("name"));
  if (const auto name = text_in(*table, "name", project.language)) project.name = *name;
  project.notice = text_in(*table, "notice", project.language).value_or("");
  const auto folder = std::filesystem::absolute(project.file).parent_path();
  const auto in_file = detail::parsed_path(*table, "data", table->text("data").value_or("data"));
  project.data_folder = overrides.data_folder ? std::filesystem::absolute(*overrides.data_folder) : folder / in_file;
  project.cache_folder = folder / detail::parsed_path(*table, "cache", table->text("cache").value_or(".trek-cache"));
  for (const auto& allowed : overrides.allowed_folders)
    project.allowed_folders.push_back(std::filesystem::absolute(allowed));
  if (overrides.data_folder) project.allowed_folders.push_back(project.data_folder);
  detail::check_cache_folder(*table, project);
  project.candidates.language = project.language;
  table->finish();
}

void read_target(TomlTable& root, Project& project) {
  auto table = root.table("target");
  if (!table) return;
  project.read.target_share_15_25 = table->number("share_15_25", project.read.target_share_15_25, 0.0, 1.0);
  project.read.target_share_25_45 = table->number("share_25_45", project.read.target_share_25_45, 0.0, 1.0);
  table->finish();
}

/// Sites are made inside the region only, so that other tables have nothing to say of what lies around it.
bool read_surroundings(TomlTable& table, const std::string& name) {
  static const std::vector<std::string> kTables{"municipalities", "population", "places", "stations"};
  const bool surroundings = table.boolean("surroundings").value_or(false);
  if (surroundings && !std::count(kTables.begin(), kTables.end(), name)) {
    table.fail("surroundings",
               fmt::format("table '{}' has none: sites are made inside the region. Tables that have: {}", name,
                           fmt::join(kTables, ", ")));
  }
  return surroundings;
}

void read_region(TomlTable& root, Project& project) {
  auto table = root.table("region");
  if (!table) return;
  project.region_municipalities = table->texts("municipalities");
  table->finish();
}

/// Of what outputs and messages show. The address itself stays with the recipe.
void hide_secrets(model::Source& source) {
  if (!source.fetch && core::without_secrets(source.url) != source.url && fetch::is_data_file(source.url)) {
    source.fetch.emplace();
    source.fetch->url = source.url;
  }
  for (std::string* const text : {&source.title, &source.vintage, &source.licence, &source.attribution, &source.url,
                                  &source.crs, &source.crs_reason}) {
    *text = core::without_secrets(*text);
  }
}

model::Source read_source(TomlTable& table, const Project& project) {
  model::Source source;
  source.table = table.required_text("table");
  if (!std::count(source_tables().begin(), source_tables().end(), source.table)) {
    table.fail("table",
               fmt::format("'{}' is not a table of trek{}. Choose from {}", source.table,
                           core::did_you_mean(source.table, source_tables()), fmt::join(source_tables(), ", ")));
  }
  source.path = project.data_folder / detail::parsed_path(table, "path", table.required_text("path"));
  source.name = detail::source_name(table, source.path);
  source.layer = table.text("layer").value_or("");
  source.mapping = table.text("mapping").value_or("");
  source.fields = table.text_map("fields");
  source.constants = table.text_map("constants");
  source.factors = table.number_map("factors");
  source.codes = table.nested_text_map("codes");
  source.where = table.text("where").value_or("");
  source.decimal = table.text("decimal").value_or("");
  if (!source.decimal.empty() && source.decimal != "," && source.decimal != ".") {
    table.fail("decimal", "is the decimal mark of the source's numbers: \",\" or \".\"");
  }
  source.reference_date = table.text("reference_date").value_or("");
  source.crs = table.text("crs").value_or("");
  source.crs_reason = table.text("crs_reason").value_or("");
  source.title = text_in(table, "title", project.language).value_or("");
  source.vintage = table.text("vintage").value_or("");
  source.licence = table.text("licence").value_or("");
  source.attribution = text_in(table, "attribution", project.language).value_or("");
  source.url = table.text("url").value_or("");
  source.made_up = table.boolean("made_up").value_or(false);
  source.surroundings = read_surroundings(table, source.table);
  source.fetch = detail::fetch_recipe(table, source);
  hide_secrets(source);
  if (!source.crs.empty() && source.crs_reason.empty()) {
    table.fail("crs", "overrides what the file declares; say why with crs_reason = \"...\"");
  }
  table.finish();
  return source;
}

void read_sources(TomlTable& root, Project& project) {
  std::set<std::string> names;
  for (TomlTable& table : root.tables("source")) {
    project.sources.push_back(read_source(table, project));
    if (!names.insert(project.sources.back().name).second) {
      table.fail("name", fmt::format("'{}' is the name of another source as well; each needs its own name",
                                     project.sources.back().name));
    }
  }
}

/// `[place_kinds]`: what a kind of place counts as, in every source of places that does not say so itself.
void read_place_kinds(TomlTable& root, Project& project) {
  for (const auto& [word, kind] : root.text_map("place_kinds")) {
    if (kind != "none" && (kind == "unknown" || !model::find_place_kind(kind))) {
      root.fail("place_kinds", fmt::format("'{}' counts as '{}', which is not a kind; choose from third_place, "
                                           "cultural_anchor, hospitality, none",
                                           word, kind));
    }
    for (model::Source& source : project.sources) {
      if (source.table == "places") source.codes["kind"].try_emplace(word, kind == "none" ? "unknown" : kind);
    }
  }
}

std::vector<std::uint32_t> read_limits(TomlTable& table) {
  std::vector<double> limits = table.numbers("limits_min");
  if (limits.empty()) limits = {5, 10, 15, 30};
  std::vector<std::uint32_t> result;
  for (const double limit : limits) {
    const bool ascends = result.empty() || limit > result.back();
    if (!(limit >= 1 && limit <= 180) || limit != std::floor(limit) || !ascends) {
      table.fail("limits_min", "expected whole minutes from 1 to 180, ascending: [5, 10, 15]");
    }
    result.push_back(static_cast<std::uint32_t>(limit));
  }
  return result;
}

double default_straight_speed_kmh(model::Mode mode) {
  switch (mode) {
    case model::Mode::foot:
      return 4.8;
    case model::Mode::bicycle:
      return 15.0;
    case model::Mode::e_bike:
      return 20.0;
    case model::Mode::car:
      return 45.0;
  }
  return 4.8;
}

model::Source required_network(TomlTable& table, const std::string& name, const Project& project) {
  std::vector<std::string> names;
  for (const model::Source& source : project.sources) {
    if (source.table != "network") continue;
    if (source.name == name) return source;
    names.push_back(source.name);
  }
  table.fail("network", fmt::format("'{}' is not the name of a [[source]] with table = \"network\"{}", name,
                                    core::did_you_mean(name, names)));
}

TravelSettings read_mode(TomlTable& table, const Project& project) {
  TravelSettings settings;
  settings.mode =
      required_word(table, "mode", table.required_text("mode"), model::find_mode, "foot, bicycle, e_bike, car");
  settings.speeds = network::default_speeds(settings.mode);
  if (const auto name = table.text("network")) settings.network = required_network(table, *name, project);
  const double speed_kmh = table.number("speed_kmh", default_straight_speed_kmh(settings.mode), 0.5, 200.0);
  settings.straight_line = {settings.mode, core::kilometers_per_hour(speed_kmh),
                            table.number("detour_factor", 1.3, 1.0, 3.0)};
  if (settings.on_streets() && settings.mode != model::Mode::car)
    settings.speeds.base = core::kilometers_per_hour(speed_kmh);
  settings.speeds.peak_factor = table.number("peak_factor", 1.0, 1.0, 5.0);
  settings.limits_min = read_limits(table);
  settings.norm_min = static_cast<std::uint32_t>(
      table.integer("norm_min", 1, 180).value_or(settings.mode == model::Mode::car ? 30 : 15));
  table.finish();
  return settings;
}

void read_modes(TomlTable& root, Project& project) {
  std::set<model::Mode> seen;
  for (TomlTable& table : root.tables("mode")) {
    project.modes.push_back(read_mode(table, project));
    if (!seen.insert(project.modes.back().mode).second) table.fail("mode", "stands in an earlier [[mode]] as well");
  }
  if (project.modes.empty()) root.fail("mode", "there is no [[mode]]; give at least one: mode = \"bicycle\"");
}

void read_streets(TomlTable& root, Project& project) {
  auto table = root.table("streets");
  if (!table) return;
  project.snap.max_distance = core::Meters{table->number("max_snap_m", project.snap.max_distance.value(), 1.0, 5000.0)};
  project.snap.connector_speed = core::kilometers_per_hour(table->number("connector_kmh", 4.8, 1.0, 50.0));
  project.snap.min_component_nodes = static_cast<std::uint32_t>(
      table->integer("smallest_island_nodes", 1, 1'000'000).value_or(project.snap.min_component_nodes));
  if (const auto text = table->text("moment")) {
    const auto moment = network::find_moment(*text);
    if (!moment)
      table->fail("moment", fmt::format("'{}' is no moment of a week; expected a day and a time, such as "
                                        "\"tuesday 14:00\" or \"zaterdag 20:30\"",
                                        *text));
    for (TravelSettings& mode : project.modes) mode.speeds.moment = *moment;
  }
  const std::string direction = table->text("direction").value_or("to_sites");
  if (direction != "to_sites" && direction != "from_sites")
    table->fail("direction", "choose from to_sites, from_sites");
  project.direction = direction == "to_sites" ? access::Direction::to_sites : access::Direction::from_sites;
  table->finish();
}

void read_candidates(TomlTable& root, Project& project) {
  auto table = root.table("candidates");
  if (!table) return;
  for (const std::string& name : table->texts("types")) {
    project.candidates.types.push_back(required_word(*table, "types", name, model::find_site_type,
                                                     fmt::format("{}", fmt::join(model::site_type_names(), ", "))));
  }
  resolve::CandidateRule& rule = project.candidates;
  rule.smallest_area = core::SquareMeters{table->number("smallest_area_m2", rule.smallest_area.value(), 0.0, 1e7)};
  rule.vacancy_at_least = table->number("vacancy_at_least", rule.vacancy_at_least, 0.0, 1.0);
  rule.from_monuments = table->boolean("from_monuments").value_or(rule.from_monuments);
  rule.from_vacancy = table->boolean("from_vacancy").value_or(rule.from_vacancy);
  rule.exact_tolerance = core::Meters{table->number("exact_tolerance_m", rule.exact_tolerance.value(), 0.0, 1000.0)};
  rule.approximate_tolerance =
      core::Meters{table->number("approximate_tolerance_m", rule.approximate_tolerance.value(), 0.0, 1000.0)};
  rule.vacancy_tolerance =
      core::Meters{table->number("vacancy_tolerance_m", rule.vacancy_tolerance.value(), 0.0, 1000.0)};
  rule.complex_gap = core::Meters{table->number("complex_gap_m", rule.complex_gap.value(), 0.0, 1000.0)};
  if (const auto decisions = table->text("decisions")) {
    project.decisions =
        std::filesystem::absolute(project.file).parent_path() / detail::parsed_path(*table, "decisions", *decisions);
  }
  table->finish();
}

void read_profile(TomlTable& root, Project& project) {
  auto table = root.table("profile");
  if (!table) return;
  project.profile = table->text("kind").value_or("local");
  if (project.profile != "local" && project.profile != "beacon") table->fail("kind", "choose from local, beacon");
  if (const auto answers = table->text("answers")) {
    project.answers =
        std::filesystem::absolute(project.file).parent_path() / detail::parsed_path(*table, "answers", *answers);
  }
  table->finish();
}

/// Graded values of a code list. What is not graded is unknown.
template <class Find>
std::map<std::string, double> read_values(TomlTable& root, std::string_view key, Find find,
                                          std::map<std::string, double> defaults) {
  auto table = root.table(key);
  if (!table) return defaults;
  std::map<std::string, double> values;
  for (const auto& [word, value] : root.number_map(key)) {
    const auto code = find(word);
    if (!code) table->fail(word, fmt::format("'{}' is not in the code list of [{}]", word, key));
    if (!(value >= 0.0 && value <= 1.0)) table->fail(word, fmt::format("is {}, expected 0 to 1", value));
    values.emplace(model::name_of(*code), value);
  }
  return values;
}

/// Design choices, not measurements: METHODS "Reuse potential" has the reasons; a project may grade otherwise.
std::map<std::string, double> default_monument_values() {
  return {{"national", 1.0}, {"municipal", 0.8}, {"townscape", 0.5}, {"none", 0.0}};
}
std::map<std::string, double> default_function_values() {
  return {{"factory", 1.0}, {"warehouse", 0.8}, {"department_store", 0.9}, {"church", 0.8},        {"monastery", 0.7},
          {"school", 0.7},  {"library", 0.9},   {"station", 0.7},          {"country_house", 0.6}, {"farm", 0.6},
          {"shop", 0.5},    {"office", 0.4}};
}

access::Decay read_decay(TomlTable& table) {
  const std::string kind = table.text("kind").value_or("log_logistic");
  const auto minutes = [&](std::string_view key, double fallback) { return table.number(key, fallback, 0.1, 600.0); };
  if (kind == "log_logistic")
    return access::LogLogistic{minutes("median_min", 12.0), table.number("shape", 3.0, 0.1, 20.0)};
  if (kind == "logistic") return access::Logistic{minutes("inflection_min", 30.0), minutes("deviation_min", 10.0)};
  if (kind == "exponential") return access::Exponential{minutes("half_life_min", 10.0)};
  if (kind == "gaussian") return access::Gaussian{minutes("sigma_min", 10.0)};
  if (kind == "power") return access::Power{table.number("exponent", 1.0, 0.01, 10.0)};
  if (kind == "linear") return access::Linear{minutes("limit_min", 30.0)};
  if (kind == "step") return access::Step{minutes("limit_min", 15.0)};
  table.fail("kind", "choose from step, linear, exponential, power, gaussian, logistic, log_logistic");
}

score::Criterion read_criterion(TomlTable& table, const std::vector<std::string>& measures, const Project& project) {
  const std::string id = table.required_text("measure");
  if (!std::count(measures.begin(), measures.end(), id)) {
    if (const std::string lacks = detail::lacking(project, id); !lacks.empty())
      table.fail("measure", fmt::format("'{}' is not measured in this project: it needs {}", id, lacks));
    table.fail("measure", fmt::format("'{}' is not measured in this project{}. Measured are: {}", id,
                                      core::did_you_mean(id, measures), fmt::join(measures, ", ")));
  }
  std::vector<score::ValueFunction::Anchor> anchors;
  for (const std::vector<double>& row : table.number_rows("anchors")) {
    if (row.size() != 2) table.fail("anchors", "expected pairs [measure, value]: [[0, 0.0], [1000, 1.0]]");
    anchors.push_back({row[0], row[1]});
  }
  const double weight = table.number("weight", 1.0, 0.0, 1e6);
  const std::string any_reason = table.required_text("reason");
  const std::string reason = text_in(table, "reason", project.language).value_or(any_reason);
  const auto make_value = [&] {
    try {
      return score::ValueFunction{std::move(anchors)};
    } catch (const core::Error& error) {
      table.fail("anchors", error.what());
    }
  };
  const auto label = [&](const char* key) { return core::without_secrets(table.text(key).value_or("")); };
  score::Criterion criterion{id, label("label_nl"), label("label_en"), "", weight, make_value(), reason};
  table.finish();
  return criterion;
}

void read_judgement(TomlTable& root, Project& project) {
  if (auto table = root.table("decay")) {
    project.decay = read_decay(*table);
    table->finish();
  }
  if (auto table = root.table("huff")) {
    project.huff.outside_option = table->number("outside_option", project.huff.outside_option, 0.0, 1e6);
    project.huff.ordinary_place_m2 = table->number("ordinary_place_m2");
    if (project.huff.ordinary_place_m2 && !(*project.huff.ordinary_place_m2 > 0.0))
      table->fail("ordinary_place_m2", "expected an area above 0: the floor area of a place of strength 1");
    table->finish();
  }
  if (auto table = root.table("acceptability")) {
    project.acceptability.seed = static_cast<std::uint64_t>(
        table->integer("seed", 0, INT64_MAX).value_or(static_cast<std::int64_t>(project.acceptability.seed)));
    project.acceptability.draws =
        static_cast<std::uint32_t>(table->integer("draws", 100, 10'000'000).value_or(project.acceptability.draws));
    project.acceptability.weight_spread = table->number("weight_spread", project.acceptability.weight_spread, 0.0, 1.0);
    table->finish();
  }
  project.monument_values = read_values(root, "monument_value", model::find_monument_kind, default_monument_values());
  project.function_values = read_values(root, "function_value", model::find_site_type, default_function_values());
  if (auto table = root.table("output")) {
    if (table->is_list("isochrone_sites")) {
      project.isochrone_site_names = table->texts("isochrone_sites");
    } else {
      project.isochrone_sites =
          static_cast<std::uint32_t>(table->integer("isochrone_sites", 0, 10'000).value_or(project.isochrone_sites));
    }
    table->finish();
  }
  const std::vector<std::string> measures = measure_ids(project);
  std::set<std::string> seen;
  for (TomlTable& table : root.tables("criterion")) {
    project.criteria.push_back(read_criterion(table, measures, project));
    if (!seen.insert(project.criteria.back().id).second)
      table.fail("measure", "stands in an earlier [[criterion]] as well");
  }
  if (project.criteria.empty())
    root.fail("criterion", "there is no [[criterion]]; 'trek init FOLDER' writes a project with a commented set");
  const bool weighted =
      std::any_of(project.criteria.begin(), project.criteria.end(), [](const auto& c) { return c.weight > 0; });
  if (!weighted) root.fail("criterion", "every weight is 0; at least one criterion must count");
}

void check_sources(TomlTable& root, const Project& project) {
  for (const char* table : {"municipalities", "population"}) {
    const auto of_region = [&](const model::Source& s) { return s.table == table && !s.surroundings; };
    if (std::none_of(project.sources.begin(), project.sources.end(), of_region))
      root.fail("source", fmt::format("there is no [[source]] with table = \"{}\" of the region (without "
                                      "surroundings = true); a run needs one",
                                      table));
  }
  const bool sites = project.find_source("candidates") != nullptr || project.find_source("monuments") != nullptr ||
                     project.find_source("vacancy") != nullptr;
  if (!sites)
    root.fail(
        "source",
        "nothing to make sites from: give a [[source]] with table = \"candidates\", \"monuments\" or \"vacancy\"");
}

}  // namespace

const model::Source* Project::find_source(std::string_view table) const noexcept {
  const auto found =
      std::find_if(sources.begin(), sources.end(), [&](const model::Source& s) { return s.table == table; });
  return found == sources.end() ? nullptr : &*found;
}

Project read_project(const std::filesystem::path& file, const Overrides& overrides) {
  return detail::parsed_project(file, read_text(file), overrides);
}

Project detail::parsed_project(const std::filesystem::path& file, const std::string& text, const Overrides& overrides,
                               config::AskedKeys* asked) {
  TomlTable root{file, text, asked};
  Project project;
  project.file = file;
  project.sha256 = core::sha256(text);
  read_general(root, project, overrides);
  read_target(root, project);
  read_sources(root, project);
  read_region(root, project);
  read_place_kinds(root, project);
  project.fetch_region = detail::fetch_region(root);
  read_modes(root, project);
  read_streets(root, project);
  read_candidates(root, project);
  detail::read_vacancy_settings(root, project);
  read_profile(root, project);
  read_judgement(root, project);
  check_sources(root, project);
  root.finish();
  return project;
}

}  // namespace trek::project
