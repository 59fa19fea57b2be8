#pragma once

#include <string>
#include <vector>

#include "trek/publish/detail/delivered_layer.hpp"

namespace trek::publish::detail {

/// A project of one group, for maps of one thing.
struct PlainProject {
  MapSheet sheet;
  std::string crs;
  std::string file_name;    // of the GeoPackage
  std::string shown_layer;  // the map shows its bounds; those of the first layer where it is not there
  model::Language language = model::Language::nl;
};
/// The .qgs text. Layers as they are drawn, the first on top.
[[nodiscard]] std::string plain_project(const PlainProject& plain, const std::vector<DeliveredLayer>& layers,
                                        const GeoPackage& out);

}  // namespace trek::publish::detail
