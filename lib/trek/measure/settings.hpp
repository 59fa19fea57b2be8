#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "trek/access/decay.hpp"
#include "trek/access/travel.hpp"
#include "trek/core/units.hpp"
#include "trek/model/codes.hpp"
#include "trek/model/mode.hpp"
#include "trek/model/source.hpp"
#include "trek/network/mode_speeds.hpp"

namespace trek::measure {

/// How people travel by one mode, within which limits, and when they count as served.
struct TravelSettings {
  model::Mode mode = model::Mode::bicycle;
  std::optional<model::Source> network;   // OSM extract; empty: straight line
  network::ModeSpeeds speeds;             // of a street network
  access::StraightLine straight_line;     // where there is no network
  std::vector<std::uint32_t> limits_min;  // ascending; catchments are counted within each
  std::uint32_t norm_min = 15;            // at or below it a person is served
  std::vector<std::uint32_t> norms_min;   // at which coverage is told beside it, ascending
  [[nodiscard]] bool on_streets() const noexcept { return network.has_value(); }
};

/// How people choose among places.
struct HuffSettings {
  double outside_option = 0.0;              // S0, the pull of staying home, in ordinary places next door
  std::optional<double> ordinary_place_m2;  // floor area of a place of strength 1; empty: every site has strength 1
};

/// How the supply of existing places is shared among those who reach it. METHODS "Floating catchments".
struct CatchmentSettings {
  enum class Method : std::uint8_t { two_step, enhanced, huff };  // 2SFCA, E2SFCA, MH3SFCA
  Method method = Method::enhanced;
  access::Decay decay;     // a Step of 2SFCA, else Bands
  double limit_min = 0.0;  // nobody farther uses a place
};

/// Kinds of existing place that are of value, in the order of the strategy: third places before pop music, which is
/// among the cultural anchors, before the rest.
inline constexpr std::array kValuedKinds{model::PlaceKind::third_place, model::PlaceKind::cultural_anchor,
                                         model::PlaceKind::hospitality};
using KindWeights = std::array<double, kValuedKinds.size()>;

/// Weights of an order alone, rank-order centroid (Barron & Barrett 1996): w_k = 1/K sum_(i >= k) 1/i, times 100.
[[nodiscard]] constexpr KindWeights rank_order_weights() {
  KindWeights weights{};
  for (std::size_t k = 0; k < weights.size(); ++k) {
    for (std::size_t i = k; i < weights.size(); ++i)
      weights[k] += 100.0 / static_cast<double>(weights.size() * (i + 1));
  }
  return weights;
}

/// What places are worth in use, and as an option. METHODS "Use and option value".
struct ValueSettings {
  KindWeights use = rank_order_weights();  // add up to 100
  KindWeights option = rank_order_weights();
  access::Decay near{access::LogLogistic{12.0, 3.0}};  // daily use: METHODS "Decay"
  access::Decay far{access::Exponential{35.0}};        // large events
};

/// How people of another country count.
struct BorderSettings {
  double people_share = 0.6;  // of one at home; a choice: the strategy asks for the German market, no source says how
                              // much a border holds people back
};

/// All that decides what is measured, and how.
struct Settings {
  std::vector<TravelSettings> modes;
  access::Direction direction = access::Direction::to_sites;
  access::Decay decay{access::LogLogistic{12.0, 3.0}};
  HuffSettings huff;
  std::optional<CatchmentSettings> catchment;     // empty: not asked
  std::optional<ValueSettings> value;             // likewise
  std::optional<BorderSettings> border;           // likewise
  std::map<std::string, double> monument_values;  // MonumentKind name -> [0, 1]; a kind that is absent is unknown
  std::map<std::string, double> function_values;  // SiteType name -> [0, 1]; likewise
  bool has_places = false;                        // a source of existing places
  bool has_stations = false;
  std::set<std::string> judged;  // ids that a criterion asks for: these get bounds
  [[nodiscard]] bool judges(const std::string& id) const { return judged.contains(id); }
};

/// Where the decay counts for less than this share of an opportunity next door, it is cut.
inline constexpr double kDecayCut = 0.01;
/// As far as nearest places and stations are looked for.
inline constexpr std::uint32_t kFarthest_min = 120;

[[nodiscard]] inline core::Deciseconds minutes(std::uint32_t count) { return core::Deciseconds{count * 600U}; }

/// How far a mode is measured: the largest limit, the norm, and as far as the decay is above kDecayCut, at most two
/// hours; to the decisecond.
[[nodiscard]] core::Deciseconds horizon(const TravelSettings& settings, const access::Decay& decay);
[[nodiscard]] double horizon_min(const TravelSettings& settings, const access::Decay& decay);

/// The farthest that anybody gets as the crow flies in a number of minutes: no road is faster than the mode's fastest
/// class. METHODS "Where the data end".
[[nodiscard]] double reach_m(const TravelSettings& settings, double minutes);

}  // namespace trek::measure
