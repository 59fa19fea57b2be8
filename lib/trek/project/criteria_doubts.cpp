#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "trek/project/detail/doubts.hpp"
#include "trek/project/detail/judgement.hpp"
#include "trek/project/detail/measure_settings.hpp"
#include "trek/project/detail/travel.hpp"

namespace trek::project::detail {
namespace {

constexpr double kFullSpan = 0.3;           // of [0, 1]; values that differ less hardly move a rank
constexpr double kMostPairs = 500'000'000;  // of sites and demand that `check` still looks at

struct Span {
  double low = 0.0;
  double high = 0.0;
  void take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

void stretch(std::optional<Span>& span, double value) {
  if (!span) span = Span{value, value};
  span->take(value);
}

/// At least four digits, and never a power of ten: "0.8491", "30890".
std::string four_digits(double number) {
  return std::abs(number) < 1e4 ? fmt::format("{:.4g}", number) : fmt::format("{:.0f}", number);
}

std::optional<core::Finding> doubt_about(const score::CriteriaTable& table, std::size_t criterion,
                                         const core::Phrase& how) {
  const score::Criterion& asked = table.criteria()[criterion];
  std::optional<Span> raw;
  std::optional<Span> value;
  for (std::size_t site = 0; site < table.site_count(); ++site) {
    const auto known = table.value(site, criterion);
    if (!known) continue;
    stretch(raw, table.raw(site, criterion));
    stretch(value, *known);
  }
  core::Finding finding{core::Severity::warning, asked.id, "criterion", "criterion_unknown", "", "", {}};
  finding.remedy = "it is unknown for every site and ranks none; give its source, or leave it out";
  if (!value) return finding;
  const auto anchors = asked.value.anchors();
  const auto spans = [&](const char* words) {
    return fmt::format(fmt::runtime(words), four_digits(raw->low), four_digits(raw->high), value->low, value->high,
                       four_digits(anchors.front().raw), four_digits(anchors.back().raw));
  };
  finding.value = {
      core::with_decimal_comma(spans("{} tot {}, waard {:.2f} tot {:.2f}; ankers {} tot {}")) + how.dutch(),
      spans("{} to {}, worth {:.2f} to {:.2f}; anchored from {} to {}") + how.en};
  if (value->high - value->low >= kFullSpan) return std::nullopt;
  const bool constant = !(value->high > value->low);
  finding.rule = constant ? "criterion_constant" : "criterion_moves_little";
  finding.remedy = constant ? "it is worth the same everywhere and ranks no site before another; anchor it to what can "
                              "be reached here, or leave it out"
                            : "it hardly moves the ranking, whatever its weight; anchor it to what can be reached here";
  return finding;
}

}  // namespace

core::Report criteria_doubts(const score::CriteriaTable& table, const core::Phrase& how) {
  core::Report report;
  if (table.site_count() < 2) return report;
  for (std::size_t criterion = 0; criterion < table.criteria().size(); ++criterion) {
    if (!(table.weight_share(criterion) > 0.0)) continue;
    if (auto finding = doubt_about(table, criterion, how)) report.add(std::move(*finding));
  }
  return report;
}

core::Report criteria_doubts_as_the_crow_flies(const Project& project, const measure::Tables& inputs,
                                               const core::Control& control) {
  const double pairs = static_cast<double>(inputs.sites->size()) * static_cast<double>(inputs.demand->size());
  if (pairs > kMostPairs) return {};
  Project straight = project;
  for (TravelSettings& mode : straight.modes) mode.network.reset();
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<model::SourceRecord> sources;
  const auto travel = connect(straight, inputs, control, facts, sources).travel;
  return criteria_doubts(criteria_table(straight,
                                        measure::measured(measure_settings(straight), inputs, travel, nullptr,
                                                          measure::Wanted::judged, control),
                                        inputs.sites->size()),
                         core::Phrase{"; hemelsbreed", "; in straight lines"});
}

}  // namespace trek::project::detail
