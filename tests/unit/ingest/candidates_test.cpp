#include "drawn.hpp"
#include "support/catch.hpp"
#include "trek/core/yes_or_no.hpp"
#include "trek/ingest/detail/statements.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using test::says;
using test::source_of;

namespace {

ingest::Loaded<model::Candidates> loaded(const test::TemporaryFolder& folder, const std::string& text) {
  return ingest::read_candidates(source_of(folder.write("c.csv", text), "candidates"), {}, test::kControl);
}

const std::string* find_answer(const model::Candidates& table, std::size_t row, const std::string& rule) {
  for (const auto& answer : table.answers[row]) {
    if (answer.rule == rule) return &answer.value;
  }
  return nullptr;
}

std::string answer_of(const model::Candidates& table, std::size_t row, const std::string& rule) {
  const auto* const found = find_answer(table, row, rule);
  return found == nullptr ? std::string{} : *found;
}

}  // namespace

TEST_CASE("candidates by address or BAG id need neither a place nor a name", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto by_address = loaded(folder, "adres\n\"Molenstraat 12, 7551 AB Hengelo\"\n");
  REQUIRE(by_address.table.size() == 1);
  CHECK_FALSE(by_address.table.place[0].has_value());
  CHECK(by_address.table.address[0].street == "Molenstraat");
  const auto by_id = loaded(folder, "nr;vbo_id\n7;164010000000011\n");
  REQUIRE(by_id.table.size() == 1);
  CHECK(by_id.table.key[0] == "7");
  CHECK(by_id.table.unit_ids[0][0] == "0164010000000011");
}

TEST_CASE("a candidate without place, address or key is rejected with what would help", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto result = loaded(folder, "naam;x;y;adres\nA;250000;470000;\nB;;;\n");
  CHECK(result.table.size() == 1);
  REQUIRE(test::count_of(result.report, "missing_geometry") == 1);
  CHECK(says(result.report.findings()[0].remedy, "address"));
}

TEST_CASE("names of columns are as people write them, and a column that is not read is told", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto list = loaded(folder,
                           "Naam:;Adres;Leegstaand?;Plafondhoogte (m);BVO [m\u00B2];Wens gemeente;Opp.\n"
                           "A;Kerkweg 1, Vasse;ja;3,2;1250;podium;12\n");
  REQUIRE(list.table.size() == 1);
  CHECK(list.table.name[0] == "A");
  CHECK(list.table.vacancy_share[0] == 1.0);
  CHECK(list.table.floor_area_m2[0] == 1250.0);
  CHECK(answer_of(list.table, 0, "ceiling_height") == "3.2");
  const auto& notes = list.record.notes;
  CHECK(std::ranges::any_of(notes, [](const auto& note) {
    return says(note.en, "columns that are not read: 'Wens gemeente', 'Opp.';") &&
           says(note.nl, "niet gelezen kolommen");
  }));
}

TEST_CASE("facts and answers are columns, in Dutch and English", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto dutch = loaded(folder,
                            "naam;adres;leegstand;peildatum;vrije_hoogte;eigenaar;eigenaar_weigert;huur;bouwlagen;"
                            "hoogte;gezondheidsrisico;gesloopt;bijeenkomst_verboden\n"
                            "A;Kerkweg 1, Vasse;ja;1-3-2026;3,2 m;Jansen BV;nee;45 per m2;2;9,5;n.v.t.;nee;ja\n");
  REQUIRE(dutch.table.size() == 1);
  const auto& table = dutch.table;
  CHECK(table.source[0] == "drawn");
  CHECK(table.vacancy_share[0] == 1.0);
  CHECK(table.date[0] == "2026-03-01");
  CHECK(table.owner[0] == "Jansen BV");
  CHECK(table.rent[0] == "45 per m2");
  CHECK(table.storeys[0] == 2);
  CHECK(table.height_m[0] == 9.5);
  CHECK(answer_of(table, 0, "ceiling_height") == "3.2");
  CHECK(answer_of(table, 0, "owner_refuses") == "no");
  CHECK(answer_of(table, 0, "assembly_forbidden") == "yes");
  CHECK(answer_of(table, 0, "demolished") == "no");
  CHECK(find_answer(table, 0, "health_risk") == nullptr);
  CHECK(table.answers[0][0].source == "drawn");
  CHECK(table.answers[0][0].date == "2026-03-01");
  const auto english = loaded(folder,
                              "name;address;vacancy;ceiling_height;owner_willing;health_risk;storeys\n"
                              "A;Kerkweg 1, Vasse;no;320 cm;no;yes;3\n");
  CHECK(english.table.vacancy_share[0] == 0.0);
  CHECK(answer_of(english.table, 0, "ceiling_height") == "3.2");
  CHECK(answer_of(english.table, 0, "owner_refuses") == "yes");
  CHECK(answer_of(english.table, 0, "health_risk") == "yes");
}

TEST_CASE("what an owner wants may stand beside the name", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto result =
      loaded(folder,
             "naam;adres;eigenaar\nA;Kerkweg 1, Vasse;Jansen (weigert)\nB;Kerkweg 2, Vasse;wil verkopen\n"
             "C;Kerkweg 3, Vasse;Weigertman BV\n");
  CHECK(answer_of(result.table, 0, "owner_refuses") == "yes");
  CHECK(answer_of(result.table, 1, "owner_refuses") == "no");
  CHECK(find_answer(result.table, 2, "owner_refuses") == nullptr);
}

TEST_CASE("shares of vacancy: the whole column says whether 1 is one percent", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto percent =
      loaded(folder, "naam;adres;leegstand\nA;Kerkweg 1;1\nB;Kerkweg 2;50\nC;Kerkweg 3;n.v.t.\n").table;
  CHECK(percent.vacancy_share[0] == 0.01);
  CHECK(percent.vacancy_share[1] == 0.5);
  CHECK_FALSE(percent.vacancy_share[2].has_value());
  const auto shares = loaded(folder, "naam;adres;leegstand\nA;Kerkweg 1;1\nB;Kerkweg 2;0,5\nC;Kerkweg 3;40 %\n").table;
  CHECK(shares.vacancy_share[0] == 1.0);
  CHECK(shares.vacancy_share[1] == 0.5);
  CHECK(shares.vacancy_share[2] == 0.4);
}

TEST_CASE("answers that cannot be read are told and stay unknown", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto result = loaded(folder,
                             "naam;adres;leegstand;vrije_hoogte;gesloopt\nA;Kerkweg 1;deels;hoog;misschien\n"
                             "B;Kerkweg 2;;320;\n");
  CHECK(test::count_of(result.report, "unreadable_vacancy") == 1);
  CHECK(test::count_of(result.report, "no_height") == 2);  // 320 is no metres
  CHECK(test::count_of(result.report, "no_answer") == 1);
  CHECK_FALSE(result.table.vacancy_share[0].has_value());
  CHECK(result.table.answers.value_count() == 0);
}

TEST_CASE("statements: yes, no, willing and lengths", "[ingest][unit]") {
  CHECK(trek::core::find_yes_or_no("Ja") == true);
  CHECK(trek::core::find_yes_or_no(" nee ") == false);
  CHECK_FALSE(trek::core::find_yes_or_no("misschien").has_value());
  CHECK(detail::find_willing("werkt niet mee") == false);
  CHECK(detail::find_willing("werkt mee aan verkoop") == true);
  CHECK(detail::find_length_m("3,20 m") == 3.2);
  CHECK(detail::find_length_m("280cm") == 2.8);
  CHECK_FALSE(detail::find_length_m("hoog").has_value());
}
