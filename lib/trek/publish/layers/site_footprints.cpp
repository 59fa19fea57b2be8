#include "trek/publish/detail/layer.hpp"
#include "trek/publish/detail/layer_symbols.hpp"
#include "trek/publish/detail/site_evidence.hpp"

namespace trek::publish::detail::layers::site_footprints {
Layer layer(const Results& results, const MapHead& head) {
  const Words words{head.language};
  const auto& sites = results.sites;
  LayerTable table(words, "site_footprints", GeometryType::multipolygon,
                   {"Pandcontouren van de locaties", "Footprints of the sites"},
                   {"Contour van elke kandidaat-locatie, waar die bekend is.",
                    "Outline of each candidate site, where it is known."});
  table.add_text("key", {"Sleutel", "Key"}, sites.key);
  table.add_text("name", {"Naam", "Name"}, sites.name);
  table.add("rank", FieldType::integer, {"Rang", "Rank"}, [&](std::size_t s) { return rank_of(results, s); });
  add_fact(table, sites, &model::Sites::footprint_m2, words);
  table.set_rows(sites.footprint.size(), [&](std::size_t s) { return shape_of(sites.footprint, s); });
  const FillSymbol fill{{kBestSites.red, kBestSites.green, kBestSites.blue, 90}, FillPattern::solid, kBestSites, 0.3};
  return {.order = 20,
          .table = std::move(table),
          .style = named_style(words("Contour", "Outline"), {{words("Pandcontour", "Footprint"), "", fill}}),
          .views = {{.group = Group::candidates, .draw_rank = DrawRank::footprints, .themes = {Theme::one_site}}}};
}

}  // namespace trek::publish::detail::layers::site_footprints
