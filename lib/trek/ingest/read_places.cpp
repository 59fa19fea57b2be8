#include <utility>

#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Record;

Loaded<model::Municipalities> read_municipalities(const Source& source, const ReadOptions& options,
                                                  const core::Control& control) {
  FeatureReader reader{source, "municipalities", options, control};
  const auto& code = reader.field("code");
  const auto& name = reader.field("name");
  const auto& inhabitants = reader.field("inhabitants");
  model::Municipalities table;
  reader.for_each([&](Record& record) {
    const std::string found = record.text(code);
    auto key = model::find_municipality_code(found);
    // Around the region there may be another country, whose codes are its own.
    if (!key && source.surroundings && !found.empty()) key = found;
    if (!key && !found.empty())
      return record.reject("unknown_code", found, "a municipality code is GM and four digits");
    if (!record.claim(key.value_or(""))) return;
    table.code.push_back(*key);
    table.name.push_back(record.text(name));
    table.area.append(record.polygons());
    table.inhabitants.push_back(record.amount(inhabitants));
  });
  return reader.finish(std::move(table));
}

Loaded<model::NamedAreas> read_areas(const Source& source, const ReadOptions& options, const core::Control& control) {
  FeatureReader reader{source, source.table, options, control};
  const auto& name = reader.field("name");
  const auto& kind = reader.field("kind");
  const auto* const inhabitants = reader.find_field("inhabitants");
  model::NamedAreas table;
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key) return;
    table.key.push_back(*key);
    table.name.push_back(record.text(name));
    table.kind.push_back(record.text(kind));
    table.inhabitants.push_back(inhabitants != nullptr ? record.amount(*inhabitants) : std::nullopt);
    table.area.append(record.polygons());
  });
  return reader.finish(std::move(table));
}

Loaded<model::NamedPoints> read_stations(const Source& source, const ReadOptions& options,
                                         const core::Control& control) {
  FeatureReader reader{source, "stations", options, control};
  const auto& name = reader.field("name");
  model::NamedPoints table;
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key) return;
    table.key.push_back(*key);
    table.name.push_back(record.text(name));
    table.place.push_back(record.place());
  });
  return reader.finish(std::move(table));
}

Loaded<model::ExistingPlaces> read_places(const Source& source, const ReadOptions& options,
                                          const core::Control& control) {
  FeatureReader reader{source, "places", options, control};
  const auto& name = reader.field("name");
  const auto& kind = reader.field("kind");
  const auto& strength = reader.field("strength");
  const auto& certainty = reader.field("certainty");
  const auto& note = reader.field("note");
  model::ExistingPlaces table;
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key) return;
    table.key.push_back(*key);
    table.name.push_back(record.text(name));
    table.kind.push_back(read_code(record, kind, model::find_place_kind, model::PlaceKind::unknown));
    table.place.push_back(record.place());
    table.strength.push_back(record.amount(strength).value_or(1.0));
    table.certainty.push_back(record.text(certainty));
    table.note.push_back(record.text(note));
  });
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
