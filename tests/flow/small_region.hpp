#pragma once

#include <filesystem>
#include <string>

#include "support/command.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

namespace trek::test {

/// The embedded region with a fiftieth of its people and buildings, and the project file of `trek init`: made once a
/// program. Tests that change a file copy the folder first.
[[nodiscard]] const std::filesystem::path& small_region();

/// A copy to spoil. Removed with the object.
class SmallRegionCopy {
 public:
  SmallRegionCopy();
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

/// `trek WORDS...`, without TREK_DATA. Throws on exit code 5: whatever a test gives the program, it is never trek's own
/// mistake.
[[nodiscard]] CommandResult trek(const std::vector<std::string>& words, CommandOptions options = {});

/// Replaces the first `from`; the text must be there.
void edit(const std::filesystem::path& file, const std::string& from, const std::string& to);

}  // namespace trek::test
