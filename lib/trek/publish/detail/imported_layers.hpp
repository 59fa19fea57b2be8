#pragma once

#include <string>
#include <vector>

#include "trek/model/any_table.hpp"
#include "trek/publish/detail/delivered_layer.hpp"

namespace trek::publish::detail {

/// Writes a table of the model as a layer of this name, and its rows without a place as NAME_unplaced.
std::vector<DeliveredLayer> write_imported(const model::AnyTable& any, const std::string& name, const Words& words,
                                           GeoPackage& out);

}  // namespace trek::publish::detail
