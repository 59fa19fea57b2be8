#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "flow/drawn_project.hpp"
#include "flow/small_region.hpp"
#include "support/catch.hpp"
#include "support/qgis_project.hpp"
#include "support/says.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

using trek::test::CommandResult;
using trek::test::says;
using trek::test::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

/// The output of a run over a few streets.
fs::path run_output(const TemporaryFolder& folder) {
  trek::test::draw_project(folder.path());
  const auto result = trek::test::write_with(trek::test::writing_verbs()[0], folder.path(), "2025.gpkg");
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  return folder / "2025.gpkg";
}

#ifdef TREK_QGIS_CHECK
CommandResult looked_at(std::vector<std::string> words) {
  words.insert(words.begin(), {"/usr/bin/python3", TREK_QGIS_CHECK});
  return trek::test::run_command(words);
}
#endif

}  // namespace

TEST_CASE("relink: a renamed output opens again, once; what is wrong is said", "[flow]") {
  const TemporaryFolder folder;
  const auto before = run_output(folder);
  const auto file = folder / "2025 as it was.gpkg";
  fs::rename(before, file);
  const auto first = trek::test::trek({"relink", file, "--format", "json"});
  CHECK(first.exit_code == 0);
  const auto told = nlohmann::json::parse(first.out);
  REQUIRE(told.size() == 1);
  CHECK(told[0]["project"] == "trek");
  CHECK(told[0]["read_before"] == nlohmann::json{"./2025.gpkg"});
  CHECK(says(first.err, "Written: "));
  CHECK_FALSE(says(trek::test::qgis_project_of(file), "./2025.gpkg"));
  const auto bytes = trek::test::bytes_of(file);
  const auto second = trek::test::trek({"relink", file});
  CHECK(second.exit_code == 0);
  CHECK(says(second.err, "nothing was written"));
  CHECK(trek::test::bytes_of(file) == bytes);
  CHECK(trek::test::trek({"relink", folder / "absent.gpkg"}).exit_code == 3);
  CHECK(trek::test::trek({"relink", folder / "trek.toml"}).exit_code == 3);
  CHECK(trek::test::trek({"explain", file}).exit_code == 0);  // still an output of a run
}

#ifdef TREK_QGIS_CHECK
TEST_CASE("relink: QGIS warns of a file that was renamed, or copied beside a newer one, until it is mended",
          "[flow][qgis]") {
  const TemporaryFolder folder;
  const auto before = run_output(folder);
  const auto copy = folder / "a copy's name é.gpkg";
  fs::copy_file(before, copy);
  const auto check = [](const CommandResult& result) {
    CAPTURE(result.out, result.err);
    CHECK(result.exit_code == 0);
  };
  check(looked_at({before}));
  check(looked_at({copy, "--warns"}));                      // the old name is gone
  check(looked_at({copy, "--warns", "--beside", before}));  // and is there: the same data, yet the other file
  trek::test::sqlite_change(before, "update run set value = '0' where key = 'identity'");
  check(looked_at({before, "--warns"}));  // its own name, the data of another run
  REQUIRE(trek::test::trek({"relink", copy}).exit_code == 0);
  check(looked_at({copy}));
  check(looked_at({copy, "--beside", before}));
}
#endif
