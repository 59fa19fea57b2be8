#include "trek/publish/detail/layer.hpp"

#include "trek/geo/crs.hpp"

namespace trek::publish::detail {

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

bool is_drawable(const MapHead& head, geo::Point place) {
  if (!geo::is_finite(place)) return false;
  constexpr geo::Box kNetherlands{-7'000.0, 289'000.0, 300'000.0, 629'000.0};  // area of use of EPSG:28992, rounded out
  return head.crs != geo::kRdNew || kNetherlands.contains(place);
}

}  // namespace trek::publish::detail
