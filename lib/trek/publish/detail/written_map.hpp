#pragma once

#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/model/source.hpp"
#include "trek/publish/detail/layer.hpp"
#include "trek/publish/map_project.hpp"

/// The one way in which a map becomes a file.
namespace trek::publish::detail {

/// Those of all sources, each once.
[[nodiscard]] MapRights rights_of(const std::vector<model::SourceRecord>& sources, const Words& words);

/// "Gemaakt met trek op 2026-01-02."
[[nodiscard]] std::string made_on(const MapHead& head);

/// Layers for a map of one thing: one group, all that can be seen is shown, what is drawn above stands first.
[[nodiscard]] std::vector<Layer> in_one_group(std::vector<Layer> layers);
/// What was found in sources, beside `own` layers, as a map of one thing.
[[nodiscard]] std::vector<Layer> finding_layers(const Results& results, const MapHead& head,
                                                std::vector<Layer> own = {});

/// Writes layers, in this order, with styles, metadata, project and sheet. Reports "write" to `control`, a step a
/// layer. Errors  as core::TargetFile; the old file stays as it was.
void write_map(const MapHead& head, std::vector<Layer> layers, const MapSheet& sheet, const MapRights& rights,
               const MapTarget& target, const core::Control& control);

}  // namespace trek::publish::detail
