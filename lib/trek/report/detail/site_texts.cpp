#include "trek/report/detail/site_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>

#include "trek/core/text.hpp"
#include "trek/model/all_modes.hpp"
#include "trek/publish/site_words.hpp"
#include "trek/report/detail/axis.hpp"

namespace trek::report::detail {
namespace {

constexpr std::string_view kMinutes = "min";

/// The number at the end of "..._15min", which is cut off.
std::optional<int> taken_minutes(std::string_view& name) {
  if (!name.ends_with(kMinutes)) return std::nullopt;
  name.remove_suffix(kMinutes.size());
  const std::size_t mark = name.find_last_of('_');
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view digits = name.substr(mark + 1);
  int minutes = 0;
  if (!core::all_digits(digits) ||
      std::from_chars(digits.data(), digits.data() + digits.size(), minutes).ec != std::errc{})
    return std::nullopt;
  name.remove_suffix(digits.size() + 1);
  return minutes;
}

}  // namespace

std::string said_name(std::string_view name, std::size_t most) { return fitted(publish::without_postcode(name), most); }

std::optional<CatchmentFigure> find_catchment_column(std::string_view name) {
  const auto minutes = taken_minutes(name);
  if (!minutes) return std::nullopt;
  for (const model::Mode mode : model::kAllModes) {
    const bool of_target = name == fmt::format("people_target_{}", model::name_of(mode));
    if (of_target || name == fmt::format("people_all_{}", model::name_of(mode)))
      return CatchmentFigure{of_target, mode, *minutes, std::nullopt};
  }
  return std::nullopt;
}

std::vector<CatchmentFigure> catchment_of(const Subject& subject, std::size_t site) {
  std::vector<CatchmentFigure> figures;
  const auto row = subject.find_layer_row(site);
  if (!row) return figures;
  for (const auto& column : subject.layers.sites.columns) {
    auto figure = find_catchment_column(column.name);
    if (!figure) continue;
    figure->people = subject.layers.sites.number(*row, column.name);
    figures.push_back(*figure);
  }
  std::ranges::stable_sort(figures, [](const CatchmentFigure& a, const CatchmentFigure& b) {
    return std::tie(a.mode, a.of_target, a.minutes) < std::tie(b.mode, b.of_target, b.minutes);
  });
  return figures;
}

std::string people_of(bool of_target, const model::Words& words) {
  return of_target ? words("20-40-jarigen", "People of 20-40") : words("Alle inwoners", "All inhabitants");
}

std::string interval_text(double low, double high, int decimals, const model::Words& words) {
  const std::string from = words.number(low, decimals);
  const std::string to = words.number(high, decimals);
  return from == to ? from : from + " – " + to;
}

std::string amount_text(double value, const model::Words& words) {
  constexpr double kWhole = 100.0;
  return std::abs(value) >= kWhole ? words.grouped(value) : words.number(value, 2);
}

std::string sheet_name(const Subject& subject, std::size_t row) {
  const publish::ReadSite& site = subject.results.sites.at(row);
  std::string key;
  for (const char c : core::folded(site.key)) {
    const bool is_plain = core::is_digit(c) || core::is_letter(c);
    if (is_plain || (!key.empty() && key.back() != '_')) key += is_plain ? c : '_';
  }
  constexpr std::size_t kLongest = 60;
  return fmt::format("site_{}_{}.html", site.rank ? std::to_string(*site.rank) : fmt::format("x{}", row + 1),
                     key.substr(0, kLongest));
}

std::string sheet_link(const Subject& subject, std::size_t site) {
  const bool has_one = std::ranges::find(subject.sheets, site) != subject.sheets.end();
  return has_one ? sheet_name(subject, site) : std::string{};
}

std::string veto_state(const publish::ReadSite& site, const model::Words& words) {
  const std::size_t open = site.veto_questions.size();
  if (site.veto != "unknown" || open == 0) return publish::veto_text(site.veto, words);
  return open == 1 ? words("1 vraag open", "1 question open")
                   : fmt::format("{} {}", open, words("vragen open", "questions open"));
}

std::string mode_text(const std::string& mode, const model::Words& words) {
  const auto found = model::find_mode(mode);
  return found ? std::string{model::label_of(*found, words.language())} : mode;
}

std::string norm_text(const Subject& subject) {
  const auto& region = subject.layers.coverage.region;
  const auto& words = subject.words;
  for (std::size_t row = 0; row < region.rows.size(); ++row) {
    const auto norm = region.number(row, "norm_min");
    if (region.text(row, "mode") != subject.mode || !norm) continue;
    return fmt::format("{} {} {} {}", words("binnen", "within"), words.number(*norm, 0), words("minuten", "minutes"),
                       mode_text(subject.mode, words));
  }
  return {};
}

}  // namespace trek::report::detail
