#pragma once

#include <stdexcept>
#include <string>

namespace trek::core {

/// What went wrong, at the grain at which a caller can act on it. `cli` maps each kind to an exit code.
enum class ErrorKind {
  bad_argument,  // a call or an option that cannot be honoured
  config,        // the project file: unknown key, wrong type, contradiction
  data,          // an input as a whole: missing, unreadable, wrong CRS, missing field
  output,        // what is written cannot be: a disk that is full or fails
  limit,         // too large, or infeasible
  cancelled,     // the caller asked to stop
  internal,      // trek itself is wrong
};

/// The only exception type of the library: a fault of a whole input, never of one record (see Report).
///
/// The message is one line and says where, what was found, what was expected and what to do.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error{message}, kind_{kind} {}
  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

/// Throws Error{bad_argument}.
[[noreturn]] inline void refuse_argument(const std::string& message) { throw Error{ErrorKind::bad_argument, message}; }

}  // namespace trek::core
