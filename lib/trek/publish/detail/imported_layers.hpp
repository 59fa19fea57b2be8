#pragma once

#include <string>
#include <vector>

#include "trek/model/any_table.hpp"
#include "trek/publish/detail/layer.hpp"

namespace trek::publish::detail {

/// A table of the model as a layer of this name, and its rows without a place as NAME_unplaced. They point into it.
[[nodiscard]] std::vector<Layer> imported_layers(const model::AnyTable& any, const std::string& name,
                                                 const MapHead& head);

}  // namespace trek::publish::detail
