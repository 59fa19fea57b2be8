#pragma once

#include <optional>
#include <set>

#include "trek/resolve/evidence.hpp"

namespace trek::resolve::detail {

/// National before municipal before townscape before "not listed"; unknown is the least.
[[nodiscard]] int strength(model::MonumentKind kind) noexcept;

/// How far a site is protected: what it surely is, and the most that it may turn out to be.
struct MonumentGrade {
  model::MonumentKind kind = model::MonumentKind::unknown;
  model::MonumentKind at_most = model::MonumentKind::national;
};

/// What it says that no list has a site, by the lists that were read. A list of national monuments covers everything; a
/// municipal one the municipalities in which it has any.
class MonumentLists {
 public:
  /// `municipality_of(place)` gives an invalid index outside all of them.
  template <class MunicipalityOf>
  MonumentLists(const Evidence& evidence, const MunicipalityOf& municipality_of) {
    if (evidence.monuments == nullptr) return;
    const model::Monuments& table = *evidence.monuments;
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (table.kind[row] == model::MonumentKind::national) national_ = true;
      if (table.kind[row] != model::MonumentKind::municipal || !table.place[row]) continue;
      const model::MunicipalityIdx municipality = municipality_of(*table.place[row]);
      if (municipality.valid()) municipal_.insert(municipality);
    }
  }

  /// `recorded`: what the site's own records say, `unknown` where they say nothing; `unclear`: a monument is among them
  /// whose kind nobody says.
  [[nodiscard]] MonumentGrade grade(model::MonumentKind recorded, bool unclear, std::optional<bool> in_townscape,
                                    model::MunicipalityIdx municipality) const;

 private:
  bool national_ = false;
  std::set<model::MunicipalityIdx> municipal_;
};

}  // namespace trek::resolve::detail
