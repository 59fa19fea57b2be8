#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/council_parts.hpp"
#include "trek/report/detail/frame.hpp"
#include "trek/report/detail/site_texts.hpp"

/// What was ruled out and why: as each kind of place, and before it was a candidate at all.
namespace trek::report::detail {
namespace {

/// Of a kind of place: how many sites are ruled out as it, and by what.
struct RuledOut {
  std::size_t count = 0;
  std::map<std::string, std::size_t> reasons;
};

/// The reasons that rule out most, first.
std::string reasons_text(const RuledOut& of, const model::Words& words) {
  constexpr std::size_t kMost = 3;
  std::vector<std::pair<std::string, std::size_t>> reasons{of.reasons.begin(), of.reasons.end()};
  std::ranges::stable_sort(reasons, [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (std::size_t i = 0; i < std::min(reasons.size(), kMost); ++i)
    text += fmt::format("{}{} ({})", i == 0 ? "" : "; ", fitted(reasons[i].first, 110), reasons[i].second);
  if (reasons.size() > kMost)
    text += fmt::format("; {} {}", words("andere redenen:", "other reasons:"), reasons.size() - kMost);
  return text;
}

/// By the name of the kind of place.
std::map<std::string, RuledOut> ruled_out_by_kind(const Subject& subject) {
  std::map<std::string, RuledOut> all;
  for (const publish::ReadSite& site : subject.results.sites) {
    for (const publish::ReadProfile& profile : site.profiles) {
      if (!subject.profile.empty() && profile.id != subject.profile) continue;
      RuledOut& of = all[profile.name];
      if (profile.ruled_out_by.empty()) continue;
      ++of.count;
      ++of.reasons[profile.ruled_out_by];
    }
  }
  return all;
}

Element as_kinds_of_place(const Subject& subject) {
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  for (const auto& [name, of] : ruled_out_by_kind(subject)) {
    rows.push_back({{fitted(name, 50)},
                    {words.grouped(static_cast<double>(of.count)), true},
                    {of.count == 0 ? "–" : reasons_text(of, words)}});
  }
  if (rows.empty())
    return Element{"p", words("Het bestand zegt niet waarvoor gebouwen afvielen.",
                              "The file does not tell as what buildings were ruled out.")};
  return table_of(
      fmt::format("{} {} {}", words("Van de", "Of the"), subject.results.sites.size(),
                  words("gebouwen: afgevallen als deze soort plek", "buildings: ruled out as this kind of place")),
      {words("Soort plek", "Kind of place"), words("Gebouwen", "Buildings"),
       words("Waarop, de meeste eerst", "By what, most first")},
      rows);
}

/// Those that fell off under every kind of place, by name.
Element ruled_out_sites(const Subject& subject) {
  constexpr std::size_t kMost = 30;
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  std::size_t count = 0;
  for (const publish::ReadSite& site : subject.results.sites) {
    if (site.veto != "fail" || ++count > kMost) continue;
    const std::string reason = site.profiles.empty() ? std::string{} : site.profiles.front().ruled_out_by;
    rows.push_back({{said_name(site.name.empty() ? site.key : site.name, 60)},
                    {fitted(site.municipality, 40)},
                    {reason.empty() ? words("niet vermeld", "not told") : fitted(reason, 140)}});
  }
  if (rows.empty()) return Element::group();
  std::string caption = words("Afgevallen als elke soort plek", "Ruled out as every kind of place");
  if (count > kMost) caption += fmt::format(": {} {} {}", kMost, words("van", "of"), count);
  return table_of(caption, {words("Gebouw", "Building"), words("Gemeente", "Municipality"), words("Waarop", "By what")},
                  rows);
}

/// The name of a rule, as the findings call it; else its code.
std::string rule_text(const Subject& subject, const std::string& rule) {
  const auto found = std::ranges::find(subject.findings, rule, &publish::StoredFinding::rule);
  if (found != subject.findings.end()) return found->label;
  std::string text = rule;
  std::ranges::replace(text, '_', ' ');
  return text;
}

/// What could have been a candidate and was left out before anything was reckoned.
Element left_out_table(const Subject& subject) {
  constexpr std::string_view kPrefix = "left_out.";
  const auto& words = subject.words;
  std::vector<std::vector<Cell>> rows;
  for (const auto& [key, value] : subject.results.run) {
    if (key.starts_with(kPrefix)) rows.push_back({{rule_text(subject, key.substr(kPrefix.size()))}, {value, true}});
  }
  if (rows.empty()) return Element::group();
  return table_of(words("Wat geen kandidaat werd", "What became no candidate"),
                  {words("Waarom", "Why"), words("Aantal", "Count")}, rows);
}

}  // namespace

Element ruled_out_of(const Subject& subject) {
  Element part{"section"};
  part.add(Element{"h2", {{"id", "ruled-out"}}, subject.words("Wat afviel, en waarom", "What was ruled out, and why")});
  return part.add(as_kinds_of_place(subject)).add(ruled_out_sites(subject)).add(left_out_table(subject));
}

}  // namespace trek::report::detail
