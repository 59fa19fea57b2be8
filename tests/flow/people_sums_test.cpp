#include <filesystem>

#include "flow/small_region.hpp"
#include "people_sums.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "support/sqlite_rows.hpp"
#include "support/temporary_folder.hpp"

namespace {

void check_output(const std::filesystem::path& file) {
  const auto value = [&](const std::string& sql) { return trek::test::sqlite_value(file, sql); };
  trek::test::check_people_add_up(
      {[&](const std::string& sql) {
         const auto text = value(sql);
         return text == "NULL" ? 0.0 : std::stod(text);
       },
       [&](const std::string& key) { return value("select value from run where key = '" + key + "'"); }});
}

}  // namespace

TEST_CASE("people of the listed farms add up over all layers, where the real layers are", "[flow]") {
  const auto layers = trek::test::find_real_layers();
  if (!layers) {
    WARN("no real layers; TREK_DATA names the folder that holds population/, boundaries/ ...");
    return;
  }
  const trek::test::TemporaryFolder folder;  // the cache of streets is written beside the project
  std::filesystem::copy_file(std::filesystem::path{TREK_SOURCE_DIR} / "examples/twente_farms/trek.toml",
                             folder / "trek.toml");
  const auto result = trek::test::trek(
      {"run", folder / "trek.toml", "-o", folder / "out.gpkg", "--data", *layers, "--progress", "none"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  check_output(folder / "out.gpkg");
  // 3,520 people of postcode 7524, which is drawn as a triangle of 405 m2 and states 15.36 km2.
  CHECK(trek::test::sqlite_value(folder / "out.gpkg",
                                 "select count(*) from rejected_records where record = '7524' and rule in "
                                 "('area_differs', 'area_without_cell')") == "2");
}
