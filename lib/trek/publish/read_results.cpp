#include "trek/publish/read_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/model/pillar.hpp"
#include "trek/publish/detail/named_rows.hpp"
#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/site_evidence.hpp"
#include "trek/publish/detail/told_facts.hpp"

namespace trek::publish {
namespace {

using detail::OpenedOutput;
using detail::ReadColumn;

constexpr const char* kVetoQuestions = "veto_questions";
constexpr double kNoEnd = std::numeric_limits<double>::infinity();

std::optional<double> number_of(std::string_view text) {
  double number = 0.0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
  return whole && std::isfinite(number) ? std::optional{number} : std::nullopt;
}

/// Of "0=0 1000=1"; nothing for what is none.
std::optional<model::ValueFunction> find_value_function(const std::string& text) {
  std::vector<model::ValueFunction::Anchor> anchors;
  for (const std::string& pair : core::split(text, ' ')) {
    const auto parts = core::split(pair, '=');
    const auto raw = parts.size() == 2 ? number_of(parts[0]) : std::nullopt;
    const auto value = parts.size() == 2 ? number_of(parts[1]) : std::nullopt;
    if (!raw || !value) return std::nullopt;
    anchors.push_back({*raw, *value});
  }
  try {
    return model::ValueFunction{std::move(anchors)};
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

/// "top_ten_share" or "top_3_share": how many are the top, and the columns that say so.
struct Top {
  int count = 10;
  std::string column{"top_ten_share"};
};

Top top_of(const OpenedOutput& output) {
  for (const std::string& name : detail::column_names(output.database(), "sites")) {
    int count = 0;
    if (!name.starts_with("top_")) continue;
    if (std::from_chars(name.data() + 4, name.data() + name.size(), count).ec == std::errc{} && count > 0)
      return {count, fmt::format("top_{}_share", count)};
  }
  return {};
}

std::vector<ReadColumn<ReadSite>> site_columns(const std::string& top) {
  return {{"key", &ReadSite::key},
          {"name", &ReadSite::name},
          {"type", &ReadSite::type},
          {"municipality", &ReadSite::municipality},
          {"address", &ReadSite::address},
          {"rank", &ReadSite::rank},
          {"rank_group", &ReadSite::rank_group},
          {"score", &ReadSite::score},
          {"score_low", &ReadSite::low},
          {"score_high", &ReadSite::high},
          {"first_share", &ReadSite::first_share},
          {top, &ReadSite::top_share},
          {"first_share_free", &ReadSite::first_share_free},
          {top + "_free", &ReadSite::top_share_free},
          {"completeness_share", &ReadSite::completeness_share},
          {"veto", &ReadSite::veto}};
}

/// Columns of `sites` with the sub-scores: score, least and most of each pillar.
std::vector<std::string> pillar_columns() {
  std::vector<std::string> names;
  for (const model::Pillar pillar : model::kPillars) {
    for (const char* const end : {"score", "score_low", "score_high"})
      names.push_back(fmt::format("{}_{}", name_of(pillar), end));
  }
  return names;
}

std::vector<ReadPillar> pillars_of(const detail::NamedRows& rows, const std::vector<std::string>& names) {
  std::vector<ReadPillar> pillars;
  for (std::size_t i = 0; i < model::kPillars.size(); ++i) {
    const auto score = rows.find_real(names[3 * i]);
    if (!score) continue;
    pillars.push_back({std::string{name_of(model::kPillars[i])}, *score, rows.find_real(names[3 * i + 1]),
                       rows.find_real(names[3 * i + 2])});
  }
  return pillars;
}

/// A number among the facts: where its bounds are not written it is what it is.
ReadRange range_of(const detail::NamedRows& rows, const model::FactText& fact) {
  const auto find = [&](std::string_view column) { return column.empty() ? std::nullopt : rows.find_real(column); };
  return {find(fact.column), find(fact.low), find(fact.high)};
}

void read_sites(const OpenedOutput& output, model::Language language, ReadResults& results) {
  const Top top = top_of(output);
  results.top_count = top.count;
  const auto columns = site_columns(top.column);
  auto names = detail::names_of(columns);
  names.emplace_back(kVetoQuestions);
  const auto pillars = pillar_columns();
  names.insert(names.end(), pillars.begin(), pillars.end());
  for (std::string& fact : detail::fact_columns()) {
    if (std::ranges::find(names, fact) == names.end()) names.push_back(std::move(fact));
  }
  detail::NamedRows rows{output, "sites", names, "ORDER BY rank IS NULL, rank, key"};
  while (rows.step()) {
    ReadSite site;
    for (const auto& column : columns) detail::fill(rows, column, site);
    site.veto_questions = core::split(rows.text(kVetoQuestions), ';');
    site.pillars = pillars_of(rows, pillars);
    site.facts = detail::told_facts(rows, language);
    site.floor_area_m2 = range_of(rows, detail::fact_text(&model::Sites::floor_area_m2));
    results.ranked_count += site.rank ? 1 : 0;
    results.sites.push_back(std::move(site));
  }
}

/// A row of the table `weights`.
struct WeightsRow {
  std::string id, label, unit, reason, pillar, anchors;
  std::optional<double> weight_share;
};

/// A row of the table `criteria`.
struct CriteriaRow {
  std::string site, id, label, unit, reason;
  double weight_share = 0.0;
  std::optional<double> raw, raw_low, raw_high, value;
  std::optional<double> value_high;
  double contribution = 0.0;
  double contribution_low = 0.0;
  double known_share = 0.0;
};

const std::vector<ReadColumn<WeightsRow>>& weights_columns() {
  static const std::vector<ReadColumn<WeightsRow>> columns{{"criterion", &WeightsRow::id},
                                                           {"label", &WeightsRow::label},
                                                           {"unit", &WeightsRow::unit},
                                                           {"reason", &WeightsRow::reason},
                                                           {"pillar", &WeightsRow::pillar},
                                                           {"anchors", &WeightsRow::anchors},
                                                           {"weight_share", &WeightsRow::weight_share}};
  return columns;
}

const std::vector<ReadColumn<CriteriaRow>>& criteria_columns() {
  static const std::vector<ReadColumn<CriteriaRow>> columns{{"site_key", &CriteriaRow::site},
                                                            {"criterion", &CriteriaRow::id},
                                                            {"label", &CriteriaRow::label},
                                                            {"unit", &CriteriaRow::unit},
                                                            {"reason", &CriteriaRow::reason},
                                                            {"weight_share", &CriteriaRow::weight_share},
                                                            {"raw", &CriteriaRow::raw},
                                                            {"raw_low", &CriteriaRow::raw_low},
                                                            {"raw_high", &CriteriaRow::raw_high},
                                                            {"value", &CriteriaRow::value},
                                                            {"value_high", &CriteriaRow::value_high},
                                                            {"contribution", &CriteriaRow::contribution},
                                                            {"contribution_low", &CriteriaRow::contribution_low},
                                                            {"known_share", &CriteriaRow::known_share}};
  return columns;
}

/// What no run writes is not made room for: whoever put it there wants memory.
void check_size(const ReadResults& results) {
  constexpr std::size_t kMostCriteria = 1'000;
  constexpr std::size_t kMostMeasures = 20'000'000;
  const std::size_t count = results.criteria.size();
  if (count <= kMostCriteria && count * results.sites.size() <= kMostMeasures) return;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("{}: has over {} criteria, or over {} of all sites together; no run writes as many",
                                results.file.string(), kMostCriteria, kMostMeasures)};
}

std::size_t criterion_row(ReadResults& results, const CriteriaRow& row) {
  const auto found = std::ranges::find(results.criteria, row.id, &ReadCriterion::id);
  if (found != results.criteria.end()) return static_cast<std::size_t>(found - results.criteria.begin());
  results.criteria.push_back({row.id, row.label, row.unit, row.reason, {}, row.weight_share, {}});
  check_size(results);
  return results.criteria.size() - 1;
}

using SiteRows = std::map<std::string, std::vector<std::size_t>, std::less<>>;

void read_criteria(const OpenedOutput& output, const SiteRows& rows, ReadResults& results) {
  detail::for_each_row(output, "weights", weights_columns(), "ORDER BY fid", [&](const WeightsRow& row) {
    results.criteria.push_back({row.id, row.label, row.unit, row.reason, row.pillar, row.weight_share.value_or(0.0),
                                find_value_function(row.anchors)});
    check_size(results);
  });
  detail::for_each_row(output, "criteria", criteria_columns(), "ORDER BY fid", [&](const CriteriaRow& row) {
    const auto found = rows.find(row.site);
    if (found == rows.end()) return;
    const std::size_t c = criterion_row(results, row);
    const auto most = row.value_high ? std::optional{*row.value_high * row.weight_share} : std::nullopt;
    for (const std::size_t site : found->second) {
      auto& measures = results.sites[site].measures;
      if (measures.size() <= c) measures.resize(c + 1);
      measures[c] = {row.raw,          row.raw_low,          row.raw_high, row.value,
                     row.contribution, row.contribution_low, most,         row.known_share};
    }
  });
  for (ReadSite& site : results.sites) site.measures.resize(results.criteria.size());
}

/// A row of the table `answers`, with the site that it is of.
struct AnswersRow : ReadAnswer {
  std::string site;
};

void read_answers(const OpenedOutput& output, const SiteRows& rows, ReadResults& results) {
  const std::vector<ReadColumn<AnswersRow>> columns{
      {"site_key", &AnswersRow::site}, {"rule", &AnswersRow::rule},       {"question", &AnswersRow::question},
      {"answer", &AnswersRow::answer}, {"verdict", &AnswersRow::verdict}, {"source", &AnswersRow::source},
      {"date", &AnswersRow::date},     {"decides", &AnswersRow::decides}};
  detail::for_each_row(output, "answers", columns, "ORDER BY decides DESC, fid", [&](const AnswersRow& row) {
    const auto found = rows.find(row.site);
    if (found == rows.end()) return;
    for (const std::size_t site : found->second) results.sites[site].answers.push_back(row);
  });
}

/// A row of the table `site_profiles`, with the site that it is of.
struct ProfilesRow : ReadProfile {
  std::string site;
};

void read_profiles(const OpenedOutput& output, const SiteRows& rows, ReadResults& results) {
  const std::vector<ReadColumn<ProfilesRow>> columns{{"site_key", &ProfilesRow::site},
                                                     {"profile", &ProfilesRow::id},
                                                     {"profile_name", &ProfilesRow::name},
                                                     {"verdict", &ProfilesRow::verdict},
                                                     {"potential_low", &ProfilesRow::potential_low},
                                                     {"potential_high", &ProfilesRow::potential_high},
                                                     {"completeness_share", &ProfilesRow::completeness_share},
                                                     {"speaks_for", &ProfilesRow::speaks_for},
                                                     {"speaks_against", &ProfilesRow::speaks_against},
                                                     {"ruled_out_by", &ProfilesRow::ruled_out_by},
                                                     {"criterion_questions", &ProfilesRow::criterion_questions}};
  detail::for_each_row(output, "site_profiles", columns, "ORDER BY place_in_order, fid", [&](const ProfilesRow& row) {
    const auto found = rows.find(row.site);
    if (found == rows.end()) return;
    for (const std::size_t site : found->second) results.sites[site].profiles.push_back(row);
  });
}

void read_questions(const OpenedOutput& output, ReadResults& results) {
  const std::vector<ReadColumn<ReadQuestion>> columns{
      {"place", &ReadQuestion::place},         {"site_key", &ReadQuestion::site},
      {"site_name", &ReadQuestion::site_name}, {"rank", &ReadQuestion::rank},
      {"kind", &ReadQuestion::kind},           {"rule", &ReadQuestion::rule},
      {"question", &ReadQuestion::question},   {"change_share", &ReadQuestion::change_share},
      {"value", &ReadQuestion::value},         {"value_with_others", &ReadQuestion::value_with_others}};
  detail::for_each_row(output, "questions", columns, "ORDER BY fid",
                       [&](ReadQuestion row) { results.questions.push_back(std::move(row)); });
}

void read_views(const OpenedOutput& output, ReadResults& results) {
  const std::vector<ReadColumn<ReadView>> columns{{"site_key", &ReadView::site},
                                                  {"stakeholder", &ReadView::stakeholder},
                                                  {"rank", &ReadView::rank},
                                                  {"score_low", &ReadView::score_low},
                                                  {"regret", &ReadView::regret}};
  detail::for_each_row(output, "stakeholders", columns, "ORDER BY fid",
                       [&](ReadView row) { results.views.push_back(std::move(row)); });
}

/// Units of the answers, by question.
struct SitingRow {
  std::string question, unit;
};

void read_siting(const OpenedOutput& output, ReadResults& results) {
  std::map<std::string, std::string> units;
  const std::vector<ReadColumn<SitingRow>> of_answer{{"question", &SitingRow::question}, {"unit", &SitingRow::unit}};
  detail::for_each_row(output, "siting_answers", of_answer, "ORDER BY fid",
                       [&](const SitingRow& row) { units[row.question] = row.unit; });
  const auto add = [&](ReadSiting row, bool chosen) {
    row.chosen = chosen;
    row.unit = units[row.question];
    results.siting.push_back(std::move(row));
  };
  const std::vector<ReadColumn<ReadSiting>> chosen{{"site_key", &ReadSiting::site},
                                                   {"question", &ReadSiting::question},
                                                   {"level", &ReadSiting::level},
                                                   {"place_in_order", &ReadSiting::place},
                                                   {"gain", &ReadSiting::gain},
                                                   {"instead", &ReadSiting::instead},
                                                   {"without_low", &ReadSiting::loss_low},
                                                   {"without_high", &ReadSiting::loss_high}};
  detail::for_each_row(output, "siting_choices", chosen, "ORDER BY fid",
                       [&](ReadSiting row) { add(std::move(row), true); });
  const std::vector<ReadColumn<ReadSiting>> priced{{"site_key", &ReadSiting::site},
                                                   {"question", &ReadSiting::question},
                                                   {"loss_low", &ReadSiting::loss_low},
                                                   {"loss_high", &ReadSiting::loss_high},
                                                   {"sites_out", &ReadSiting::instead}};
  detail::for_each_row(output, "siting_alternatives", priced, "ORDER BY fid", [&](ReadSiting row) {
    if (!row.site.empty()) add(std::move(row), false);
  });
}

void read_draws(const OpenedOutput& output, ReadResults& results) {
  const std::vector<ReadColumn<ReadDraw>> columns{
      {"site_key", &ReadDraw::site},   {"mode", &ReadDraw::mode},     {"taken_from", &ReadDraw::taken_from},
      {"place_name", &ReadDraw::name}, {"people", &ReadDraw::people}, {"share_of_place", &ReadDraw::share_of_place}};
  detail::for_each_row(output, "site_draws", columns, "ORDER BY fid",
                       [&](ReadDraw row) { results.draws.push_back(std::move(row)); });
}

struct RunRow {
  std::string key, value;
};

void read_run(const OpenedOutput& output, ReadResults& results) {
  const std::vector<ReadColumn<RunRow>> columns{{"key", &RunRow::key}, {"value", &RunRow::value}};
  detail::for_each_row(output, "run", columns, "ORDER BY fid",
                       [&](const RunRow& row) { results.run.emplace_back(row.key, row.value); });
  results.language = output.language().language();
}

score::Estimate estimate_of(const ReadMeasure& measure) {
  score::Estimate estimate = score::Estimate::unknown();
  estimate.low = measure.raw_low.value_or(-kNoEnd);
  estimate.high = measure.raw_high.value_or(kNoEnd);
  estimate.known_share = measure.known_share;
  if (!measure.raw) return estimate.low <= estimate.high ? estimate : score::Estimate::unknown();
  estimate.best = *measure.raw;
  const bool in_order = estimate.low <= estimate.best && estimate.best <= estimate.high;
  return in_order ? estimate : score::Estimate::exact(estimate.best);
}

[[noreturn]] void refuse_output(const ReadResults& results, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}; run the project again", results.file.string(), what)};
}

}  // namespace

std::string ReadResults::find_fact(std::string_view key) const {
  const auto found = std::ranges::find(run, key, [](const auto& fact) { return std::string_view{fact.first}; });
  return found == run.end() ? std::string{} : found->second;
}

score::CriteriaTable ReadResults::criteria_table() const {
  std::vector<score::Criterion> asked;
  for (const ReadCriterion& criterion : criteria) {
    if (!criterion.value)
      refuse_output(*this,
                    fmt::format("does not say between which anchors '{}' is judged, as an output of an older trek",
                                criterion.id));
    asked.push_back({criterion.id, criterion.weight_share, *criterion.value});
  }
  try {
    score::CriteriaTable table{std::move(asked), sites.size()};
    for (std::size_t site = 0; site < sites.size(); ++site) {
      for (std::size_t c = 0; c < criteria.size(); ++c) table.set(site, c, estimate_of(sites[site].measures[c]));
    }
    return table;
  } catch (const core::Error& error) {
    refuse_output(*this, error.what());
  }
}

std::vector<std::uint8_t> ReadResults::excluded() const {
  std::vector<std::uint8_t> flags;
  for (const ReadSite& site : sites) flags.push_back(site.rank ? 0 : 1);
  return flags;
}

ReadResults read_results(const std::filesystem::path& geopackage, const std::optional<model::Language>& language) {
  const OpenedOutput output{geopackage, language};
  ReadResults results;
  results.file = geopackage;
  read_run(output, results);
  read_sites(output, language.value_or(results.language), results);
  SiteRows rows;
  for (std::size_t site = 0; site < results.sites.size(); ++site) rows[results.sites[site].key].push_back(site);
  read_criteria(output, rows, results);
  read_answers(output, rows, results);
  read_profiles(output, rows, results);
  read_questions(output, results);
  read_views(output, results);
  read_siting(output, results);
  read_draws(output, results);
  return results;
}

}  // namespace trek::publish
