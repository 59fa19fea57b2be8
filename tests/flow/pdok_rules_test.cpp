// The rules that PDOK has for a Dutch GeoPackage, of the output of the embedded project.
#include <regex>
#include <string>

#include "support/catch.hpp"
#include "support/sqlite_rows.hpp"

using trek::test::sqlite_rows;
using trek::test::sqlite_value;

namespace {

const std::regex kPdokName{"[a-z][a-z0-9_]{0,52}"};

void check_names(const std::string& table) {
  CHECK(std::regex_match(table, kPdokName));
  for (const auto& column : sqlite_rows(TREK_DEMO_OUTPUT, "select name from pragma_table_info('" + table + "')")) {
    CAPTURE(column[0]);
    CHECK(std::regex_match(column[0], kPdokName));
  }
}

/// A layer: its geometry as `geom`, in RD, without gaps, and with an index of all of it.
void check_geometry(const std::string& table) {
  const auto value = [](const std::string& sql) { return sqlite_value(TREK_DEMO_OUTPUT, sql); };
  const auto rows = value("select count(*) from " + table);
  CHECK(value("select column_name from gpkg_geometry_columns where table_name = '" + table + "'") == "geom");
  CHECK(value("select srs_id from gpkg_geometry_columns where table_name = '" + table + "'") == "28992");
  CHECK(value("select count(*) from gpkg_extensions where extension_name = 'gpkg_rtree_index' and table_name = '" +
              table + "'") == "1");
  CHECK(value("select count(*) from rtree_" + table + "_geom") == rows);
  // "GP", version 0, and flags of which the upper half says extended or empty.
  CHECK(value("select count(*) from " + table + " where geom is null or substr(hex(geom), 1, 7) <> '4750000'") == "0");
}

}  // namespace

TEST_CASE("embedded project: PDOK's rules hold of every table", "[flow]") {
  const auto tables = sqlite_rows(TREK_DEMO_OUTPUT,
                                  "select table_name, data_type from gpkg_contents where table_name <> 'layer_styles'");
  CHECK(tables.size() > 30);
  for (const auto& table : tables) {
    CAPTURE(table[0]);
    check_names(table[0]);
    CHECK(sqlite_value(TREK_DEMO_OUTPUT, "select count(*) > 0 from " + table[0]) == "1");  // none is empty
    CHECK(sqlite_value(TREK_DEMO_OUTPUT,
                       "select sql like '%\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL%' from "
                       "sqlite_master where type = 'table' and name = '" +
                           table[0] + "'") == "1");
    if (table[1] == "features") check_geometry(table[0]);
  }
  CHECK(sqlite_value(TREK_DEMO_OUTPUT, "select count(*) from sqlite_master where type = 'view'") == "0");
  CHECK(sqlite_value(TREK_DEMO_OUTPUT, "select count(distinct srs_id) from gpkg_geometry_columns") == "1");
}
