#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/mode.hpp"
#include "trek/profile/profile.hpp"

namespace trek::project {

enum class SitingProblem : std::uint8_t { lscp, mclp, p_median, p_center, spread_peaks };
/// Whom a question counts.
enum class SitingPeople : std::uint8_t {
  all,     // inhabitants
  target,  // those of 20-40, where known
  equal,   // each municipality once
};

/// How people come to what is chosen, and which sites may be.
struct SitingReach {
  model::Mode mode = model::Mode::bicycle;
  std::uint32_t norm_min = 15;  // at exactly that a person is served
  std::string profile{};        // sites that it does not rule out; empty: by `level`
  std::optional<profile::Level> level{};
  double spacing_m = 0.0;
};

/// One `[[siting]]`: where the next places go.
struct SitingSettings {
  core::Phrase name;
  SitingProblem problem = SitingProblem::mclp;
  std::size_t p = 0;           // of spread and peaks: local places besides the peaks
  std::size_t peak_count = 0;  // of spread and peaks
  SitingReach local{};
  SitingReach peak{};              // of spread and peaks
  double balance = 0.5;            // of spread and peaks: weight of the spread
  bool of_municipalities = false;  // sites and people are the centres of the municipalities
  SitingPeople people = SitingPeople::all;
  bool existing = true;                  // who has a place already asks for none
  bool leave_out_unreachable = true;     // lscp: people whom no site can serve ask for nothing
  std::vector<std::string> forced{};     // keys, names or addresses
  std::vector<std::string> forbidden{};  // the same
  std::uint32_t per_municipality = 0;    // chosen sites in each, at least
  std::optional<double> budget_euro{};
  double cost_per_m2 = 0.0;          // euro: what a site costs is this times its floor area
  std::optional<double> capacity{};  // of mclp: people that each site serves at most
  double capacity_per_m2 = 0.0;      // the same by its floor area; 0: not asked
  double near_optimal_share = 0.01;  // other choices that are told are worse by at most this share
};

/// Whether a site that is chosen must have a floor area that is known.
[[nodiscard]] inline bool needs_floor_area(const SitingSettings& settings) noexcept {
  return settings.budget_euro.has_value() || settings.capacity_per_m2 > 0.0;
}
/// What a file says: "lscp", "mclp", "p_median", "p_center", "spread_peaks".
[[nodiscard]] std::string_view name_of(SitingProblem problem) noexcept;
[[nodiscard]] std::optional<SitingProblem> find_siting_problem(std::string_view name) noexcept;
/// Whether a norm decides who is served.
[[nodiscard]] constexpr bool has_norm(SitingProblem problem) noexcept {
  return problem != SitingProblem::p_median && problem != SitingProblem::p_center;
}

}  // namespace trek::project
