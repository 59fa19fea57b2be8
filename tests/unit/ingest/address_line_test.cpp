#include "trek/ingest/detail/address_line.hpp"

#include "drawn.hpp"
#include "support/catch.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace test = trek::test;
using Doubt = detail::AddressLine::Doubt;

namespace {

/// "street|number|postcode|town"
std::string parts(std::string_view line) {
  const auto address = detail::parsed_address(line).address;
  return address.street + "|" + address.number + "|" + address.postcode + "|" + address.town;
}

}  // namespace

TEST_CASE("parsed_address: postcode and town in any order, with and without commas", "[ingest][unit]") {
  for (const char* line : {"Oude Markt 12, 7511 AB Enschede",
                           "Oude Markt 12 7511AB Enschede",
                           "Oude Markt 12 7511 ab, Enschede",
                           "7511 AB Enschede, Oude Markt 12",
                           "7511AB, Oude Markt 12, Enschede",
                           "7511AB Oude Markt 12 Enschede",
                           "Enschede, Oude Markt 12, 7511 AB",
                           "Enschede, 7511AB, Oude Markt 12",
                           "Oude Markt 12, Enschede, 7511 AB",
                           "Oude Markt 12 Enschede 7511AB",
                           "Oude Markt 12, NL-7511 AB Enschede",
                           "Oude Markt 12, NL 7511AB Enschede, NL",
                           "Oude Markt 12, 7511 AB Enschede (Nederland)",
                           "Oude Markt 12 7511AB Enschede NEDERLAND",
                           "Oude Markt 12 (hoek Walstraat 3), 7511 AB Enschede",
                           "Oude Markt nr. 12, 7511 AB Enschede",
                           "Oude Markt huisnr 12, 7511 AB te Enschede",
                           "Oude Markt nr.12 7511 AB Enschede",
                           "Oude Markt, 12, 7511 AB, Enschede",
                           "12 Oude Markt, 7511 AB Enschede",
                           "Oude Markt 12; 7511 AB; Enschede",
                           "Oude Markt\xC2\xA0"
                           "12, 7511\xC2\xA0"
                           "AB Enschede",
                           "Oude Markt 12, 7511 AB, Enschede, Overijssel, Nederland",
                           "Oude Markt 12, begane grond, 7511 AB Enschede",
                           "Oude Markt 12, 2e verdieping, 7511AB Enschede"}) {
    CAPTURE(line);
    CHECK(parts(line) == "Oude Markt|12|7511AB|Enschede");
    CHECK(detail::parsed_address(line).doubt == Doubt::none);
  }
}

TEST_CASE("parsed_address: without a postcode", "[ingest][unit]") {
  for (const char* line :
       {"Oude Markt 12, Enschede", "Oude Markt 12 Enschede", "Oude Markt 12 te Enschede", "Enschede, Oude Markt 12",
        "Enschede - Oude Markt 12", "Oude Markt 12 - Enschede", "Enschede: Oude Markt 12", "Oude Markt 12 in Enschede",
        "Oude Markt 12, gemeente Enschede"}) {
    CAPTURE(line);
    CHECK(parts(line) == "Oude Markt|12||Enschede");
  }
  CHECK(parts("'t Zand 7 te Proefstad") == "'t Zand|7||Proefstad");
  CHECK(parts("Langeweg 1012 te Enschede") == "Langeweg|1012||Enschede");
  CHECK(parts("Dorpsstraat 5 Hoek van Holland") == "Dorpsstraat|5||Hoek van Holland");
  CHECK(parts("Kerkstraat 5 Ee") == "Kerkstraat|5||Ee");
  CHECK(parts("Kerkstraat 5 'S-GRAVENHAGE") == "Kerkstraat|5||'S-GRAVENHAGE");
}

