#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "trek/resolve/detail/confidences.hpp"
#include "trek/resolve/detail/linker.hpp"
#include "trek/resolve/detail/place_names.hpp"

/// Candidates and monuments that nothing else holds together: by name, the last resort.
namespace trek::resolve::detail {
namespace {

struct Named {
  std::uint32_t monument = 0;
  double distance_m = 0.0;
  NameMatch match = NameMatch::none;
};

}  // namespace

/// The monument with the candidate's name, within the candidate's own uncertainty. Of several nothing can be said: they
/// are reported.
void Linker::link_name(std::uint32_t row) {
  const model::Candidates& candidates = *evidence_.candidates;
  const model::Monuments& monuments = *evidence_.monuments;
  const Record record{Table::candidate, row};
  const double reach_m =
      std::max(stated_uncertainty_m(candidates.certainty[row]).value_or(0.0), rule_.approximate_tolerance.value());
  std::vector<Named> found;
  if (!candidates.place[row]) return;
  for (const auto& hit : monument_places_->within(*candidates.place[row], reach_m)) {
    const Record monument{Table::monument, hit.row};
    if (monuments.name[hit.row].empty() || decisions_.told_apart(record, monument)) {
      continue;
    }
    const auto match = compare_names(candidates.name[row], monuments.name[hit.row], candidates.address[row].town);
    if (match != NameMatch::none) found.push_back({hit.row, hit.distance_m, match});
  }
  const auto whole =
      std::partition(found.begin(), found.end(), [](const Named& n) { return n.match == NameMatch::whole; });
  if (whole != found.begin()) found.erase(whole, found.end());
  if (found.empty()) return;
  if (found.size() > 1) {
    report_.add(
        {core::Severity::note, "candidates", candidates.key[row], "name_of_several", candidates.name[row],
         fmt::format("{} monuments within {:.0f} m have this name; give the number of one", found.size(), reach_m),
         location_of(evidence_, record)});
    return;
  }
  const Named& only = found.front();
  add({record,
       {Table::monument, only.monument},
       model::LinkMethod::name,
       only.distance_m,
       only.match == NameMatch::whole ? kSameName : kPartOfName,
       {}});
}

/// Of the candidates that are in no building and of no monument.
void Linker::link_names() {
  std::set<std::uint32_t> linked;
  for (const Edge& edge : edges_) {
    if (edge.from.table == Table::candidate) linked.insert(edge.from.row);
  }
  std::vector<geo::Point> places;
  // A point that is nowhere is in no index.
  for (const auto& place : evidence_.monuments->place) places.push_back(place.value_or(geo::Box{}.centre()));
  monument_places_.emplace(places);
  for (std::uint32_t row = 0; row < evidence_.candidates->size(); ++row) {
    if (!linked.contains(row) && !decisions_.is_alone({Table::candidate, row})) link_name(row);
  }
}

}  // namespace trek::resolve::detail
