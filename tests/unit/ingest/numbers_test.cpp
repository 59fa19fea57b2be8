#include "drawn.hpp"
#include "support/catch.hpp"
#include "trek/ingest/detail/number_columns.hpp"
#include "trek/ingest/detail/number_text.hpp"

namespace detail = trek::ingest::detail;
namespace geo = trek::geo;
namespace ingest = trek::ingest;
namespace test = trek::test;
using detail::DecimalMark;
using Areas = std::vector<std::optional<double>>;

namespace {

/// Candidates with their floor areas as they are written; `more` is one further column, a value per row.
ingest::Loaded<trek::model::Candidates> read_areas(const std::vector<std::string>& areas,
                                                   const std::string& decimal = {},
                                                   const std::vector<std::string>& more = {}) {
  const test::TemporaryFolder folder;
  std::string csv = "naam;x;y;oppervlakte;huur\n";
  for (std::size_t i = 0; i < areas.size(); ++i) {
    csv += "Hal " + std::to_string(i) + ";250000;470000;" + areas[i] + ";" + (i < more.size() ? more[i] : "") + "\n";
  }
  auto source = test::source_of(folder.write("c.csv", csv), "candidates");
  source.decimal = decimal;
  return ingest::read_candidates(source, {}, test::kControl);
}

std::string refused_areas(const std::vector<std::string>& areas, const std::vector<std::string>& more = {}) {
  return test::data_error([&] { static_cast<void>(read_areas(areas, {}, more)); });
}

std::optional<double> value_of(std::string_view text, DecimalMark mark) {
  const auto found = detail::find_number_text(text);
  return found ? detail::number_with(found->number, mark) : std::nullopt;
}

}  // namespace

TEST_CASE("number_with: groups of three, by the mark that is not the decimal one", "[ingest][unit]") {
  for (const char* text :
       {"1.250", "1 250", "1'250", "1250", "1.250,00", "1250,0", "+1.250",
        "\xC2\xA0"
        "1\xC2\xA0"
        "250 ",
        "1\xE2\x80\xAF"
        "250",
        "1\xE2\x80\x99"
        "250",
        "1.250,-", "1.250,--", "\xE2\x82\xAC 1.250,00", "EUR 1.250", "1.250 euro", "ca. 1.250 m2", "1,25e3"}) {
    CAPTURE(text);
    CHECK(value_of(text, DecimalMark::comma) == 1250.0);
  }
  for (const char* text : {"1,250", "1,250.00", "1 250.0", "1250.", "1.25e3", "$1,250"}) {
    CAPTURE(text);
    CHECK(value_of(text, DecimalMark::point) == 1250.0);
  }
  CHECK(value_of("1.234.567,5", DecimalMark::comma) == 1234567.5);
  CHECK(value_of("-3,5", DecimalMark::comma) == -3.5);
  CHECK(value_of("\xE2\x88\x92"
                 "3,5",
                 DecimalMark::comma) == -3.5);
  CHECK(value_of(",5", DecimalMark::comma) == 0.5);
  for (const char* text : {"1.25", "12.5", "1.2.3", "0.850", "1234.567", "1.250 500", "1.2500", "1,2,3", ""}) {
    CAPTURE(text);
    CHECK_FALSE(value_of(text, DecimalMark::comma).has_value());
  }
}

TEST_CASE("find_number_text: what stands around a number", "[ingest][unit]") {
  CHECK(detail::find_number_text("850 m2")->unit == "m2");
  CHECK(detail::find_number_text("850 m\xC2\xB2")->unit == "m\xC2\xB2");
  CHECK(detail::find_number_text("850 m2")->number == "850");
  CHECK(detail::find_number_text("circa 800")->approximate);
  CHECK(detail::find_number_text("\xC2\xB1 800 m2")->approximate);
  CHECK(detail::find_number_text("800?")->approximate);
  CHECK_FALSE(detail::find_number_text("800")->approximate);
  CHECK(detail::find_number_text("800-900")->unit == "-900");  // no unit that is known: not a number
  for (const char* text : {"leeg", "begane grond 3", "cafe 3", ""}) CHECK_FALSE(detail::find_number_text(text));
}

