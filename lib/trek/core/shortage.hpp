#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "trek/core/error.hpp"

namespace trek::core {

/// What this process has run out of, or nearly: memory, address space, open files; empty while it can have more.
///
/// Libraries tell a failed allocation as they please ("unknown CRS", "not well-formed"): this is asked before their
/// word is passed on. Nearly is 32 MiB below what is allowed, now or at the peak: what they asked for is not known.
[[nodiscard]] std::string find_shortage();

/// Faults that are not of one input: who gathers those of many passes these on.
[[nodiscard]] constexpr bool ends_all(ErrorKind kind) noexcept {
  return kind == ErrorKind::cancelled || kind == ErrorKind::limit;
}

/// Errors  Error{limit}: a shortage, with what was `told` in its place. Nothing happens without one.
void check_shortage(std::string_view told);

/// Throws on what a thread that could not be started threw: Error{limit} for want of memory, Error{data} where the
/// process may have no more. Returns for any other fault.
void refuse_want_of_threads(const std::system_error& error);

/// While one lives, want of memory in a thread other than those that hold one calls std::terminate, with std::bad_alloc
/// as the current exception; the others throw it as ever.
///
/// For threads of a library that do not survive it: libosmium's decoders write into memory that they have given back
/// when a buffer cannot grow. Of the whole process: std::set_new_handler, the former one comes back with the last.
class EndWithoutMemory {
 public:
  EndWithoutMemory();
  ~EndWithoutMemory();
  EndWithoutMemory(const EndWithoutMemory&) = delete;
  EndWithoutMemory& operator=(const EndWithoutMemory&) = delete;
};

}  // namespace trek::core
