#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/stored_table.hpp"

namespace trek::publish {

/// The classes in which the map of an output draws a column, as its table class_breaks tells them.
struct StoredClasses {
  struct Class {
    std::string label;  // as in the legend
    std::string color;  // "#fd8d3c"
  };
  std::vector<double> breaks;  // ascending; a class holds its lower bound
  std::vector<Class> classes;  // from low to high, one more than breaks; none where no value is known
  Class unknown;               // of what has no value

  /// The class that a value falls into. Precondition: there are classes.
  [[nodiscard]] std::size_t class_of(double value) const;
  [[nodiscard]] const Class& of(const std::optional<double>& value) const;
};

/// `table` is class_breaks. What it does not tell (an output of an older trek) is one class for all that is known,
/// without a label.
[[nodiscard]] StoredClasses stored_classes(const StoredTable& table, std::string_view layer, std::string_view column);

}  // namespace trek::publish
