#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::scenario_sites {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& scores = results.judgement.scores;
  const std::size_t count = results.sites.size();
  const auto site = [count](std::size_t r) { return r % count; };
  const auto scenario = [count, &results](std::size_t r) -> const ScenarioResult& {
    return results.scenarios[r / count];
  };
  LayerTable table(
      words, "scenario_sites", GeometryType::none, {"Scenario's: rang van de locaties", "Scenarios: rank of the sites"},
      {"Een regel per scenario en locatie: rang en score, nu en in het scenario, en welk criterium de score "
       "het meest verschoof.",
       "One row a scenario and site: rank and score, today and in the scenario, and which criterion moved "
       "the score most."});
  table.add("scenario_number", FieldType::integer, {"Nummer", "Number"},
            [count](std::size_t r) { return Value{static_cast<std::int64_t>(r / count + 1)}; });
  table.add("scenario", FieldType::text, {"Scenario", "Scenario"},
            [scenario, words](std::size_t r) { return text(words(scenario(r).name)); });
  table.add("site_key", FieldType::text, {"Locatie, sleutel", "Site key"},
            [&results, site](std::size_t r) { return text(results.sites.key[site(r)]); });
  table.add("site_name", FieldType::text, {"Locatie", "Site"},
            [&results, site](std::size_t r) { return text(results.sites.name[site(r)]); });
  table.add("rank_before", FieldType::integer, {"Rang, nu", "Rank, today"},
            [&results, site](std::size_t r) { return rank_of(results, site(r)); });
  table.add("rank", FieldType::integer, {"Rang, in het scenario", "Rank, in the scenario"},
            [scenario, site](std::size_t r) { return whole(scenario(r).scores[site(r)].rank); },
            {"Leeg: afgevallen, of in het scenario geopend.", "Empty: excluded, or opened in the scenario."});
  table.add("rank_change", FieldType::integer, {"Plaatsen gestegen", "Places risen"},
            [&scores, scenario, site](std::size_t r) {
              const auto& before = scores[site(r)].rank;
              const auto& after = scenario(r).scores[site(r)].rank;
              return before && after ? Value{std::int64_t{*before} - std::int64_t{*after}} : Value{};
            },
            {"Onder 0: gedaald.", "Below 0: fallen."});
  const auto add_score = [&](const char* name, const core::Phrase& title, double score::SiteScore::*part, bool before) {
    table.add(name, FieldType::real, title, [&scores, scenario, site, part, before](std::size_t r) {
      return real((before ? scores[site(r)] : scenario(r).scores[site(r)]).*part, 4);
    });
  };
  add_score("score_low_before", {"Score nu, ondergrens (0-1)", "Score today, lower bound (0-1)"},
            &score::SiteScore::low, true);
  add_score("score_low", {"Score in het scenario, ondergrens (0-1)", "Score in the scenario, lower bound (0-1)"},
            &score::SiteScore::low, false);
  add_score("score_before", {"Score, nu (0-1)", "Score, today (0-1)"}, &score::SiteScore::score, true);
  add_score("score", {"Score, in het scenario (0-1)", "Score, in the scenario (0-1)"}, &score::SiteScore::score, false);
  table.add("leading_criterion", FieldType::text,
            {"Criterium dat de locatie het meest verschoof", "Criterion that moved the site most"},
            [&results, scenario, site](std::size_t r) {
              const auto& leading = scenario(r).leading[site(r)];
              return leading ? text(results.judgement.asked[leading->criterion].id) : Value{};
            },
            {"Afgezet tegen de middelste locatie. Leeg: geen; een andere rang komt dan van andere locaties.",
             "Against the middle site. Empty: none; another rank is then due to other sites."});
  table.add("leading_change", FieldType::real, {"En hoeveel (score)", "And by how much (score)"},
            [scenario, site](std::size_t r) {
              const auto& leading = scenario(r).leading[site(r)];
              return leading ? real(leading->change, 4) : Value{};
            });
  table.set_rows(scores.size() == count ? count * results.scenarios.size() : 0);
  return {.order = 138, .table = std::move(table), .views = {{.group = Group::scenario}}};
}

}  // namespace trek::publish::detail::layers::scenario_sites