TEST_CASE("numbers: what an area can be settles groups of thousands, and it is said", "[ingest][unit]") {
  const auto loaded = read_areas({"1.250", "12.400", "850"});
  CHECK(loaded.table.floor_area_m2 == Areas{1250.0, 12400.0, 850.0});
  REQUIRE_FALSE(loaded.record.notes.empty());
  CHECK(test::says(loaded.record.notes.back().en, "column 'oppervlakte': '1.250' is read as 1250"));
  CHECK(read_areas({"1,250", "12,400", "850"}).table.floor_area_m2 == Areas{1250.0, 12400.0, 850.0});
}

TEST_CASE("numbers: other values of the column settle one that can be read two ways", "[ingest][unit]") {
  CHECK(read_areas({"850.125", "97.5"}).table.floor_area_m2 == Areas{850.125, 97.5});
  CHECK(read_areas({"850.125", "97,5"}).table.floor_area_m2 == Areas{850125.0, 97.5});
  CHECK(read_areas({"850,125", "1,250.5"}).table.floor_area_m2 == Areas{850125.0, 1250.5});
  CHECK(read_areas({"850,125", "97,5"}).table.floor_area_m2 == Areas{850.125, 97.5});
  CHECK(read_areas({"97,5", "1 250", "2'500", "12"}).table.floor_area_m2 == Areas{97.5, 1250.0, 2500.0, 12.0});
}

TEST_CASE("numbers: another column settles it, and the project's word goes before both", "[ingest][unit]") {
  CHECK(read_areas({"850.125"}, {}, {"1.000,50"}).table.floor_area_m2 == Areas{850125.0});
  CHECK(read_areas({"850.125"}, {}, {"12.50"}).table.floor_area_m2 == Areas{850.125});
  CHECK(read_areas({"850.125"}, ",").table.floor_area_m2 == Areas{850125.0});
  CHECK(read_areas({"850.125"}, ".").table.floor_area_m2 == Areas{850.125});
  CHECK(read_areas({"1.250"}, ".", {"1.000,50"}).table.floor_area_m2 == Areas{1.25});
}

TEST_CASE("numbers: a column that can be read two ways is refused by name, with the remedy", "[ingest][unit]") {
  const auto message = refused_areas({"850.125", "900"});
  CHECK(test::says(message, "column 'oppervlakte' can be read two ways: '850.125' is 850125 or 850.125"));
  CHECK(test::says(message, "decimal = \",\""));
  CHECK(test::says(refused_areas({"850.125", "97.5", "97,5"}), "two ways"));  // the column contradicts itself
  CHECK(test::says(refused_areas({"1.250"}, {"12.50"}), "two ways"));         // the other column contradicts the field
  CHECK(test::says(refused_areas({"850.125"}, {"12.50 of 12,50"}), "two ways"));  // no number says nothing
}

TEST_CASE("numbers: forms that do not conflict may stand in one column", "[ingest][unit]") {
  const auto loaded = read_areas({"97.5", "97,5"});
  CHECK(loaded.table.floor_area_m2 == Areas{97.5, 97.5});
  CHECK(test::says(loaded.record.notes.back().en, "'97.5' and '97,5' are in one column"));
}

