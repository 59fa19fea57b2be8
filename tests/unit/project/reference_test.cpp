#include "trek/project/reference.hpp"

#include <set>

#include "support/catch.hpp"
#include "trek/config/table_reference.hpp"

TEST_CASE("key_reference: every key that the reader asks for, with what it means", "[project][unit]") {
  std::set<std::string> names;
  for (const auto& entry : trek::project::key_reference()) {
    CAPTURE(entry.table, entry.key);
    CHECK_FALSE(entry.meaning.empty());
    CHECK_FALSE(entry.takes.empty());
    CHECK(names.insert(entry.table + "." + entry.key).second);
  }
  for (const char* known : {"project.name", "source.fields", "source.fetch.kind", "mode.norm_min", "streets.max_snap_m",
                            "candidates.decisions", "candidates.from_monuments", "profile.answers", "decay.sigma_min",
                            "huff.outside_option", "place_kinds.(a kind)", "decay.limit_min", "criterion.anchors",
                            "output.isochrone_sites"}) {
    CAPTURE(known);
    CHECK(names.count(known) == 1);
  }
}

TEST_CASE("table_reference: the fields of each table with the names under which they are recognised",
          "[ingest][unit]") {
  const auto tables = trek::config::table_reference();
  const auto candidates =
      std::find_if(tables.begin(), tables.end(), [](const auto& table) { return table.name == "candidates"; });
  REQUIRE(candidates != tables.end());
  const auto area = std::find_if(candidates->fields.begin(), candidates->fields.end(),
                                 [](const auto& field) { return field.name == "floor_area_m2"; });
  REQUIRE(area != candidates->fields.end());
  CHECK(std::count(area->spellings.begin(), area->spellings.end(), "bvo_m2") == 1);
}
