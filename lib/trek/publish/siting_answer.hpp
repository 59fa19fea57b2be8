#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/geo/point.hpp"
#include "trek/model/indices.hpp"
#include "trek/model/mode.hpp"

/// Where the next places go, as a run answers it.
namespace trek::publish {

/// What may be chosen: a site, or the centre of a municipality.
struct SitingPlace {
  std::optional<std::uint32_t> site;  // row of the sites; empty: the centre of `municipality`
  model::MunicipalityIdx municipality{};
  geo::Point place{};
};

/// By how much a choice is worse than the answer, in the unit of the question: at least and at most.
struct SitingLoss {
  double low = 0.0;
  double high = 0.0;
};

enum class SitingState : std::uint8_t { answered, impossible, undecided };
[[nodiscard]] constexpr const char* name_of(SitingState state) noexcept {
  return state == SitingState::answered ? "answered" : state == SitingState::impossible ? "impossible" : "undecided";
}

struct SitingChoice {
  SitingPlace place;
  std::uint32_t order = 0;  // from 1: what adds most first; in its level
  bool beacon = false;      // of spread and peaks: a peak
  bool forced = false;
  std::optional<double> gain{};  // people that it serves and those before it do not; else in the unit of the question
  std::optional<double> capacity{};     // people that it holds; empty: any number
  std::optional<double> serves{};       // of them, by the best sharing out; empty: not asked
  std::optional<SitingLoss> without{};  // what leaving it out costs; empty: not settled, or it cannot be left out
  SitingState without_state = SitingState::undecided;
  std::vector<SitingPlace> instead{};  // what comes then
};

/// What else could be chosen.
struct SitingAlternative {
  std::string kind;                      // "near_optimal", "one_fewer", "one_more", "taken_in"
  std::optional<SitingPlace> subject{};  // of "taken_in"
  SitingState state = SitingState::answered;
  double objective = 0.0;
  double bound = 0.0;
  bool proven = false;
  SitingLoss loss{};
  std::vector<SitingPlace> in{};
  std::vector<SitingPlace> out{};
};

struct SitingMunicipality {
  model::MunicipalityIdx municipality;
  std::uint32_t chosen_count = 0;
  double people = 0.0;               // who count in the question, and whose travel time is known
  std::optional<double> before{};    // of these within the norm of an existing place; empty: the question has no norm
  std::optional<double> after{};     // with the chosen sites
  std::optional<double> time_min{};  // of municipalities: travel time to the nearest that is chosen
};

/// One choice of the Pareto front of spread and peaks.
struct SitingFrontRow {
  double spread_share = 0.0;  // of the people, within the norm of a place, existing ones included
  double peak_share = 0.0;    // of the people, within the norm of a peak
  double balance = 0.0;       // at which it is the best
  bool proven = false;
  double gap_share = 0.0;
  std::vector<SitingPlace> locals{};
  std::vector<SitingPlace> peaks{};
};

struct SitingAnswer {
  core::Phrase question;
  std::string problem;   // "mclp"
  core::Phrase asked{};  // all that is asked, in words
  core::Phrase unit{};   // of objective, bound and losses
  model::Mode mode = model::Mode::bicycle;
  std::optional<std::uint32_t> norm_min{};
  SitingState state = SitingState::undecided;
  core::Phrase conflict{};  // why there is no answer
  core::Phrase remarks{};   // who or what was left out
  std::uint32_t candidate_count = 0;
  double objective = 0.0;
  double bound = 0.0;
  double gap_share = 0.0;
  bool proven = false;
  std::optional<double> people{};         // who count in the question
  std::optional<double> served_before{};  // people within the norm of an existing place
  std::optional<double> served_after{};
  std::optional<double> reach_share{};  // of spread and peaks: of the people, within the norm of a peak
  bool near_optimal_complete = false;   // no other choice is as near as those that are told
  double near_optimal_share = 0.0;
  std::vector<SitingChoice> choices{};
  std::vector<SitingAlternative> alternatives{};
  std::vector<SitingMunicipality> municipalities{};
  std::vector<SitingFrontRow> front{};
};

}  // namespace trek::publish
