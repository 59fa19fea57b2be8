#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/ingest/detail/csv_beginning.hpp"
#include "trek/ingest/inspect.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using Texts = std::vector<std::string>;

namespace {

ingest::Loaded<trek::model::WeightedPoints> read(std::string_view csv) {
  const test::TemporaryFolder folder;
  return ingest::read_points(test::source_of(folder.write("kernen.csv", csv), "points"), {}, {}, test::kControl);
}

std::string refusal(std::string_view csv) {
  return test::data_error([&] { static_cast<void>(read(csv)); });
}

bool notes_say(const model::SourceRecord& record, std::string_view what) {
  return std::any_of(record.notes.begin(), record.notes.end(),
                     [&](const auto& note) { return test::says(note.en, what); });
}

std::string utf16(std::string_view ascii, bool little) {
  std::string bytes = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) bytes += little ? std::string{c, '\0'} : std::string{'\0', c};
  return bytes;
}

}  // namespace

TEST_CASE("CSV: sep=, titles and empty lines before the header are passed over and told", "[ingest][unit]") {
  const std::string rows = "id;x;y;inwoners\nA;250000,5;475000,25;1.000,50\nB;251000;475000;2000\n";
  for (const std::string& before :
       {std::string{"sep=;\n"}, std::string{"\xEF\xBB\xBFsep=;\r\n"}, std::string{"\"sep=;\"\n"},
        std::string{"Kernen van Salland;;;\n;;;\n"}, std::string{"Kernen van Salland\nPeildatum;1-1-2026;;\n\n"}}) {
    CAPTURE(before);
    const auto loaded = read(before + rows);
    CHECK(loaded.table.key == Texts{"A", "B"});
    REQUIRE(loaded.table.weight_name == Texts{"inwoners"});
    CHECK(loaded.table.weight[0] == std::vector<double>{1000.5, 2000.0});
    CHECK(loaded.table.place[0] == trek::geo::Point{250000.5, 475000.25});
    CHECK(notes_say(loaded.record, "before its header passed over"));
  }
  CHECK_FALSE(notes_say(read(rows).record, "before its header"));
  CHECK_FALSE(notes_say(read("\n\n" + rows).record, "before its header"));  // empty lines are nobody's loss
}

TEST_CASE("CSV: a header is not sought among its records", "[ingest][unit]") {
  CHECK(detail::csv_beginning("id,name\n1,a, b, c\n2,d\n").header_at == 0);
  CHECK(detail::csv_beginning("id;name;note\n1;a;\n2;b;\n3;;\n").header_at == 0);
  CHECK(detail::csv_beginning("name\nA\nB\n").header_at == 0);
  CHECK(detail::csv_beginning("").names.empty());
  CHECK(detail::csv_beginning("id;\"a;b\"\n").names == Texts{"id", "a;b"});
  CHECK(detail::csv_beginning("Titel\nid;naam;x\n").names == Texts{"id", "naam", "x"});
}

TEST_CASE("CSV: the same name twice, or no header at all, is refused by name", "[ingest][unit]") {
  CHECK(
      test::says(refusal("id;x;y;opp;Opp\nA;250000;475000;1;2\n"), "columns 4 and 5 of its header have the same name"));
  CHECK(test::says(refusal("A;250000;475000;1.000,50\nB;251000;475000;2000\n"), "put a line with names before it"));
  CHECK(detail::header_fault({"gemeente", "2019", "2020", "2021"}).empty());
  CHECK(detail::header_fault({"id", "", ""}).empty());
  CHECK_FALSE(detail::header_fault({"Hal", "250000"}).empty());
  CHECK_FALSE(detail::header_fault({"Hal", "15-02-2026"}).empty());
}

TEST_CASE("CSV: code pages are recognised and told", "[ingest][unit]") {
  const auto old = read("id;x;y\nCaf\xE9;250000;475000\n");
  CHECK(old.table.key == Texts{"Caf\xC3\xA9"});
  CHECK(notes_say(old.record, "Windows-1252"));
  const auto present = read("id;x;y\nCaf\xC3\xA9;250000;475000\n");
  CHECK(present.table.key == Texts{"Caf\xC3\xA9"});
  CHECK_FALSE(notes_say(present.record, "Windows-1252"));
  for (const bool little : {true, false}) {
    const auto wide = read(utf16("id;x;y\nCafe;250000;475000\n", little));
    CHECK(wide.table.key == Texts{"Cafe"});
    CHECK(notes_say(wide.record, "UTF-16"));
  }
}

TEST_CASE("CSV: a name in an old code page can be named as it is", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  auto source = test::source_of(folder.write("c.csv", "naam;x;y;opp_m\xB2\nA;250000;475000;850\n"), "candidates");
  source.fields["floor_area_m2"] = "opp_m\xC2\xB2";
  CHECK(ingest::read_candidates(source, {}, test::kControl).table.floor_area_m2[0] == 850.0);
}

TEST_CASE("points: numbers that name something are no weights, and it is said which", "[ingest][unit]") {
  const auto loaded = read(
      "id;x;y;nr;postcode;bouwjaar;pand;inwoners\n"
      "A;250000;475000;1;7511;1900;164100000000001;10\n"
      "B;250001;475000;2;7511;1900;164100000000002;10\n");
  CHECK(loaded.table.weight_name == Texts{"inwoners"});
  CHECK(notes_say(loaded.record, "no weights: 'nr', 'postcode', 'bouwjaar', 'pand'"));
  CHECK(read("id;x;y;nr\nA;250000;475000;3\nB;250001;475000;3\n").table.weight_name == Texts{"nr"});  // no two names
  const test::TemporaryFolder folder;
  const auto path = folder.write("p.csv", "id;x;y;nr\nA;250000;475000;1\n");
  const auto asked = ingest::read_points(test::source_of(path, "points"), {}, Texts{"nr"}, test::kControl);
  test::check_balance(asked);
  CHECK(asked.table.weight_name == Texts{"nr"});
}

TEST_CASE("names that a Shapefile cut are known for every mapping, and for a project's own", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write(
      "k.geojson", test::collection({test::feature(R"("naam":"Hal","vloeropper":850,"oorspronke":"fabriek")",
                                                   test::point(250000, 475000))}));
  const auto loaded = ingest::read_candidates(test::source_of(path, "candidates"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.floor_area_m2[0] == 850.0);
  CHECK(loaded.table.original_function[0] == "fabriek");
  CHECK(notes_say(loaded.record, "column 'vloeropper' is taken for 'vloeroppervlak_m2'"));

  auto own = test::source_of(path, "candidates");
  own.fields["present_use"] = "oorspronkelijk_gebruik_van_het_pand";
  const auto named = ingest::read_candidates(own, {}, test::kControl);
  test::check_balance(named);
  CHECK(named.table.present_use[0] == "fabriek");  // what the user names goes before what a name may be
  CHECK(named.table.original_function[0].empty());
}
