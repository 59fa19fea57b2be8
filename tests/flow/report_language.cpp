#include "flow/report_language.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "support/catch.hpp"
#include "support/command.hpp"

namespace trek::test {
namespace {

namespace fs = std::filesystem;

/// The files of a report, by their names.
std::map<std::string, std::string> report_in(const std::string& language, const fs::path& output,
                                             const fs::path& folder) {
  const auto told = run_command({TREK_PROGRAM, "report", output, "-o", folder, "--lang", language, "--tables",
                                 "csv,csv_nl,geojson", "--progress", "none"});
  CAPTURE(told.err);
  REQUIRE(told.exit_code == 0);
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in{entry.path(), std::ios::binary};
    files[fs::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>{in}, {}};
  }
  return files;
}

void check_translated(const std::string& language, const fs::path& made, const fs::path& other,
                      const fs::path& folder) {
  const auto expected = report_in(language, made, folder / ("made_" + language));
  const auto translated = report_in(language, other, folder / ("translated_" + language));
  REQUIRE(expected.size() > 20);
  CHECK(translated.size() == expected.size());
  for (const auto& [name, text] : expected) {
    CAPTURE(language, name);
    const auto found = translated.find(name);
    REQUIRE(found != translated.end());
    CHECK((found->second == text));
  }
}

}  // namespace

void check_reports(const fs::path& dutch, const fs::path& english, const fs::path& folder) {
  check_translated("en", english, dutch, folder);
  check_translated("nl", dutch, english, folder);
}

}  // namespace trek::test
