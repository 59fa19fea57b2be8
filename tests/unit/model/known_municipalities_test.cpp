#include "trek/model/known_municipalities.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "trek/core/error.hpp"

namespace model = trek::model;
using trek::test::says;

namespace {

/// What is said of a text that is not taken.
template <class Find>
std::string refusal_of(Find find, std::string_view text) {
  try {
    (void)find(text);
  } catch (const trek::core::Error& error) {
    CHECK(error.kind() == trek::core::ErrorKind::bad_argument);
    return error.what();
  }
  return "taken";
}

std::string code_of(std::string_view text) { return model::named_municipality(text).code; }

std::vector<std::string> codes_of(const std::vector<model::KnownMunicipality>& list) {
  std::vector<std::string> codes;
  for (const auto& entry : list) codes.push_back(entry.code);
  return codes;
}

}  // namespace

TEST_CASE("known municipalities: 342 of 2026, each in one province and within its box", "[model][unit]") {
  const auto known = model::known_municipalities();
  CHECK(known.size() == 342);
  CHECK(std::ranges::is_sorted(known, {}, &model::KnownMunicipality::code));
  std::map<std::string, int> by_province;
  for (const auto& entry : known) {
    CAPTURE(entry.code);
    ++by_province[entry.province];
    CHECK(entry.box.min_x_m >= 10'000.0);  // the west of Zeeland
    CHECK(entry.box.max_x_m <= 280'000.0);
    CHECK(entry.box.min_y_m >= 306'000.0);  // the south of Limburg
    CHECK(entry.box.max_y_m <= 620'000.0);
    CHECK(entry.box.max_x_m - entry.box.min_x_m >= 3'000.0);
    CHECK(entry.box.max_y_m - entry.box.min_y_m >= 3'000.0);
  }
  CHECK(by_province.size() == 12);
  CHECK(by_province["Overijssel"] == 25);
  CHECK(by_province["Drenthe"] == 12);
  CHECK(by_province["Zeeland"] == 13);
}

TEST_CASE("known municipalities: each is found by its own name and code", "[model][unit]") {
  for (const auto& entry : model::known_municipalities()) {
    CAPTURE(entry.name);
    CHECK(code_of(entry.name) == entry.code);
    CHECK(code_of("Gemeente " + entry.name) == entry.code);
    CHECK(model::coded_municipality(entry.code.substr(2)).name == entry.name);
  }
}

TEST_CASE("known municipalities: spelled any way", "[model][unit]") {
  const std::vector<std::pair<std::string, std::string>> spellings{{"enschede", "GM0153"},
                                                                   {"HENGELO", "GM0164"},
                                                                   {"Hengelo Ov", "GM0164"},
                                                                   {"'s-Gravenhage", "GM0518"},
                                                                   {"s gravenhage", "GM0518"},
                                                                   {"sGravenhage", "GM0518"},
                                                                   {"Den Haag", "GM0518"},
                                                                   {"den bosch", "GM0796"},
                                                                   {"\u2019s-Hertogenbosch", "GM0796"},
                                                                   {"Sudwest Fryslan", "GM1900"},
                                                                   {"Zuidwest-Friesland", "GM1900"},
                                                                   {"Ljouwert", "GM0080"},
                                                                   {"rijssen holten", "GM1742"},
                                                                   {"HofvanTwente", "GM1735"},
                                                                   {"Nuenen", "GM0820"},
                                                                   {"Bergen (NH)", "GM0373"},
                                                                   {"Bergen L", "GM0893"},
                                                                   {"Utrecht (gemeente)", "GM0344"},
                                                                   {"De Friese Meren", "GM1940"},
                                                                   {"IJsselstein", "GM0353"},
                                                                   {" 0153 ", "GM0153"}};
  for (const auto& [text, code] : spellings) {
    CAPTURE(text);
    CHECK(code_of(text) == code);
  }
}

TEST_CASE("known municipalities: what is refused says what to do", "[model][unit]") {
  const auto refusal = [](std::string_view text) { return refusal_of(model::named_municipality, text); };
  CHECK(refusal("Bergen") ==
        "'Bergen' is the name of 2 municipalities; give the code: GM0373 for Bergen (NH.), GM0893 for Bergen (L.)");
  CHECK(refusal("neede") ==
        "Neede is no municipality since 2005: its area lies in Berkelland (GM1859) now; give that one");
  CHECK(refusal("Hengelo (Gld)") ==
        "Hengelo (Gld.) is no municipality since 2005: its area lies in Bronckhorst (GM1876) now; give that one");
  CHECK(says(refusal("Haaren"), "Boxtel (GM0757), Oisterwijk (GM0824), Tilburg (GM0855), Vught (GM0865)"));
  CHECK(says(refusal("Steenwijk"), "any more: its area lies in Steenwijkerland (GM1708)"));
  CHECK(says(refusal("Enschde"), "did you mean 'Enschede'?"));
  CHECK(says(refusal("Atlantis aan Zee"), "a village by the municipality in which it lies"));
  CHECK(says(refusal("Twente"), "region of 14 municipalities; give it with --region"));
  CHECK(says(refusal("GM9999"), "GM9999 is the code of none of the 342 municipalities of 2026"));
  CHECK(says(refusal_of(model::coded_municipality, "Enschede"), "expected one as GM0153"));
  CHECK(says(refusal_of(model::named_region, "Enschede"), "--municipalities"));
  CHECK(says(refusal_of(model::named_region, "Overijsel"), "did you mean 'Overijssel'?"));
  CHECK(says(refusal_of(model::listed_municipalities, " , "), "expected names of municipalities"));
  CHECK(says(refusal_of(model::listed_codes, ""), "expected codes of municipalities"));
}

TEST_CASE("former municipalities: none is a present one, and each lies in present ones", "[model][unit]") {
  std::set<std::string> present;
  for (const auto& entry : model::known_municipalities()) present.insert(entry.code);
  CHECK(model::former_municipalities().size() > 250);
  for (const auto& former : model::former_municipalities()) {
    CAPTURE(former.name);
    for (const std::string& code : former.codes) CHECK(present.contains(code));
    const bool has_year = former.year.size() == 4 && former.year >= "2000" && former.year <= "2026";
    CHECK((former.year.empty() || has_year));
    CHECK(says(refusal_of(model::named_municipality, former.name), former.name + " is no municipality"));
  }
}

TEST_CASE("known regions: Twente and the provinces", "[model][unit]") {
  CHECK(codes_of(model::municipalities_of(model::named_region("twente"))) ==
        std::vector<std::string>{"GM0141", "GM0147", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168", "GM0173",
                                 "GM0183", "GM0189", "GM1700", "GM1735", "GM1742", "GM1774"});
  std::size_t in_provinces = 0;
  for (const auto& region : model::known_regions()) {
    CHECK_FALSE(region.codes.empty());
    if (region.kind == model::RegionKind::province) in_provinces += region.codes.size();
  }
  CHECK(in_provinces == 342);
  CHECK(model::named_region("Provincie Friesland").name == "Fryslân");
  CHECK(model::named_region("noord holland").codes.size() == 44);
}

TEST_CASE("known regions: each of 342 municipalities in one of 40 COROP regions, none over a province",
          "[model][unit]") {
  std::map<std::string, std::string> province_of;
  for (const auto& entry : model::known_municipalities()) province_of[entry.code] = entry.province;
  std::map<std::string, std::string> corop_of;
  std::map<std::string, std::size_t> counts;
  for (const auto& region : model::known_regions()) {
    if (region.corop.empty()) continue;
    CAPTURE(region.name);
    CHECK(counts.emplace(region.corop, region.codes.size()).second);
    for (const std::string& code : region.codes) {
      CHECK(corop_of.emplace(code, region.corop).second);
      CHECK(province_of.at(code) == province_of.at(region.codes.front()));
    }
  }
  CHECK(corop_of.size() == 342);
  // Municipalities of CR01 to CR40, as the market reports of NVM name them in 2026.
  const std::vector<std::size_t> published{5, 1, 4,  11, 2,  5, 5, 3, 4,  8, 3, 14, 16, 11, 16, 8,  26, 11, 4,  5,
                                           4, 2, 12, 6,  11, 6, 3, 6, 15, 9, 3, 10, 13, 11, 11, 21, 8,  7,  16, 6};
  REQUIRE(counts.size() == published.size());
  std::vector<std::size_t> found;
  for (const auto& [code, count] : counts) found.push_back(count);
  CHECK(found == published);
  CHECK(counts.begin()->first == "CR01");
  CHECK(counts.rbegin()->first == "CR40");
  // What mergers over or along a border of regions came to.
  CHECK(corop_of["GM1961"] == "CR17");  // Vijfheerenlanden, of Utrecht since 2019
  CHECK(corop_of["GM0363"] == "CR23");  // Amsterdam with Weesp
  CHECK(corop_of["GM0394"] == "CR23");  // Haarlemmermeer with Haarlemmerliede
  CHECK(corop_of["GM1948"] == "CR35");  // Meierijstad with Sint-Oedenrode
  CHECK(corop_of["GM1952"] == "CR03");  // Midden-Groningen with Menterwolde
  CHECK(corop_of["GM1892"] == "CR29");  // Zuidplas
}

TEST_CASE("known regions: COROP regions by name or code, spelled any way", "[model][unit]") {
  const auto corop = [](std::string_view text) { return model::named_region(text).corop; };
  for (const auto& region : model::known_regions()) {
    CAPTURE(region.name);
    CHECK(&model::named_region(region.name) == &region);
    for (const std::string& name : region.other_names) CHECK(&model::named_region(name) == &region);
    if (region.corop.empty()) continue;
    CHECK(&model::named_region(region.corop) == &region);
    CHECK(&model::named_region("COROP-gebied " + region.name) == &region);
    CHECK(&model::named_region(region.name + " (CR)") == &region);
  }
  CHECK(corop("Achterhoek") == "CR14");
  CHECK(corop("corop Twente") == "CR12");
  CHECK(corop("cr12") == "CR12");
  CHECK(corop("Agglomeratie-s-Gravenhage") == "CR26");
  CHECK(corop("agglomeratie den haag") == "CR26");
  CHECK(corop("arnhem nijmegen") == "CR15");
  CHECK(corop("Zeeuws Vlaanderen") == "CR31");
  CHECK(corop("COROP-regio zuid limburg") == "CR39");
  CHECK(codes_of(model::municipalities_of(model::named_region("corop Twente"))) ==
        codes_of(model::municipalities_of(model::named_region("Twente"))));
  // A province and a COROP region of one name hold the same municipalities; a word for the other kind finds nothing.
  CHECK(&model::named_region("provincie Utrecht") == &model::named_region("corop Utrecht"));
  CHECK(model::named_region("Groningen (PV)").kind == model::RegionKind::province);
  CHECK(says(refusal_of(model::named_region, "corop Groningen"), "is no region that is known"));
  CHECK(says(refusal_of(model::named_region, "provincie Achterhoek"), "is no region that is known"));
  CHECK(says(refusal_of(model::named_region, "CR41"), "by name or code (CR01 to CR40)"));
  CHECK(says(refusal_of(model::named_region, ""), "is no region that is known"));
  CHECK(
      says(refusal_of(model::named_municipality, "Achterhoek"), "region of 11 municipalities; give it with --region"));
}

TEST_CASE("lists of municipalities: each once, by code, and names with a comma", "[model][unit]") {
  CHECK(codes_of(model::listed_municipalities("Hengelo, Enschede,hengelo,,0164")) ==
        std::vector<std::string>{"GM0153", "GM0164"});
  CHECK(codes_of(model::listed_municipalities("Nuenen, Gerwen en Nederwetten, Best")) ==
        std::vector<std::string>{"GM0753", "GM0820"});
  CHECK(codes_of(model::listed_codes("GM0164,153")) == std::vector<std::string>{"GM0153", "GM0164"});
}
