#include "trek/report/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"

namespace trek::report {
namespace {

constexpr const char* kUsualMode = "bicycle";

/// Those that coverage is told by, as they stand in the output.
std::vector<std::string> coverage_modes(const publish::StoredTable& region) {
  std::vector<std::string> modes;
  for (std::size_t row = 0; row < region.rows.size(); ++row) modes.push_back(region.text(row, "mode"));
  return modes;
}

/// By which coverage is told; empty where there is none.
std::string leading_mode(const std::vector<std::string>& modes) {
  if (core::is_one_of(kUsualMode, modes)) return kUsualMode;
  return modes.empty() ? std::string{} : modes.front();
}

std::optional<std::size_t> municipality_row(const publish::StoredTable& municipalities, const std::string& wanted) {
  if (wanted.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t row = 0; row < municipalities.rows.size(); ++row) {
    names.push_back(municipalities.text(row, "name"));
    if (municipalities.text(row, "code") == wanted || core::folded(names.back()) == core::folded(wanted)) return row;
  }
  core::refuse_argument(fmt::format("--municipality {}: the output has no such municipality{}; it has {}", wanted,
                                    core::did_you_mean(wanted, names), fmt::join(names, ", ")));
}

/// The id of a profile that some site was judged under.
std::string profile_id(const publish::ReadResults& results, const std::string& wanted) {
  if (wanted.empty()) return {};
  std::vector<std::string> known;
  for (const publish::ReadSite& site : results.sites) {
    for (const publish::ReadProfile& one : site.profiles) {
      if (one.id == wanted || core::folded(one.name) == core::folded(wanted)) return one.id;
      if (!core::is_one_of(one.id, known)) known.push_back(one.id);
    }
  }
  std::ranges::sort(known);
  core::refuse_argument(fmt::format("--profile {}: no site was judged under it{}; the output has {}", wanted,
                                    core::did_you_mean(wanted, known),
                                    known.empty() ? std::string{"none"} : fmt::format("{}", fmt::join(known, ", "))));
}

/// A page is in one language: the texts of an output of an older trek are in that of its run alone.
void check_language(const publish::ReadResults& results, const std::optional<model::Language>& wanted) {
  if (!wanted || *wanted == results.language) return;
  const char* const found = results.language == model::Language::nl ? "nl" : "en";
  const char* const asked = *wanted == model::Language::nl ? "nl" : "en";
  core::refuse_argument(
      fmt::format("--lang {}: the texts of {} are in '{}' alone: it was made by an older trek; run the project again, "
                  "or leave this out",
                  asked, results.file.string(), found));
}

bool is_ruled_out_as(const publish::ReadProfile& profile) { return !profile.ruled_out_by.empty(); }

/// Of the ranked sites those that the request is about: of the municipality, and not ruled out as the kind of place.
std::vector<std::size_t> shortlist_of(const Subject& subject) {
  const publish::ReadResults& results = subject.results;
  const std::string municipality =
      subject.municipality ? subject.layers.coverage.municipalities.text(*subject.municipality, "name") : std::string{};
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < results.sites.size(); ++row) {
    const publish::ReadSite& site = results.sites[row];
    if (!site.rank || (subject.municipality && site.municipality != municipality)) continue;
    const auto* const profile = subject.profile.empty() ? nullptr : subject.find_profile(row);
    if (!subject.profile.empty() && (profile == nullptr || is_ruled_out_as(*profile))) continue;
    rows.push_back(row);
    if (rows.size() == static_cast<std::size_t>(std::max(results.top_count, 1))) break;
  }
  return rows;
}

std::vector<std::size_t> asked_sites(const publish::ReadResults& results, const std::vector<std::string>& wanted) {
  std::vector<std::size_t> rows;
  for (const std::string& text : wanted) {
    const std::size_t row = publish::site_row(results, text);
    if (std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
  }
  return rows;
}

}  // namespace

const publish::ReadProfile* Subject::find_profile(std::size_t site) const {
  const auto& profiles = results.sites.at(site).profiles;
  const auto found =
      profile.empty() ? profiles.begin() : std::ranges::find(profiles, profile, &publish::ReadProfile::id);
  return found == profiles.end() ? nullptr : &*found;
}

std::optional<std::size_t> Subject::find_layer_row(std::size_t site) const {
  const std::string& key = results.sites.at(site).key;
  for (std::size_t row = 0; row < layers.sites.rows.size(); ++row) {
    if (layers.sites.text(row, "key") == key) return row;
  }
  return std::nullopt;
}

Subject read_subject(const Request& request) {
  Subject subject;
  subject.results = publish::read_results(request.file, request.language);
  check_language(subject.results, request.language);
  subject.words = model::Words{subject.results.language};
  subject.tables = request.tables;
  subject.layers = publish::stored_layers(request.file, request.language);
  const auto modes = coverage_modes(subject.layers.coverage.region);
  subject.mode = leading_mode(modes);
  subject.travel = publish::stored_travel(request.file, subject.mode);
  if (!modes.empty()) subject.squares = publish::stored_squares(request.file, modes, kSquare_m);
  subject.findings = publish::stored_findings(request.file, subject.words);
  subject.municipality = municipality_row(subject.layers.coverage.municipalities, request.municipality);
  subject.profile = profile_id(subject.results, request.profile);
  subject.shortlist = shortlist_of(subject);
  subject.sheets = request.sites.empty() ? subject.shortlist : asked_sites(subject.results, request.sites);
  return subject;
}

}  // namespace trek::report
