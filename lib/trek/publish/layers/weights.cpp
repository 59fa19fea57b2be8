#include <fmt/format.h>

#include <memory>

#include "trek/publish/detail/layer.hpp"
#include "trek/score/criteria_checks.hpp"

namespace trek::publish::detail::layers::weights {
namespace {

using Spreads = std::vector<score::CriterionSpread>;

std::vector<std::uint8_t> without_rank(const Judgement& judgement) {
  std::vector<std::uint8_t> flags;
  for (const score::SiteScore& site : judgement.scores) flags.push_back(site.rank ? 0 : 1);
  return flags;
}

/// "0=0 1000=1": read back by find_value_function.
std::string anchors_text(const model::ValueFunction& value) {
  std::string all;
  for (const auto& anchor : value.anchors())
    all += fmt::format("{}{}={}", all.empty() ? "" : " ", anchor.raw, anchor.value);
  return all;
}

/// The criteria that tell the same thing, with how closely: "people_all_car_30min 0.83; ...".
std::string same_as(const std::vector<score::SameTale>& tales, const std::vector<profile::Criterion>& asked,
                    std::size_t criterion) {
  std::vector<std::string> others;
  for (const score::SameTale& tale : tales) {
    if (tale.first != criterion && tale.second != criterion) continue;
    const std::size_t other = tale.first == criterion ? tale.second : tale.first;
    others.push_back(fmt::format("{} {:.2f}", asked[other].id, tale.correlation));
  }
  return joined(others, "; ");
}

void add_spread(LayerTable& table, const std::shared_ptr<const Spreads>& spreads) {
  const auto count = [&](const char* name, const core::Phrase& title, std::size_t score::CriterionSpread::*part) {
    table.add(name, FieldType::integer, title,
              [=](std::size_t c) { return Value{static_cast<std::int64_t>((*spreads)[c].*part)}; });
  };
  table.add("effective_share", FieldType::real, {"Werkzaam gewicht (aandeel 0-1)", "Effective weight (share 0-1)"},
            [=](std::size_t c) { return real((*spreads)[c].effective_share, 6); },
            {"Gewicht maal spreiding van de waarden: wat het gewicht met deze lijst doet.",
             "Weight times deviation of the values: what the weight does to this list."});
  table.add("deviation", FieldType::real, {"Spreiding van de waarden (0-1)", "Deviation of the values (0-1)"},
            [=](std::size_t c) { return real((*spreads)[c].deviation, 6); });
  count("known_count", {"Locaties waarvan het bekend is (aantal)", "Sites of which it is known (count)"},
        &score::CriterionSpread::known_count);
  count("beyond_best_count", {"Locaties voorbij het beste ankerpunt (aantal)", "Sites beyond the best anchor (count)"},
        &score::CriterionSpread::beyond_best_count);
  count("beyond_worst_count",
        {"Locaties voorbij het slechtste ankerpunt (aantal)", "Sites beyond the worst anchor (count)"},
        &score::CriterionSpread::beyond_worst_count);
}

}  // namespace

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const Judgement& judgement = results.judgement;
  const auto& criteria = judgement.criteria;
  const auto& asked = judgement.asked;
  LayerTable table(words, "weights", GeometryType::none, {"Gewichten van de criteria", "Weights of the criteria"},
                   {"Wat elk criterium weegt, tussen welke ankerpunten, en wat dat gewicht met de lijst doet.",
                    "What each criterion weighs, between which anchors, and what that weight does to the list."});
  const auto add_text = [&](const char* name, const core::Phrase& title, auto part) {
    table.add(name, FieldType::text, title, [=, &asked](std::size_t c) { return text(part(asked[c])); });
  };
  using Criterion = const profile::Criterion&;
  add_text("criterion", {"Criterium", "Criterion"}, [](Criterion one) { return one.id; });
  add_text("label", {"Betekenis", "Meaning"}, [words](Criterion one) { return words(one.label); });
  add_text("unit", {"Eenheid", "Unit"}, [words](Criterion one) { return words(one.unit); });
  add_text("pillar", {"Pijler", "Pillar"}, [](Criterion one) { return std::string{name_of(one.pillar)}; });
  add_text("anchors", {"Ankerpunten (meting=waarde)", "Anchors (measure=value)"},
           [](Criterion one) { return anchors_text(one.value); });
  table.add("weight", FieldType::real, {"Gewicht, zoals opgegeven (punten)", "Weight, as stated (points)"},
            [&asked](std::size_t c) { return Value{asked[c].weight}; });
  table.add("weight_share", FieldType::real, {"Gewicht (aandeel 0-1)", "Weight (share 0-1)"},
            [&criteria](std::size_t c) { return real(criteria.weight_share(c), 6); });
  const bool judged = results.sites.size() > 0 && judgement.scores.size() == criteria.site_count();
  const auto flags = judged ? without_rank(judgement) : std::vector<std::uint8_t>(criteria.site_count(), 1);
  const auto tales = score::same_tales(criteria, score::correlations(criteria, flags));
  add_spread(table, std::make_shared<const Spreads>(score::criterion_spreads(criteria, flags)));
  table.add("tells_same_as", FieldType::text, {"Zegt grotendeels hetzelfde als", "Largely tells the same as"},
            [tales, &asked](std::size_t c) { return text(same_as(tales, asked, c)); },
            {"Met de correlatie van de waarden: wat twee criteria delen, telt dubbel.",
             "With the correlation of the values: what two criteria share counts twice."});
  add_text("reason", {"Waarom dit telt", "Why this counts"}, [words](Criterion one) { return words(one.reason); });
  table.set_rows(judged ? criteria.criteria().size() : 0);
  return {.order = 142, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::weights
