#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace trek::publish {

/// Lower bounds of the second and later classes, ascending: a class holds its lower bound. Of all ways to cut the
/// values into at most `most_classes` runs it is the one with the least sum of squares within classes (Fisher 1958),
/// among those in which no class holds more than half of the values, unless all in it are equal, and none reaches over
/// a value of `kept`. A value of `kept` is a bound where it parts values. Elsewhere a bound is the roundest number that
/// parts the two classes: rounding moves no value to another class. NaN and infinities are left out; fewer different
/// values than classes are a class each. Where the two conditions need more than `most_classes`, there are more.
/// Cost  n log n * classes. Source: METHODS "Delivery".
[[nodiscard]] std::vector<double> natural_breaks(std::vector<double> values, std::size_t most_classes,
                                                 std::span<const double> kept = {});

/// The number in (low, high] with the fewest digits, nearest to the middle. Precondition: low < high.
[[nodiscard]] double roundest_between(double low, double high);

}  // namespace trek::publish
