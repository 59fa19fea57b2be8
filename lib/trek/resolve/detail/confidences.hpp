#pragma once

/// METHODS "Sites", table of confidences. An address has its own, in address_book.cpp and building_finder.cpp.
namespace trek::resolve::detail {

inline constexpr double kExactInside = 0.95;
inline constexpr double kApproximateInside = 0.6;
inline constexpr double kPointInside = 0.8;   // a vacancy record or a candidate
inline constexpr double kExactNearest = 0.8;  // at distance 0; half of it at the tolerance
inline constexpr double kApproximateNearest = 0.6;
inline constexpr double kContested = 0.7;     // factor, where another building is hardly farther
inline constexpr double kLikely = 0.7;        // an approximate place, but only one building that it can be
inline constexpr double kOtherLetter = 0.85;  // the point says which of 12 and 12a
inline constexpr double kTwoMinds = 0.6;      // address and point each name another building
inline constexpr double kOneOfSeveral = 0.55;
inline constexpr double kOnlyOnParcel = 0.75;
inline constexpr double kSameName = 0.7;
inline constexpr double kPartOfName = 0.5;

/// A second building that is hardly farther makes the nearest one uncertain.
inline constexpr double kContestedWithin_m = 5.0;
/// An address this far from the record's own point is doubted.
inline constexpr double kAddressFar_m = 250.0;
inline constexpr double kAddressFarFromExact_m = 50.0;
inline constexpr double kDoubtfulAddress = 0.5;
/// The address of a works is that of its office: a part this far from it may be another building.
inline constexpr double kOfficeFar_m = 60.0;
/// Points lie this far over a party wall.
inline constexpr double kOverTheWall_m = 2.0;
/// An approximate place is off by more than its tolerance in one of ten: others this much farther are looked at too.
inline constexpr double kApproximateReach = 1.5;
/// Below this an address and the point that stands in another building are settled by the point.
inline constexpr double kCertainAddress = 0.9;

}  // namespace trek::resolve::detail
