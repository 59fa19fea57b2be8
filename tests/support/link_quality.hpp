#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "support/heritage_region.hpp"

namespace trek::test {

/// Links of one kind against the truth. A link is a pair: a record and the building that it is in truth. Where its unit
/// stands on several buildings, links with the others are neither right nor wrong; `units` below counts all of them.
struct LinkQuality {
  std::size_t true_count = 0;      // pairs that are so
  std::size_t right = 0;           // asserted, and so
  std::size_t wrong = 0;           // asserted, and not so
  std::size_t doubtful_right = 0;  // marked for review
  std::size_t doubtful_wrong = 0;
  /// Of what is asserted; 1 where nothing is.
  [[nodiscard]] double precision() const;
  /// Asserted, of what is so; 1 where nothing is.
  [[nodiscard]] double recall() const;
  /// The same, with the doubtful links that a user would confirm.
  [[nodiscard]] double recall_after_review() const;
};

struct Quality {
  LinkQuality monuments;
  std::map<std::string, LinkQuality> monuments_by_method;  // `true_count` stays 0: truth has no method
  LinkQuality monuments_with_evidence;  // of those with a BAG id, a house number or a point that is not `globaal`
  LinkQuality vacancy;
  LinkQuality units;      // monuments and buildings, through the unit that the record names
  LinkQuality conflicts;  // buildings that one source calls vacant and another in use, and sites that say so
  LinkQuality complexes;  // pairs of buildings of one site; true are those of listed buildings of one factory
};

/// How the resolution of `region` compares with its truth. It was made with everything_counts().
[[nodiscard]] Quality link_quality(const HeritageRegion& region, const resolve::Resolution& resolution);

}  // namespace trek::test
