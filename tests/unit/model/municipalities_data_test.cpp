#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "trek/model/known_municipalities.hpp"
#include "trek/model/tables.hpp"

namespace model = trek::model;

namespace {

/// Codes and names only, straight from the text: the readers are another module's.
model::Municipalities municipalities_of_the_netherlands() {
  std::ifstream file{trek::test::real_data("boundaries/cbs_gemeenten_2026_gegeneraliseerd_rd.geojson")};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const std::regex feature{R"re("statcode"\s*:\s*"(GM\d{4})"[^}]*?"statnaam"\s*:\s*"([^"]+)")re"};
  model::Municipalities table;
  for (std::size_t at = text.find("\"statcode\""); at != std::string::npos; at = text.find("\"statcode\"", at + 1)) {
    const std::string head = text.substr(at, 300);
    std::smatch match;
    if (!std::regex_search(head, match, feature)) continue;
    table.code.push_back(match[1]);
    table.name.push_back(match[2]);
  }
  return table;
}

}  // namespace

TEST_CASE("find_municipality: every name of 2026 finds its own row among all 342", "[model][data]") {
  const auto table = municipalities_of_the_netherlands();
  REQUIRE(table.size() == 342);
  for (std::size_t row = 0; row < table.size(); ++row) {
    CAPTURE(table.name[row]);
    const auto found = model::find_municipality(table, "gemeente " + table.name[row]);
    REQUIRE(found.has_value());
    CHECK(table.code[found->value()] == table.code[row]);
  }
  CHECK(table.code[model::find_municipality(table, "Hengelo Ov")->value()] == "GM0164");
  CHECK_FALSE(model::find_municipality(table, "Bergen").has_value());
}

TEST_CASE("known municipalities: codes and names are those of the layer of 2026", "[model][data]") {
  const auto table = municipalities_of_the_netherlands();
  for (std::size_t row = 0; row < table.size(); ++row) {
    CAPTURE(table.code[row]);
    CHECK(model::coded_municipality(table.code[row]).name == table.name[row]);
  }
}
