#pragma once

#include <optional>

#include "trek/geo/spatial_index.hpp"
#include "trek/resolve/detail/draft.hpp"
#include "trek/resolve/evidence.hpp"

namespace trek::resolve::detail {

/// What a site is zoned for. METHODS "Reuse potential".
class ZoneFacts {
 public:
  /// The evidence must outlive this.
  explicit ZoneFacts(const Evidence& evidence);
  /// Main group by the footprint; of a site that the user lists without one by its point. Unknown where the link to the
  /// building is in doubt. The zone stands among the records of the site.
  void take(Draft& site) const;

 private:
  struct Shares;
  [[nodiscard]] Shares shares(const Draft& site) const;
  [[nodiscard]] Shares at_place(geo::Point place) const;

  const model::Zones* zones_;
  std::optional<geo::BoxIndex> index_;
};

}  // namespace trek::resolve::detail
