#pragma once

#include <filesystem>
#include <optional>

#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish::detail {

/// An output of `trek run`, open to be read, and left as it is, without files beside it. Where a program works on it,
/// or crashed on it, what that wrote last stands in a log beside it: both are read from a private copy. Errors
/// Error{data}: none of trek's; Error{output}: no room for a copy.
class OpenedOutput {
 public:
  explicit OpenedOutput(const std::filesystem::path& file);
  ~OpenedOutput();
  OpenedOutput(const OpenedOutput&) = delete;
  OpenedOutput& operator=(const OpenedOutput&) = delete;
  [[nodiscard]] const Database& database() const noexcept { return *database_; }

 private:
  void copy(const std::filesystem::path& file);

  std::filesystem::path folder_;  // empty: nothing had to be copied
  std::optional<Database> database_;
};

}  // namespace trek::publish::detail
