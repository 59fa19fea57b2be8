#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail::layers::stakeholders {

Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const score::StakeholderViews& all = results.judgement.stakeholders;
  const std::size_t width = all.views.size();
  const auto site = [width](std::size_t row) { return row / width; };
  const auto view = [width, &all](std::size_t row) -> const score::StakeholderView& { return all.views[row % width]; };
  LayerTable table(words, "stakeholders", GeometryType::none, {"Belanghebbenden per locatie", "Stakeholders by site"},
                   {"Een regel per locatie en belanghebbende: rang, score en spijt met de eigen gewichten.",
                    "One row a site and stakeholder: rank, score and regret by their own weights."});
  table.add("site_key", FieldType::text, {"Locatie, sleutel", "Site key"},
            [&results, site](std::size_t r) { return text(results.sites.key[site(r)]); });
  table.add("site_name", FieldType::text, {"Locatie", "Site"},
            [&results, site](std::size_t r) { return text(results.sites.name[site(r)]); });
  table.add("stakeholder", FieldType::text, {"Belanghebbende", "Stakeholder"},
            [view](std::size_t r) { return text(view(r).name); });
  table.add("rank", FieldType::integer, {"Rang voor hen", "Rank for them"}, [view, site](std::size_t r) {
    const auto rank = view(r).scores[site(r)].rank;
    return rank ? Value{std::int64_t{*rank}} : Value{};
  });
  table.add("score_low", FieldType::real, {"Score voor hen, ondergrens (0-1)", "Score for them, lower bound (0-1)"},
            [view, site](std::size_t r) { return real(view(r).scores[site(r)].low, 4); });
  table.add("regret", FieldType::real, {"Spijt (score)", "Regret (score)"},
            [view, site](std::size_t r) { return real(view(r).regret[site(r)], 4); },
            {"Wat hun eigen beste locatie meer scoort.", "What their own best site scores more."});
  table.add("largest_regret", FieldType::real, {"Grootste spijt van allen (score)", "Largest regret of all (score)"},
            [&all, site](std::size_t r) { return real(all.largest_regret[site(r)], 4); },
            {"De locatie waar deze het kleinst is, kan iedereen het best mee leven.",
             "The site where it is least is the one that all can live with best."});
  table.add("is_compromise", FieldType::boolean, {"Kleinste grootste spijt", "Least largest regret"},
            [&all, site](std::size_t r) { return Value{all.compromise == site(r)}; });
  table.set_rows(width * all.largest_regret.size());
  return {.order = 144, .table = std::move(table), .views = {LayerView{}}};
}

}  // namespace trek::publish::detail::layers::stakeholders
