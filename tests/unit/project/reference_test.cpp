#include "trek/project/reference.hpp"

#include <set>

#include "support/catch.hpp"
#include "trek/config/table_reference.hpp"
#include "trek/project/detail/section.hpp"

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

TEST_CASE("key_reference: every section stands there, with all the keys of its kinds", "[project][unit]") {
  std::set<std::string> headed;
  for (const auto& entry : trek::project::key_reference()) {
    if (entry.key.empty()) headed.insert(entry.table);
  }
  const auto& sections = trek::project::detail::all_sections();
  CHECK(headed.size() == sections.size() + 1);  // and [project]
  for (const auto& section : sections) {
    CAPTURE(section.key.name);
    CHECK(headed.contains(std::string{section.key.name}));
  }
}

TEST_CASE("all_sections: what a section looks at is read before it", "[project][unit]") {
  std::set<std::string_view> before;
  std::size_t looks = 0;
  for (const auto& section : trek::project::detail::all_sections()) {
    for (const std::string_view other : section.looks_at) {
      CAPTURE(section.key.name, other);
      CHECK(before.contains(other));
      ++looks;
    }
    before.insert(section.key.name);
  }
  CHECK(looks >= 5);
}

TEST_CASE("measure_reference: what a criterion may name, and what it needs", "[project][unit]") {
  const auto list = trek::project::measure_reference();
  const auto entry = [&](const std::string& id) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
    REQUIRE(found != list.end());
    return *found;
  };
  CHECK(entry("people_target_bicycle_15min").needs.empty());
  CHECK(entry("people_target_bicycle_15min").unit == "people");
  CHECK(entry("gap_target_bicycle").needs == "a [[source]] with table = \"places\"");
  CHECK(entry("station_bicycle_min").needs == "a [[source]] with table = \"stations\"");
  CHECK(entry("unconnected_share_bicycle").needs == "a [[mode]] with a network");
  CHECK(entry("built_year").label == "Year built");
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
