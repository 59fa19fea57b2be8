#include <cmath>

#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::criteria {
namespace {

/// Where a row stands in the table of criteria.
struct Place {
  std::size_t width;
  [[nodiscard]] std::size_t site(std::size_t row) const noexcept { return row / width; }
  [[nodiscard]] std::size_t criterion(std::size_t row) const noexcept { return row % width; }
};

double finite(double value) { return std::isfinite(value) ? value : std::nan(""); }

void add_numbers(LayerTable& table, const score::CriteriaTable& criteria, Place at) {
  const auto add = [&](const char* name, const core::Phrase& title, int decimals, auto number) {
    table.add(name, FieldType::real, title,
              [=](std::size_t r) { return real(number(at.site(r), at.criterion(r)), decimals); });
  };
  using score::contribution;
  add("raw", {"Gemeten", "Measured"}, 4, [&criteria](auto s, auto c) { return criteria.raw(s, c); });
  add("raw_low", {"Gemeten, ten minste", "Measured, at least"}, 4,
      [&criteria](auto s, auto c) { return finite(criteria.estimate(s, c).low); });
  add("raw_high", {"Gemeten, ten hoogste", "Measured, at most"}, 4,
      [&criteria](auto s, auto c) { return finite(criteria.estimate(s, c).high); });
  add("value", {"Waarde (0-1)", "Value (0-1)"}, 6, [&criteria](auto s, auto c) { return criteria.value(s, c); });
  add("value_low", {"Waarde, ten minste (0-1)", "Value, at least (0-1)"}, 6,
      [&criteria](auto s, auto c) { return criteria.interval(s, c).low; });
  add("value_high", {"Waarde, ten hoogste (0-1)", "Value, at most (0-1)"}, 6,
      [&criteria](auto s, auto c) { return criteria.interval(s, c).high; });
  add("weight_share", {"Gewicht (aandeel 0-1)", "Weight (share 0-1)"}, 6,
      [&criteria](auto, auto c) { return criteria.weight_share(c); });
  add("contribution", {"Bijdrage aan de score", "Contribution to the score"}, 6,
      [&criteria](auto s, auto c) { return contribution(criteria, s, c).best; });
  add("contribution_low", {"Zekere bijdrage (bepaalt de rang)", "Sure contribution (decides the rank)"}, 6,
      [&criteria](auto s, auto c) { return contribution(criteria, s, c).low; });
  table.add("known", FieldType::boolean, {"Bekend", "Known"},
            [=, &criteria](std::size_t r) { return Value{criteria.estimate(at.site(r), at.criterion(r)).is_known()}; });
  add("known_share", {"Bekend deel (0-1)", "Known part (0-1)"}, 4,
      [&criteria](auto s, auto c) { return criteria.estimate(s, c).known_share; });
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& criteria = results.judgement.criteria;
  const Place at{criteria.criteria().size()};
  LayerTable table(words, "criteria", GeometryType::none, {"Criteria per locatie", "Criteria by site"},
                   {"Een regel per locatie en criterium: gemeten, waarde, gewicht en bijdrage aan de score.",
                    "One row a site and criterion: measured, value, weight and contribution to the score."});
  const auto& asked = results.judgement.asked;
  const auto add_text = [&](const char* name, const core::Phrase& title, auto part) {
    table.add(name, FieldType::text, title, [=, &asked](std::size_t r) { return text(part(asked[at.criterion(r)])); });
  };
  using Criterion = const profile::Criterion&;
  table.add("site_key", FieldType::text, {"Locatie, sleutel", "Site key"},
            [at, &results](std::size_t r) { return text(results.sites.key[at.site(r)]); });
  add_text("criterion", {"Criterium", "Criterion"}, [](Criterion criterion) { return criterion.id; });
  add_text("label", {"Betekenis", "Meaning"}, [words](Criterion criterion) { return words(criterion.label); });
  add_text("unit", {"Eenheid", "Unit"}, [words](Criterion criterion) { return words(criterion.unit); });
  add_text("pillar", {"Pijler", "Pillar"}, [words](Criterion criterion) { return words(label_of(criterion.pillar)); });
  add_numbers(table, criteria, at);
  add_text("reason", {"Waarom dit telt", "Why this counts"},
           [words](Criterion criterion) { return words(criterion.reason); });
  table.set_rows(results.sites.size() == 0 ? 0 : criteria.site_count() * criteria.criteria().size());
  return {.order = 140, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::criteria
