#include "trek/ingest/detail/standing.hpp"

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace model = trek::model;
namespace test = trek::test;
using detail::Standing;
using test::collection;
using test::feature;
using test::point;

namespace {

ingest::ReadOptions on(std::string today) {
  ingest::ReadOptions options;
  options.today = std::move(today);
  return options;
}

std::string monument(int number, std::string_view status) {
  return feature("\"rijksmonument_nummer\":" + std::to_string(number) +
                     R"(,"hoofdcategorie":"x","juridische_status":")" + std::string{status} + "\"",
                 point(250000 + number, 475000));
}

}  // namespace

TEST_CASE("find_standing: words of registers, by what they are about", "[ingest][unit]") {
  CHECK(detail::find_standing("monuments", "Rijksmonument") == Standing::holds);
  CHECK(detail::find_standing("monuments", "geen rijksmonument") == Standing::never);
  CHECK(detail::find_standing("monuments", "Voorbeschermd") == Standing::not_yet);
  CHECK(detail::find_standing("monuments", "afgevoerd") == Standing::ended);
  CHECK(detail::find_standing("townscapes", "gewaardeerd, niet beschermd") == Standing::never);
  CHECK(detail::find_standing("places", "in gebruik") == Standing::holds);
  CHECK(detail::find_standing("vacancy", "in gebruik") == Standing::ended);
  CHECK(detail::find_standing("vacancy", "te huur") == Standing::holds);
  CHECK(detail::find_standing("stations", "buiten dienst") == Standing::ended);
  CHECK(detail::find_standing("townscapes", "rijksbeschermd stads- of dorpsgezicht") == Standing::holds);
  CHECK(detail::find_standing("vacancy", "Verhuurd per 1-1-2026") == Standing::ended);
  CHECK_FALSE(detail::find_standing("places", "beeldbepalend").has_value());
}

TEST_CASE("read_monuments: what is none, or not yet, is left out and listed", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path =
      folder.write("NationalListedMonumentPoints.geojson",
                   collection({monument(1, "rijksmonument"), monument(2, "geen rijksmonument"),
                               monument(3, "voorbeschermd"), monument(4, "rijksmonumentwaardig"), monument(5, "")}));
  const auto loaded = ingest::read_monuments(test::source_of(path, "monuments"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.record.mapping == "rce_monuments");
  CHECK(loaded.table.number == std::vector<std::string>{"1", "4", "5"});
  // A word that is not known makes the kind unknown, never national.
  CHECK(loaded.table.kind ==
        std::vector{model::MonumentKind::national, model::MonumentKind::unknown, model::MonumentKind::national});
  CHECK(loaded.record.read_count == 5);
  CHECK(loaded.record.left_out_count == 2);
  test::check_balance(loaded);
  CHECK(loaded.record.notes.back() ==
        "records that do not count as they stand: 1 not_listed, 1 not_yet; 'trek check' "
        "says which");
  CHECK(test::count_of(loaded.report, "not_listed") == 1);
  CHECK(test::count_of(loaded.report, "not_yet") == 1);
  CHECK(test::count_of(loaded.report, "unknown_status") == 1);
  for (const auto& finding : loaded.report.findings()) CHECK(finding.location.has_value());
  auto explained = test::source_of(path, "monuments");
  explained.codes["status"]["rijksmonumentwaardig"] = "vervallen";
  CHECK(ingest::read_monuments(explained, {}, test::kControl).table.size() == 2);
}

TEST_CASE("read_monuments: a municipal list's status is its kind, if it has no other", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("m.csv",
                                 "monumentnummer;naam;adres;status;datum_intrekking\n"
                                 "G1;Pomp;Markt 1, Goor;gemeentelijk monument;\n"
                                 "G2;Molen;Markt 2, Goor;gemeentelijk monument;15-02-2020\n"
                                 "G3;Kerk;Markt 3, Goor;in procedure;\n");
  const auto loaded = ingest::read_monuments(test::source_of(path, "monuments"), on("2026-01-01"), test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.number == std::vector<std::string>{"G1"});
  CHECK(loaded.table.kind[0] == model::MonumentKind::municipal);
}

TEST_CASE("read_vacancy: what has ended by the day of the run does not count", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("v.csv",
                                 "nr;adres;datum;einddatum;status;leeg_per\n"
                                 "1;Markt 1, Goor;2025-01-01;;leegstaand;\n"
                                 "2;Markt 2, Goor;2025-01-01;2026-03-01;leeg;\n"
                                 "3;Markt 3, Goor;2025-01-01;31-12-2025;;\n"
                                 "4;Markt 4, Goor;2025-01-01;;verhuurd;\n"
                                 "5;Markt 5, Goor;;;;2026-06-01\n"
                                 "6;Markt 6, Goor;;31-12-9999;;2025-06-01\n");
  const auto source = test::source_of(path, "vacancy");
  const auto loaded = ingest::read_vacancy(source, on("2026-01-15"), test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.record == std::vector<std::string>{"1", "2", "6"});
  CHECK(loaded.table.date[2] == "2025-06-01");           // of a record without a date its begin
  CHECK(test::count_of(loaded.report, "no_date") == 0);  // 31-12-9999 is no end
  CHECK(test::count_of(loaded.report, "ended") == 2);
  CHECK(test::count_of(loaded.report, "not_yet") == 1);
  CHECK(ingest::read_vacancy(source, on("2026-07-01"), test::kControl).table.record ==
        std::vector<std::string>{"1", "5", "6"});
}

TEST_CASE("read_places and read_stations: closed is closed, in any form", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("p.csv",
                                 "id;naam;soort;x;y;status;gesloten\n"
                                 "1;Bieb;bibliotheek;250000;475000;open;nee\n"
                                 "2;Huis;buurthuis;250100;475000;;ja\n"
                                 "3;Club;buurthuis;250200;475000;;2024\n"
                                 "4;Zaal;buurthuis;250300;475000;in aanbouw;\n"
                                 "5;Hal;buurthuis;250400;475000;;2026\n");
  const auto loaded = ingest::read_places(test::source_of(path, "places"), on("2026-01-15"), test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"1", "5"});  // of a year alone its last day counts
  const auto stations = folder.write("s.csv",
                                     "code;naam;x;y;einddatum\n"
                                     "A;Oost;250000;475000;\n"
                                     "B;West;251000;475000;2010-12-11\n");
  CHECK(ingest::read_stations(test::source_of(stations, "stations"), on("2026-01-15"), test::kControl).table.key ==
        std::vector<std::string>{"A"});
}

TEST_CASE("read_candidates: a candidate that was dropped is none", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("c.csv",
                                 "id;naam;x;y;status\n"
                                 "1;Fabriek;250000;475000;in gebruik\n"
                                 "2;School;250100;475000;gesloopt\n");
  const auto loaded = ingest::read_candidates(test::source_of(path, "candidates"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.key == std::vector<std::string>{"1"});
}
