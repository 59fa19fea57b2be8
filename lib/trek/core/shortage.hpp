#pragma once

#include <exception>
#include <new>
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

/// What `read` gives, which calls a library that tells want of memory, files or threads as it pleases, and whose
/// threads do not survive the first. Errors  Error{data}, with what `said` makes of the library's word; a shortage as
/// above.
template <class Read, class Said>
auto understood(Read read, Said said) {
  try {
    const EndWithoutMemory guard;
    return read();
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    if (const auto* const of_system = dynamic_cast<const std::system_error*>(&error))
      refuse_want_of_threads(*of_system);
    check_shortage(error.what());
    throw Error{ErrorKind::data, said(error.what())};
  }
}

}  // namespace trek::core
