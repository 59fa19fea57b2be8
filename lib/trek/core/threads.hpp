#pragma once

namespace trek::core {

/// The number of threads to use where `asked` (0 = all processors) are meant: as many, unless this process may start no
/// more; then half of those that it may, at least 1: others need some, and all need memory.
///
/// Asked before a library starts them: oneTBB ends the process when it cannot start one, and libosmium waits for ever
/// for those that it has not. Cost  a thread started and ended for each.
[[nodiscard]] unsigned startable_threads(unsigned asked);

}  // namespace trek::core
