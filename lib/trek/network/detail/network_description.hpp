#pragma once

#include <string>
#include <string_view>

#include "trek/network/network.hpp"

namespace trek::network::detail {

/// All of a network but its columns, as the bytes of the file's first section.
[[nodiscard]] std::string description(const Network& network);

/// The reverse: false when the bytes are no description. The columns of the modes stay empty.
[[nodiscard]] bool read_description(std::string_view bytes, Network& network);

}  // namespace trek::network::detail
