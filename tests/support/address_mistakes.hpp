#pragma once

#include "trek/core/random.hpp"
#include "trek/model/tables.hpp"

namespace trek::test {

/// How often people write an address otherwise than the BAG does. No source counts this: the shares are assumptions,
/// made before anything was measured with them (METHODS "Resolver quality"). Each mistake is drawn by itself.
struct MistakeShares {
  double typing_error = 0.04;          // one letter left out, doubled, exchanged or replaced
  double abbreviation = 0.15;          // of names that can be abbreviated: "str.", "v.d.", "Burg."
  double capitals = 0.03;              // the whole name in capitals
  double lost_diacritics = 0.5;        // of names that have any
  double without_postcode = 0.10;      // then the town is written
  double without_town = 0.05;          // where the postcode is written
  double without_town_either = 0.02;   // neither postcode nor town
  double municipality_as_town = 0.03;  // and no postcode
  double without_letter = 0.15;        // of numbers that have a letter
  double letter_written_otherwise = 0.5;
  double number_range = 0.02;  // "12-14"
  double wrong_number = 0.005;
  double without_number = 0.03;
};

/// The address as somebody wrote it down.
[[nodiscard]] model::Address written_down(const model::Address& address, const MistakeShares& shares,
                                          core::Random& random);

}  // namespace trek::test
