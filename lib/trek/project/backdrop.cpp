#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "trek/network/nearby_streets.hpp"
#include "trek/network/network_file.hpp"
#include "trek/project/detail/backdrop.hpp"

namespace trek::project::detail {
namespace {

/// The first of them says what is a street.
constexpr std::array kWidestFirst{model::Mode::car, model::Mode::bicycle, model::Mode::e_bike, model::Mode::foot};

/// Those of one extract: of two the same street would be drawn twice.
std::vector<const network::StreetGraph*> graphs_of_one_extract(const std::vector<measure::ModeTravel>& travel) {
  std::vector<const network::StreetGraph*> graphs;
  const model::Source* extract = nullptr;
  for (const model::Mode mode : kWidestFirst) {
    const auto found = std::ranges::find_if(travel, [mode](const measure::ModeTravel& one) {
      return one.network != nullptr && one.settings->mode == mode;
    });
    if (found == travel.end()) continue;
    const model::Source& own = *found->settings->network;
    if (extract != nullptr && own.path != extract->path) continue;
    extract = &own;
    graphs.push_back(&found->network->graph);
  }
  return graphs;
}

}  // namespace

const model::Source* find_backdrop_source(const Project& project) {
  const auto found = std::ranges::find_if(project.modes, [](const TravelSettings& mode) {
    return mode.on_streets() && !network::is_nwb(mode.network->path);
  });
  return found == project.modes.end() ? nullptr : &*found->network;
}

network::Backdrop backdrop(const model::Municipalities& municipalities, const core::Column<char>& packed,
                           const std::vector<measure::ModeTravel>& travel, std::vector<geo::Point> places) {
  geo::Box region;
  for (std::size_t m = 0; m < municipalities.size(); ++m) region.add(municipalities.area.box(m));
  if (region.empty()) return {};
  const network::Surroundings near{.places = std::move(places)};
  network::Backdrop backdrop = network::unpacked(packed.span(), region, near);
  auto streets = network::nearby_streets(graphs_of_one_extract(travel), near);
  backdrop.local.insert(backdrop.local.end(), std::make_move_iterator(streets.begin()),
                        std::make_move_iterator(streets.end()));
  return backdrop;
}

}  // namespace trek::project::detail
