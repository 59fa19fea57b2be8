#include "trek/publish/detail/layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

#include "trek/geo/crs.hpp"

namespace trek::publish::detail {

LayerView background_view(int draw_rank) {
  return {.group = Group::background,
          .draw_rank = draw_rank,
          .visible = true,
          .themes = {Theme::overview, Theme::coverage, Theme::need, Theme::advice, Theme::one_site}};
}

std::size_t class_rows(const LayerClasses& classes) {
  return classes.classes.counts.size() + (classes.classes.unknown_count > 0 ? 1 : 0);
}

void gather_classes(std::vector<Layer>& layers) {
  std::vector<LayerClasses> all;
  std::size_t rows = 0;
  for (const auto& layer : layers) {
    if (layer.classes.empty() || layer.table.row_count() == 0) continue;  // nothing, or not in the file
    for (const auto& classes : layer.classes) {
      all.push_back({layer.table.schema().name, classes});
      rows += class_rows(all.back());
    }
  }
  for (auto& layer : layers) {
    if (!layer.all_classes) continue;
    *layer.all_classes = all;
    layer.table.set_rows(rows);
  }
}

void tell_other_language(std::vector<Layer>& layers, std::vector<Layer> other) {
  assert(layers.size() == other.size());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!layers[i].both_languages) layers[i].in_other_language = std::make_shared<Layer>(std::move(other[i]));
  }
}

std::string municipality_name(const Results& results, model::MunicipalityIdx row) {
  return row.valid() ? results.municipalities.name[row.value()] : std::string{};
}

std::string municipality_code(const Results& results, model::MunicipalityIdx row) {
  return row.valid() ? results.municipalities.code[row.value()] : std::string{};
}

Value rank_of(const Results& results, std::size_t site) {
  const auto& scores = results.judgement.scores;
  return site < scores.size() ? whole(scores[site].rank) : Value{};
}

std::string gap_key(const Results& results, std::size_t gap) {
  const auto& gaps = results.gaps;
  const auto first = std::ranges::find(gaps, gaps[gap].mode, &coverage::Gap::mode) - gaps.begin();
  return fmt::format("{}-{}", model::name_of(gaps[gap].mode), gap + 1 - static_cast<std::size_t>(first));
}

bool is_drawable(const MapHead& head, geo::Point place) {
  if (!geo::is_finite(place)) return false;
  constexpr geo::Box kNetherlands{-7'000.0, 289'000.0, 300'000.0, 629'000.0};  // area of use of EPSG:28992, rounded out
  return head.crs != geo::kRdNew || kNetherlands.contains(place);
}

}  // namespace trek::publish::detail
