#pragma once

#include "trek/model/tables.hpp"
#include "trek/publish/detail/layer_table.hpp"

namespace trek::publish::detail {

/// Whether each place lives off its neighbourhood or the region; NULL where nobody says it, no column where nothing is
/// known of any.
inline void add_level(const model::ExistingPlaces& places, LayerTable& table) {
  if (places.level.empty()) return;
  table.add("level", FieldType::text, {"Niveau", "Level"},
            [&places](std::size_t row) {
              const auto level = places.find_level(row);
              return level ? text(model::name_of(*level)) : Value{};
            },
            {"local: van de buurt; beacon: van de regio; leeg is onbekend en telt als local.",
             "local: of the neighbourhood; beacon: of the region; empty is unknown and counts as local."});
}

}  // namespace trek::publish::detail