TEST_CASE("parsed_address: additions in any spelling", "[ingest][unit]") {
  for (const auto& [line, number] :
       std::vector<std::pair<std::string, std::string>>{{"Oude Markt 4a, Enschede", "4a"},
                                                        {"Oude Markt 4 a, Enschede", "4a"},
                                                        {"Oude Markt 4 a Enschede", "4a"},
                                                        {"Oude Markt 4-a Enschede", "4-a"},
                                                        {"Oude Markt 4 - a, Enschede", "4a"},
                                                        {"Oude Markt 4 II Enschede", "4-II"},
                                                        {"Oude Markt 4-II, Enschede", "4-II"},
                                                        {"Oude Markt 4 hs, Enschede", "4-hs"},
                                                        {"Oude Markt 4 bis Enschede", "4-bis"},
                                                        {"Oude Markt 4a-2 Enschede", "4a-2"},
                                                        {"Oude Markt 4 a 2, Enschede", "4a-2"},
                                                        {"Oude Markt 4/2, Enschede", "4-2"},
                                                        {"Oude Markt 23 B3, Enschede", "23B3"},
                                                        {"Oude Markt 4 3 hoog Enschede", "4-3"},
                                                        {"Oude Markt 12-14 Enschede", "12-14"},
                                                        {"Oude Markt 12 - 14 Enschede", "12-14"},
                                                        {"Oude Markt 12 t/m 14, Enschede", "12-14"},
                                                        {"Oude Markt 12 en 14 Enschede", "12-14"}}) {
    CAPTURE(line);
    CHECK(parts(line) == "Oude Markt|" + number + "||Enschede");
  }
}

TEST_CASE("parsed_address: streets with numbers in them", "[ingest][unit]") {
  CHECK(parts("1e Bosstraat 3, Enschede") == "1e Bosstraat|3||Enschede");
  CHECK(parts("1e Kruisweg 36 7551AD PROEFSTAD") == "1e Kruisweg|36|7551AD|PROEFSTAD");
  CHECK(parts("Plein 1940 2, 7551 AC Proefstad") == "Plein 1940|2|7551AC|Proefstad");
  CHECK(parts("Plein 1940 nr 2, Proefstad") == "Plein 1940|2||Proefstad");
  CHECK(parts("Plein 1940-1945 12 Enschede") == "Plein 1940-1945|12||Enschede");
  CHECK(parts("Plein '40-'45 12 Enschede") == "Plein '40-'45|12||Enschede");
  CHECK(parts("Laan 1940-1945 7") == "Laan 1940-1945|7||");
  CHECK(parts("Kerkstraat 12e, Enschede") == "Kerkstraat|12e||Enschede");
  CHECK(detail::split_street("Plein 1940 2").street == "Plein 1940");
  CHECK(detail::split_street("Plein").number.empty());
}

TEST_CASE("parsed_address: a postcode and a number are an address", "[ingest][unit]") {
  for (const char* line : {"7511 AB 12", "7511AB-12", "7511ab, 12", "7511AB nr 12"}) {
    CAPTURE(line);
    CHECK(parts(line) == "|12|7511AB|");
    CHECK(detail::parsed_address(line).doubt == Doubt::none);
  }
  CHECK(parts("7511AB 12 Enschede") == "|12|7511AB|Enschede");
}

TEST_CASE("parsed_address: what is no address, or more than one, is doubted", "[ingest][unit]") {
  CHECK(parts("Industrieplein, Hengelo") == "Industrieplein|||Hengelo");
  CHECK(detail::parsed_address("Industrieplein, Hengelo").doubt == Doubt::incomplete);
  CHECK(detail::parsed_address("Postbus 12, 7500 AA Enschede").doubt == Doubt::post_box);
  CHECK(detail::parsed_address("Postbus 12, 7500 AA Enschede").address.empty());
  CHECK(parts("Oude Markt 12 en Walstraat 3, Enschede") == "Oude Markt|12||Enschede");
  CHECK(detail::parsed_address("Oude Markt 12 en Walstraat 3, Enschede").doubt == Doubt::several);
  CHECK(parts("Oude Markt tegenover 12, Enschede") == "Oude Markt|||Enschede");
  CHECK(detail::parsed_address("Oude Markt tegenover 12, Enschede").doubt == Doubt::incomplete);
  CHECK(detail::parsed_address("").address.empty());
}

TEST_CASE("read_vacancy: an address that cannot be read is told, with the forms that are", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto path = folder.write("v.csv",
                                 "nr;adres;datum\n"
                                 "1;Oude Markt 12 te Enschede;2026-01-01\n"
                                 "2;naast de kerk;2026-01-01\n"
                                 "3;Oude Markt 12 en Walstraat 3, Enschede;2026-01-01\n");
  const auto loaded = ingest::read_vacancy(test::source_of(path, "vacancy"), {}, test::kControl);
  CHECK(loaded.table.size() == 3);
  CHECK(test::count_of(loaded.report, "address_not_read") == 1);
  CHECK(test::count_of(loaded.report, "several_addresses") == 1);
  CHECK(loaded.report.findings()[0].record == "2");
  CHECK(loaded.report.findings()[0].remedy.find("7511 AB Enschede") != std::string::npos);
}
