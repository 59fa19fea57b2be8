#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "trek/core/control.hpp"

namespace trek::core {

/// Calls `body(begin, end)` over [0, count) in chunks of `grain`, on `control.thread_count` threads.
///
/// Chunks are the same on any thread count, so a body that writes only its own rows gives the same result on all of
/// them. Reports progress under `stage` (nothing if empty) and stops between chunks.
/// Errors  Error{cancelled}; an exception of `body` ends the loop and is rethrown.
void for_each_chunk(std::size_t count, std::size_t grain, const Control& control, std::string_view stage,
                    const std::function<void(std::size_t begin, std::size_t end)>& body);

}  // namespace trek::core
