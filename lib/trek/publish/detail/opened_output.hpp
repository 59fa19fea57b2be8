#pragma once

#include <filesystem>
#include <optional>

#include "trek/core/private_folder.hpp"
#include "trek/publish/detail/output_language.hpp"
#include "trek/publish/detail/sqlite.hpp"

namespace trek::publish::detail {

/// An output of `trek run`, open to be read, and left as it is, without files beside it. Where a program works on it,
/// or crashed on it, what that wrote last stands in a log beside it: both are read from a private copy. Its texts are
/// read in a language, as OutputLanguage has it. Errors  Error{data}: none of trek's; Error{output}: no room for a
/// copy.
class OpenedOutput {
 public:
  explicit OpenedOutput(const std::filesystem::path& file, const std::optional<model::Language>& language = {});
  ~OpenedOutput() = default;
  OpenedOutput(const OpenedOutput&) = delete;
  OpenedOutput& operator=(const OpenedOutput&) = delete;
  [[nodiscard]] const Database& database() const noexcept { return *database_; }
  [[nodiscard]] const OutputLanguage& language() const noexcept { return *language_; }

 private:
  void copy(const std::filesystem::path& file);

  std::optional<core::PrivateFolder> folder_;  // where something had to be copied
  std::optional<Database> database_;           // goes before its folder
  std::optional<OutputLanguage> language_;
};

}  // namespace trek::publish::detail
