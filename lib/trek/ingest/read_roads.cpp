#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Field;
using detail::Record;

namespace {

constexpr double kMostJunction = 9e15;  // beyond, a number no longer tells one junction from the next

std::optional<std::int64_t> junction(Record& record, const Field& field) {
  const auto number = record.number(field);
  if (number && *number == std::floor(*number) && *number != 0.0 && std::abs(*number) < kMostJunction)
    return static_cast<std::int64_t>(*number);
  record.reject("no_junction", record.text(field), "a road begins and ends at junctions with a number");
  return std::nullopt;
}

/// One line: parts that follow each other are joined.
std::optional<geo::LineString> whole_line(Record& record) {
  geo::LineString line;
  for (const auto& part : record.lines()) {
    const bool follows = !line.empty() && line.back() == part.front();
    if (!line.empty() && !follows) {
      record.reject("several_lines", "", "a road is one line from junction to junction");
      return std::nullopt;
    }
    line.insert(line.end(), part.begin() + (follows ? 1 : 0), part.end());
  }
  if (line.size() >= 2) return line;
  record.reject("wrong_geometry", "", "a road is a line of two points or more");
  return std::nullopt;
}

}  // namespace

Loaded<model::Roads> read_roads(const model::Source& source, const ReadOptions& options, const core::Control& control) {
  FeatureReader reader{source, "roads", options, control};
  const auto& from = reader.field("from_junction");
  const auto& to = reader.field("to_junction");
  const auto& direction = reader.field("direction");
  const auto& name = reader.field("name");
  const auto& kind = reader.field("kind");
  const auto& authority = reader.field("authority");
  const auto& route_letter = reader.field("route_letter");
  const auto& form = reader.field("form");
  model::Roads table;
  reader.for_each([&](Record& record) {
    auto key = record.claim_key();
    if (!key) return;
    auto line = whole_line(record);
    if (!line) return;
    const auto begin = junction(record, from);
    if (!begin) return;
    const auto end = junction(record, to);
    if (!end) return;
    table.key.push_back(std::move(*key));
    table.from_junction.push_back(*begin);
    table.to_junction.push_back(*end);
    table.line.push_back(std::move(*line));
    table.direction.push_back(read_code(record, direction, model::find_road_direction, model::RoadDirection::unknown));
    table.name.push_back(record.text(name));
    table.kind.push_back(record.text(kind));
    table.authority.push_back(record.text(authority));
    table.route_letter.push_back(record.text(route_letter));
    table.form.push_back(record.text(form));
  });
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
