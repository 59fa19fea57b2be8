#include <utility>

#include "trek/ingest/detail/read_parts.hpp"
#include "trek/ingest/detail/standing.hpp"
#include "trek/ingest/detail/twins.hpp"
#include "trek/ingest/read.hpp"

namespace trek::ingest {

using detail::FeatureReader;
using detail::Record;
using Verdict = detail::StandingFields::Verdict;

namespace {

constexpr double kTwin_m = 25.0;  // a point at the door of the outline of the same name
constexpr double kUsualStrength = 1.0;

bool may_be_one(model::PlaceKind a, model::PlaceKind b) noexcept {
  return a == b || a == model::PlaceKind::unknown || b == model::PlaceKind::unknown;
}

}  // namespace

Loaded<model::Municipalities> read_municipalities(const model::Source& source, const ReadOptions& options,
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

Loaded<model::NamedAreas> read_areas(const model::Source& source, const ReadOptions& options,
                                     const core::Control& control) {
  FeatureReader reader{source, source.table, options, control};
  const detail::StandingFields standing{reader};
  const auto& name = reader.field("name");
  const auto& kind = reader.field("kind");
  const auto* const inhabitants = reader.find_field("inhabitants");
  model::NamedAreas table;
  reader.for_each([&](Record& record) {
    if (standing.judge(record) == Verdict::set_apart) return;
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

Loaded<model::NamedPoints> read_stations(const model::Source& source, const ReadOptions& options,
                                         const core::Control& control) {
  FeatureReader reader{source, "stations", options, control};
  const detail::StandingFields standing{reader};
  const auto& name = reader.field("name");
  detail::Twins twins{kTwin_m};
  model::NamedPoints table;
  reader.for_each([&](Record& record) {
    if (standing.judge(record) == Verdict::set_apart) return;
    const auto key = record.claim_key();
    if (!key) return;
    const std::string called = record.text(name);
    const auto twin = twins.find(called, record, [](std::size_t) { return true; });
    if (twin) return record.join_twin(table.key[*twin]);
    twins.add(called, record, table.size());
    for (const geo::Point place : record.places()) {
      table.key.push_back(*key);
      table.name.push_back(called);
      table.place.push_back(place);
    }
  });
  return reader.finish(std::move(table));
}

Loaded<model::PlannedDwellings> read_planned_dwellings(const model::Source& source, const ReadOptions& options,
                                                       const core::Control& control) {
  FeatureReader reader{source, "planned_dwellings", options, control};
  const auto& name = reader.field("name");
  const auto& dwellings = reader.field("dwellings");
  model::PlannedDwellings table;
  reader.for_each([&](Record& record) {
    const auto key = record.claim_key();
    if (!key) return;
    table.key.push_back(*key);
    table.name.push_back(record.text(name));
    table.dwellings.push_back(record.amount(dwellings));
    table.place.push_back(record.place());
    table.area.append(record.polygons());
  });
  return reader.finish(std::move(table));
}

Loaded<model::ExistingPlaces> read_places(const model::Source& source, const ReadOptions& options,
                                          const core::Control& control) {
  FeatureReader reader{source, "places", options, control};
  const auto& name = reader.field("name");
  const auto& kind = reader.field("kind");
  const auto& strength = reader.field("strength");
  const auto& certainty = reader.field("certainty");
  const auto& note = reader.field("note");
  const detail::StandingFields standing{reader};
  detail::Twins twins{kTwin_m};
  model::ExistingPlaces table;
  reader.for_each([&](Record& record) {
    if (standing.judge(record) == Verdict::set_apart) return;
    const auto key = record.claim_key();
    if (!key) return;
    const std::string called = record.text(name);
    const auto is = read_code(record, kind, model::find_place_kind, model::PlaceKind::unknown);
    const auto stated = record.amount(strength);
    const auto twin = twins.find(called, record, [&](std::size_t row) { return may_be_one(table.kind[row], is); });
    if (twin) {
      if (table.kind[*twin] == model::PlaceKind::unknown) table.kind[*twin] = is;
      if (stated && table.strength[*twin] == kUsualStrength) table.strength[*twin] = *stated;
      return record.join_twin(table.key[*twin]);
    }
    twins.add(called, record, table.size());
    for (const geo::Point place : record.places()) {
      table.key.push_back(*key);
      table.name.push_back(called);
      table.kind.push_back(is);
      table.place.push_back(place);
      table.strength.push_back(stated.value_or(kUsualStrength));
      table.certainty.push_back(record.text(certainty));
      table.note.push_back(record.text(note));
    }
  });
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
