#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "trek/model/tables.hpp"

namespace model = trek::model;

namespace {

model::Municipalities table_of(const std::vector<std::pair<std::string, std::string>>& rows) {
  model::Municipalities table;
  for (const auto& [code, name] : rows) {
    table.code.push_back(code);
    table.name.push_back(name);
  }
  return table;
}

std::string found(const model::Municipalities& table, std::string_view text) {
  const auto row = model::find_municipality(table, text);
  return row ? table.code[row->value()] : "";
}

}  // namespace

TEST_CASE("find_municipality_code: reads every way a code is written", "[model][unit]") {
  for (const char* text : {"GM0164", "0164", "164", "GM0164   ", " gm0164"}) {
    CAPTURE(text);
    CHECK(model::find_municipality_code(text) == "GM0164");
  }
  for (const char* text : {"", "Hengelo", "GM", "0000", "WK016400", "01640", "16.4", "-164"}) {
    CAPTURE(text);
    CHECK_FALSE(model::find_municipality_code(text).has_value());
  }
}

TEST_CASE("find_municipality: Hengelo under any spelling, whatever the table calls it", "[model][unit]") {
  const std::string name = GENERATE(as<std::string>{}, "Hengelo (O.)", "Hengelo", "Hengelo (O)", "Gemeente Hengelo");
  const auto table = table_of({{"GM0141", "Almelo"}, {"GM0164", name}, {"GM0153", "Enschede"}});
  for (const char* text :
       {"Hengelo", "hengelo", "HENGELO", "Hengelo (O)", "Hengelo (O.)", "Hengelo (Ov.)", "Hengelo Ov", "Hengelo O",
        "Hengelo, Overijssel", "Hengelo (Overijssel)", "gemeente Hengelo", "Gemeente Hengelo (Ov)", "gem. Hengelo",
        "Hengelo (gemeente)", " Hengelo  ", "Héngelo", "164", "0164", "GM0164"}) {
    CAPTURE(name, text);
    CHECK(found(table, text) == "GM0164");
  }
  for (const char* text : {"Hengelo (Gld.)", "Hengelo Gld", "Hengelo (Gelderland)", "Hengel", "Hengelo Noord",
                           "Hengeloo", "", "O", "gemeente", "165"}) {
    CAPTURE(name, text);
    CHECK(found(table, text).empty());
  }
}

TEST_CASE("find_municipality: an ambiguous name is not found", "[model][unit]") {
  const auto table = table_of({{"GM0373", "Bergen (NH.)"}, {"GM0893", "Bergen (L.)"}});
  CHECK(found(table, "Bergen").empty());
  CHECK(found(table, "Bergen (N.H.)") == "GM0373");
  CHECK(found(table, "Bergen (Noord-Holland)") == "GM0373");
  CHECK(found(table, "Bergen Limburg") == "GM0893");
  CHECK(found(table, "Bergen op Zoom").empty());
}

TEST_CASE("find_municipality: a province that belongs to the name stays", "[model][unit]") {
  const auto table = table_of({{"GM0344", "Utrecht"}, {"GM1952", "Midden-Groningen"}, {"GM1742", "Rijssen-Holten"}});
  CHECK(found(table, "Utrecht") == "GM0344");
  CHECK(found(table, "Utrecht (Ut)") == "GM0344");
  CHECK(found(table, "Midden-Groningen") == "GM1952");
  CHECK(found(table, "Midden").empty());
  CHECK(found(table, "Midden-Drenthe").empty());
  CHECK(found(table, "rijssen holten") == "GM1742");
  CHECK(found(table, "Rijssen").empty());
}
