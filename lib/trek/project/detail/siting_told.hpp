#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/error.hpp"
#include "trek/project/detail/siting_places.hpp"
#include "trek/project/detail/siting_sources.hpp"
#include "trek/siting/alternatives.hpp"
#include "trek/siting/conflict.hpp"
#include "trek/siting/question.hpp"

namespace trek::project::detail {

/// Less of each search than for the answer: there are dozens of alternatives.
[[nodiscard]] siting::LocationOptions quick_siting();

/// Solves the question of a project and fills all that is told of the answer.
class SitingTold {
 public:
  /// Keeps references: they must outlive it.
  SitingTold(const SitingSources& sources, const SitingSettings& settings, SitingPlaces places,
             const core::Control& control);

  /// Of a row that is to be served, in the words of a conflict.
  std::function<core::Phrase(std::uint32_t)> served_words{};
  publish::SitingAnswer answer;

  [[nodiscard]] const SitingPlaces& places() const noexcept { return places_; }
  /// For searches that run beside each other: one thread each, and no word of their progress.
  [[nodiscard]] const core::Control& quiet() const noexcept { return quiet_; }

  /// Solves it and tells all of it; nothing where it has no answer. `scale`: units of the answer in one of the
  /// question.
  std::optional<siting::Location> solved(const siting::Question& question, double scale);
  /// Chosen sites in the order in which they help. Those behind `skipped` alone; `people`: what they gain are people.
  void tell_choices(const siting::Location& location, std::size_t skipped, bool beacon,
                    const std::function<std::optional<double>(std::size_t)>& gain);
  /// How many people each of the chosen serves, out of those of each place.
  void tell_serves(std::span<const double> served);
  /// What else could be chosen, by a solver with the quiet control; `p`: sites, 0 where their number is not given.
  void tell_alternatives(const siting::Alternatives& others, const siting::ProvenChoice& chosen, double scale,
                         std::size_t p);
  /// Why there is no answer: the smallest set of demands that do not go together.
  bool tell_smallest(const siting::DemandedSites& demanded);
  /// Neither a choice nor a conflict was found.
  void tell_undecided();
  [[nodiscard]] std::vector<publish::SitingPlace> places_of(const std::vector<std::uint32_t>& rows) const;
  [[nodiscard]] std::vector<publish::SitingMunicipality> chosen_by_municipality() const;
  void remark(std::string dutch, std::string english);
  /// What of the places is to be said.
  void tell_places();

 private:
  void tell_conflict(const siting::Question& question);
  [[nodiscard]] bool tell_fewest(const siting::Question& question);
  [[nodiscard]] siting::DemandNames demand_names() const;
  [[nodiscard]] std::string name_of_place(const publish::SitingPlace& place) const;
  [[nodiscard]] std::vector<std::uint32_t> priced_rows(const std::vector<std::uint32_t>& chosen) const;
  void tell_price(std::size_t choice, const siting::Alternative& without, double scale);
  void add_alternative(const char* kind, std::optional<publish::SitingPlace> subject, const siting::Alternative& one,
                       double scale);

  const SitingSources& sources_;
  const SitingSettings& settings_;
  SitingPlaces places_;
  const core::Control& control_;
  core::Control quiet_;
  std::vector<std::uint32_t> rows_of_choices_;  // of the places, one a choice
};

}  // namespace trek::project::detail
