#include "trek/publish/stored_classes.hpp"

#include <optional>
#include <string>

#include "support/catch.hpp"

using namespace trek;

TEST_CASE("stored_classes: a bound belongs to the class above it; an output without the table has one class",
          "[publish][unit]") {
  using publish::Value;
  publish::StoredTable table;
  for (const char* const name : {"layer", "column_name", "class", "from_value", "label", "color"})
    table.columns.push_back({name, name});
  const auto text = [](const char* words) { return Value{std::string{words}}; };
  table.rows = {{text("a"), text("b"), Value{1.0}, Value{}, text("< 5"), text("#000000")},
                {text("a"), text("b"), Value{2.0}, Value{5.0}, text("5"), text("#ffffff")},
                {text("a"), text("b"), Value{}, Value{}, text("?"), text("#bdbdbd")}};
  const auto classes = publish::stored_classes(table, "a", "b");
  CHECK(classes.of(4.99).label == "< 5");
  CHECK(classes.of(5.0).color == "#ffffff");
  CHECK(classes.of(std::nullopt).label == "?");
  table.rows[0].back() = text("url(//elsewhere)");
  CHECK(publish::stored_classes(table, "a", "b").of(1.0).color.size() == 7);
  CHECK(publish::stored_classes(table, "a", "b").of(1.0).color.front() == '#');
  CHECK(publish::stored_classes(table, "a", "c").of(1.0).color == "#bdbdbd");
  const auto older = publish::stored_classes({}, "a", "b");
  CHECK(older.classes.size() == 1);
  CHECK(older.of(1.0).color != older.of(std::nullopt).color);
}
