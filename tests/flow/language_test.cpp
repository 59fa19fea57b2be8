#include <filesystem>
#include <string>
#include <vector>

#include "flow/output_language.hpp"
#include "flow/report_language.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace {

using trek::test::small_region;
using trek::test::TemporaryFolder;

/// Runs a project in both languages: each is spoken alone, and holds the other.
void check_project(const TemporaryFolder& folder, const std::filesystem::path& project,
                   const std::vector<std::string>& more = {}) {
  for (const std::string language : {"nl", "en"}) {
    std::filesystem::create_directory(folder / language);
    std::vector<std::string> words{"run",    project.string(), "-o",         (folder / language / "out.gpkg").string(),
                                   "--lang", language,         "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    trek::test::CommandOptions options;
    options.environment["SOURCE_DATE_EPOCH"] = "1790000000";  // the day stands on the pages
    const auto result = trek::test::trek(words, options);
    CAPTURE(language, result.err);
    REQUIRE(result.exit_code == 0);
  }
  const auto dutch = folder / "nl/out.gpkg";
  const auto english = folder / "en/out.gpkg";
  trek::test::check_languages(dutch, english);
  trek::test::check_reports(dutch, english, folder.path());
}

}  // namespace

TEST_CASE("run --lang: a small region speaks one language", "[flow]") {
  const TemporaryFolder folder;
  check_project(folder, small_region() / "trek.toml");
}

TEST_CASE("run --lang: the listed farms speak one language, where the real layers are", "[flow]") {
  const auto layers = trek::test::find_real_layers();
  if (!layers) {
    WARN("no real layers; TREK_DATA names the folder that holds population/, boundaries/ ...");
    return;
  }
  const TemporaryFolder folder;  // the cache of streets is written beside the project
  std::filesystem::copy_file(std::filesystem::path{TREK_SOURCE_DIR} / "examples/twente_farms/trek.toml",
                             folder / "trek.toml");
  check_project(folder, folder / "trek.toml", {"--data", layers->string()});
}
