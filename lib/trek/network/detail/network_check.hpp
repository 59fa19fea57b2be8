#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include "trek/network/network.hpp"

namespace trek::network::detail {

/// Told of memory that was looked at and is not needed for now.
using Seen = std::function<void(std::span<const std::byte>)>;

/// What StreetGraph and Hierarchy promise and code relies on, so that no index leads outside of its column: the first
/// promise that does not hold, as a few words; empty when all do. The columns may hold anything.
[[nodiscard]] std::string_view broken_promise(const ModeNetwork& network, const Seen& seen);

}  // namespace trek::network::detail
