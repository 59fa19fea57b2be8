#pragma once

#include <cstddef>
#include <functional>

namespace trek::core::detail {

/// Calls `call(0)` to `call(count - 1)`, each once, in any order on `thread_count` threads (0 = all processors). The
/// first exception ends the loop and is rethrown here.
void call_on_threads(std::size_t count, unsigned thread_count, const std::function<void(std::size_t)>& call);

}  // namespace trek::core::detail
