#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/siting/demanded_sites.hpp"
#include "trek/siting/location_result.hpp"
#include "trek/siting/location_task.hpp"

/// A question of location as one value, so that it can be asked again with something besides.
namespace trek::siting {

enum class Problem : std::uint8_t { set_covering, max_covering, p_median, p_center };

struct Question {
  Problem problem = Problem::max_covering;
  LocationTask task;
  std::uint32_t standard = 0;              // of the two coverings
  std::optional<std::uint32_t> penalty{};  // of the p-median; empty: everyone is to be served
  LocationOptions options{};               // of the coverings of most, and the p-median
  std::span<const double> capacity{};      // of the covering of most: one per site, as capacitated_covering; empty: any
};

/// Whether more of the objective is better: of the covering of most alone.
[[nodiscard]] constexpr bool wants_most(Problem problem) noexcept { return problem == Problem::max_covering; }

/// As max_covering (capacitated_covering), set_covering, p_median, p_median_of_all and p_center.
[[nodiscard]] Location location_of(const Question& question, const core::Control& control = {});

/// What is asked, as far as it can be impossible. Refers to the question.
[[nodiscard]] DemandedSites demanded_sites(const Question& question);

/// What is asked besides a question.
struct Addition {
  std::vector<std::uint32_t> forced{};
  std::vector<std::uint32_t> forbidden{};
  std::vector<SiteCount> count{};
  std::optional<std::size_t> p{};  // in place of that of the question
};

/// Sites, and what is proven of them.
struct ProvenChoice {
  Settled state = Settled::undecided;
  std::vector<std::uint32_t> chosen{};  // ascending
  double objective = 0.0;
  double bound = 0.0;    // no choice is better
  bool optimal = false;  // proven
};

/// Answers a question with something besides.
using Solver = std::function<ProvenChoice(const Addition&)>;

/// Refers to the question and the control: they must outlive it.
[[nodiscard]] Solver solver_of(const Question& question, const core::Control& control);

}  // namespace trek::siting