TEST_CASE("unit_of: how many m, m2 or m3 a unit is", "[ingest][unit]") {
  CHECK(detail::unit_of("km").size == 1000.0);
  CHECK(detail::unit_of("cm").size == 0.01);
  CHECK(detail::unit_of("mm").size == 0.001);
  CHECK(detail::unit_of("ha").size == 10'000.0);
  CHECK(detail::unit_of("km2").size == 1e6);
  CHECK(detail::unit_of("m3").size == 1.0);
  CHECK(detail::unit_of("cm").kind == detail::UnitKind::length);
  CHECK(detail::unit_of("el").kind == detail::UnitKind::unknown);
}

TEST_CASE("numbers: units, and what is not exact, are findings where they are no matter of course", "[ingest][unit]") {
  const auto loaded = read_areas({"850 m2", "0,5 ha", "ca. 800", "300 m3", "leeg", "n.v.t.", "800-900"});
  CHECK(loaded.table.floor_area_m2 ==
        Areas{850.0, 5000.0, 800.0, std::nullopt, std::nullopt, std::nullopt, std::nullopt});
  CHECK(test::count_of(loaded.report, "unit_converted") == 1);
  CHECK(test::count_of(loaded.report, "approximate_number") == 1);
  CHECK(test::count_of(loaded.report, "other_unit") == 1);
  CHECK(test::count_of(loaded.report, "not_a_number") == 2);
  CHECK(loaded.report.findings().size() == 5);
}

TEST_CASE("numbers: coordinates are settled by what coordinates can be", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto metres = folder.write("m.csv", "naam;x;y\nA;250.000;470.000\n");
  CHECK(ingest::read_candidates(test::source_of(metres, "candidates"), {}, test::kControl).table.place[0] ==
        geo::Point{250000.0, 470000.0});
  const auto degrees = folder.write("d.csv", "naam;lat;lon\nA;52.266;6.793\n");
  const auto place = ingest::read_candidates(test::source_of(degrees, "candidates"), {}, test::kControl).table.place[0];
  REQUIRE(place.has_value());
  CHECK(place->x_m == Approx(250000.0).margin(5000.0));
  CHECK(place->y_m == Approx(476000.0).margin(5000.0));
}

TEST_CASE("numbers: machines write the coordinates, and their point says nothing of people's numbers",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("p.csv", "id;x;y;inwoners\nA;250000.5;470000.25;1.250\n");
  CHECK(test::says(test::data_error([&] {
                     static_cast<void>(ingest::read_points(test::source_of(path, "points"), {}, {}, test::kControl));
                   }),
                   "column 'inwoners' can be read two ways"));
}

TEST_CASE("numbers: text in GeoJSON is settled too, and numbers that come typed are what they are", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto area = [](const char* key, const char* people) {
    return test::feature(std::string{"\"key\":\""} + key + "\",\"inhabitants\":" + people,
                         test::square(250000, 470000, 100));
  };
  const auto texts = folder.write("t.geojson", test::collection({area("a", "\"1.250\""), area("b", "\"1.000,5\"")}));
  CHECK(ingest::read_population(test::source_of(texts, "population"), {}, test::kControl).table.inhabitants ==
        Areas{1250.0, 1000.5});
  const auto typed = folder.write("n.geojson", test::collection({area("a", "1.25"), area("b", "12.125")}));
  CHECK(ingest::read_population(test::source_of(typed, "population"), {}, test::kControl).table.inhabitants ==
        Areas{1.25, 12.125});
}

TEST_CASE("numbers: in a spreadsheet the point of a number that comes as one says nothing of what was typed as text",
          "[ingest][unit]") {
  detail::ColumnCase column;
  for (const char* text : {"1250.5", "12.400"}) column.values.add(text);
  CHECK(detail::settled({column}, std::nullopt)[0].mark == DecimalMark::point);
  column.has_cells = true;
  CHECK_FALSE(detail::settled({column}, std::nullopt)[0].mark.has_value());  // refused: it may be either
  column.values.add("97,5");
  CHECK(detail::settled({column}, std::nullopt)[0].mark == DecimalMark::comma);
}

TEST_CASE("NumberColumn: hardly any words make no witness of a column of words", "[ingest][unit]") {
  detail::NumberColumn column;
  for (const char* text : {"12,5", "hoog", "laag"}) column.add(text);
  CHECK_FALSE(column.is_numeric());
  CHECK(column.find_mark() == DecimalMark::comma);
}
