#include "trek/publish/stored_classes.hpp"

#include <algorithm>

#include "trek/publish/color.hpp"

namespace trek::publish {
namespace {

/// It goes into styles: what is no colour is none, whoever wrote the file.
std::string color_in(const StoredTable& table, std::size_t row) {
  const auto color = find_color(table.text(row, "color"));
  return color ? hex_of(*color) : std::string{};
}

}  // namespace

std::size_t StoredClasses::class_of(double value) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(breaks, value) - breaks.begin());
}

const StoredClasses::Class& StoredClasses::of(const std::optional<double>& value) const {
  return value && !classes.empty() ? classes.at(class_of(*value)) : unknown;
}

StoredClasses stored_classes(const StoredTable& table, std::string_view layer, std::string_view column) {
  StoredClasses stored;
  stored.unknown.color = hex_of(kNoData);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (table.text(row, "layer") != layer || table.text(row, "column_name") != column) continue;
    StoredClasses::Class one{table.text(row, "label"), color_in(table, row)};
    if (!table.number(row, "class")) {
      stored.unknown.label = std::move(one.label);
      continue;
    }
    if (const auto from = table.number(row, "from_value")) stored.breaks.push_back(*from);
    stored.classes.push_back(std::move(one));
  }
  const auto colors = ramp(Ramp::blues, std::max<std::size_t>(stored.classes.size(), 2));
  if (stored.classes.empty() && table.rows.empty()) stored.classes.push_back({});
  for (std::size_t i = 0; i < stored.classes.size(); ++i) {
    if (stored.classes[i].color.empty()) stored.classes[i].color = hex_of(colors[i]);
  }
  return stored;
}

}  // namespace trek::publish
