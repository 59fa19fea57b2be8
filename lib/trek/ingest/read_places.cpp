#include <utility>

#include "trek/core/text.hpp"
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

/// "education, talent"; what is no step is told, and left out.
model::ChainSteps read_chain(Record& record, const detail::Field& field) {
  model::ChainSteps steps;
  for (const std::string& part : record.list(field)) {
    if (detail::says_nothing(part)) continue;
    if (const auto step = model::find_chain_step(part)) {
      steps.add(*step);
    } else {
      record.warn_unknown_code(field, part);
    }
  }
  return steps;
}

bool may_be_one(model::PlaceKind a, model::PlaceKind b) noexcept {
  return a == b || a == model::PlaceKind::unknown || b == model::PlaceKind::unknown;
}

/// The municipality that the code of a CBS district holds: "GM0153" of "WK015300" and "BU01530000"; of others nothing.
std::string municipality_in(const std::string& code) {
  const bool is_of_cbs = (code.starts_with("WK") && code.size() == 8) || (code.starts_with("BU") && code.size() == 10);
  if (!is_of_cbs || !core::all_digits(std::string_view{code}.substr(2))) return {};
  return model::find_municipality_code(code.substr(2, 4)).value_or("");
}

/// What is no level is reported, and unknown.
std::optional<model::Level> read_level(Record& record, const detail::Field& field) {
  const std::string value = record.text(field);
  if (detail::says_nothing(value)) return std::nullopt;
  const auto level = model::find_level(value);
  if (!level) record.warn_unknown_code(field, value);
  return level;
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

Loaded<model::Districts> read_districts(const model::Source& source, const ReadOptions& options,
                                        const core::Control& control) {
  FeatureReader reader{source, "districts", options, control};
  const auto& name = reader.field("name");
  const auto& municipality = reader.field("municipality_code");
  const auto& inhabitants = reader.field("inhabitants");
  model::Districts table;
  reader.for_each([&](Record& record) {
    const auto code = record.claim_key();
    if (!code) return;
    const std::string within = record.text(municipality);
    const auto found = model::find_municipality_code(within);
    if (!found && !detail::says_nothing(within)) record.warn_unknown_code(municipality, within);
    table.code.push_back(*code);
    table.name.push_back(record.text(name));
    table.municipality_code.push_back(found ? *found : municipality_in(*code));
    table.inhabitants.push_back(record.amount(inhabitants));
    table.area.append(record.polygons());
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
  const auto& level = reader.field("level");
  const auto& strength = reader.field("strength");
  const auto& chain = reader.field("chain");
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
    const auto lives_off = read_level(record, level);
    const auto stated = record.amount(strength);
    const auto steps = read_chain(record, chain);
    const auto twin = twins.find(called, record, [&](std::size_t row) { return may_be_one(table.kind[row], is); });
    if (twin) {
      if (table.kind[*twin] == model::PlaceKind::unknown) table.kind[*twin] = is;
      if (!table.level[*twin]) table.level[*twin] = lives_off;
      if (stated && table.strength[*twin] == kUsualStrength) table.strength[*twin] = *stated;
      table.chain[*twin].add(steps);
      return record.join_twin(table.key[*twin]);
    }
    twins.add(called, record, table.size());
    for (const geo::Point place : record.places()) {
      table.key.push_back(*key);
      table.name.push_back(called);
      table.kind.push_back(is);
      table.level.push_back(lives_off);
      table.place.push_back(place);
      table.strength.push_back(stated.value_or(kUsualStrength));
      table.chain.push_back(steps);
      table.certainty.push_back(record.text(certainty));
      table.note.push_back(record.text(note));
    }
  });
  return reader.finish(std::move(table));
}

}  // namespace trek::ingest
