#include "trek/model/codes.hpp"

#include <set>
#include <string>

#include "support/catch.hpp"
#include "trek/model/mode.hpp"
#include "trek/model/tables.hpp"

namespace model = trek::model;

namespace {

/// Every value's own name is read back as that value, and no two share a name.
template <class Code, class Find>
void check_names(std::size_t count, const Find& find) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < count; ++i) {
    const auto code = static_cast<Code>(i);
    const std::string name{model::name_of(code)};
    CAPTURE(name);
    CHECK_FALSE(name.empty());
    CHECK(names.insert(name).second);
    CHECK(find(name) == code);
  }
}

}  // namespace

TEST_CASE("codes: every machine name reads back as its own value", "[model][unit]") {
  check_names<model::Use>(11, model::find_use);
  check_names<model::BuildingStatus>(9, model::find_building_status);
  check_names<model::UnitStatus>(7, model::find_unit_status);
  check_names<model::MonumentKind>(5, model::find_monument_kind);
  check_names<model::LocationQuality>(4, model::find_location_quality);
  check_names<model::SiteType>(14, model::find_site_type);
  check_names<model::PlaceKind>(4, model::find_place_kind);
  check_names<model::ChainStep>(4, model::find_chain_step);
  check_names<model::VacancyKind>(6, model::find_vacancy_kind);
  check_names<model::Mode>(4, model::find_mode);
  CHECK(model::name_of(model::LinkMethod::listed) == "listed");
  CHECK(model::name_of(model::VacancyBasis::whole) == "whole");
  CHECK(model::name_of(model::VacancyBasis::units) == "units");
  CHECK(model::site_type_names().size() == 14);
  CHECK(model::site_type_names().front() == "factory");
}

TEST_CASE("codes: BAG words", "[model][unit]") {
  CHECK(model::find_use("winkelfunctie") == model::Use::shop);
  CHECK(model::find_use(" Overige gebruiksfunctie ") == model::Use::other);
  CHECK(model::find_use("celfunctie") == model::Use::detention);
  CHECK(model::find_building_status("Pand in gebruik (niet ingemeten)") == model::BuildingStatus::in_use);
  CHECK(model::find_building_status("Sloopvergunning verleend") == model::BuildingStatus::demolition_permit);
  CHECK(model::find_building_status("Pand ten onrechte opgevoerd") == model::BuildingStatus::void_record);
  CHECK(model::find_unit_status("Verblijfsobject buiten gebruik") == model::UnitStatus::out_of_use);
  CHECK(model::find_unit_status("Niet gerealiseerd verblijfsobject") == model::UnitStatus::void_record);
  CHECK(model::find_location_quality("globaal") == model::LocationQuality::approximate);
  CHECK(model::find_location_quality("besluit") == model::LocationQuality::decision);
  CHECK(model::find_monument_kind("Rijksmonument") == model::MonumentKind::national);
  CHECK(model::find_monument_kind("rijksbeschermd stads- of dorpsgezicht") == model::MonumentKind::townscape);
  CHECK(model::find_vacancy_kind("Leegstandsregister") == model::VacancyKind::register_entry);
  CHECK(model::find_vacancy_kind("In gebruik") == model::VacancyKind::in_use);
}

TEST_CASE("codes: site types in the words of RCE, OSM and people", "[model][unit]") {
  using model::SiteType;
  for (const auto& [text, type] : std::initializer_list<std::pair<const char*, SiteType>>{
           {"boerderij", SiteType::farm},
           {"Boerderij (M)", SiteType::farm},
           {"hallehuisboerderij", SiteType::farm},
           {"building=farm_auxiliary", SiteType::farm},
           {"Textielfabriek", SiteType::factory},
           {"historic=factory", SiteType::factory},
           {"Kerk en kerkonderdeel", SiteType::church},
           {"voormalige kerk", SiteType::church},
           {"Kasteel, buitenplaats", SiteType::country_house},
           {"landhuis", SiteType::country_house},
           {"warenhuis", SiteType::department_store},
           {"Winkelpand", SiteType::shop},
           {"basisschool", SiteType::school},
           {"klooster", SiteType::monastery},
           {"pakhuis", SiteType::warehouse},
           {"Kulturhus", SiteType::library},
           {"building=train_station", SiteType::station},
           {"woonhuis / kantoor", SiteType::office},
       }) {
    CAPTURE(text);
    CHECK(model::find_site_type(text) == type);
  }
  for (const char* text : {"", " ", "woonhuis", "molen", "Archeologie (N)", "kerkhof", "building="}) {
    CAPTURE(text);
    CHECK_FALSE(model::find_site_type(text).has_value());
  }
}

TEST_CASE("codes: place kinds of OSM", "[model][unit]") {
  using model::PlaceKind;
  CHECK(model::find_place_kind("library") == PlaceKind::third_place);
  CHECK(model::find_place_kind("community_centre") == PlaceKind::third_place);
  CHECK(model::find_place_kind("office=coworking") == PlaceKind::third_place);
  CHECK(model::find_place_kind("theatre") == PlaceKind::cultural_anchor);
  CHECK(model::find_place_kind("music_venue") == PlaceKind::cultural_anchor);
  CHECK(model::find_place_kind("Café") == PlaceKind::hospitality);
  CHECK_FALSE(model::find_place_kind("public_bookcase").has_value());  // left out: a bookcase is no place to stay
  CHECK_FALSE(model::find_place_kind("").has_value());
}

TEST_CASE("codes: labels in both languages", "[model][unit]") {
  CHECK(model::label_of(model::SiteType::farm, model::Language::nl) == "boerderij");
  CHECK(model::label_of(model::SiteType::farm, model::Language::en) == "farm");
  CHECK(model::label_of(model::MonumentKind::national, model::Language::nl) == "rijksmonument");
  CHECK(model::label_of(model::PlaceKind::hospitality, model::Language::en) == "hospitality");
  CHECK(model::label_of(model::Mode::bicycle, model::Language::nl) == "per fiets");
  CHECK(model::label_of(model::Mode::e_bike, model::Language::nl) == "per e-fiets");
  CHECK(model::label_of(model::Mode::e_bike, model::Language::en) == "by e-bike");
}

TEST_CASE("default_weight: the figures of METHODS", "[model][unit]") {
  CHECK(model::default_weight(model::VacancyKind::register_entry) == 1.0);
  CHECK(model::default_weight(model::VacancyKind::unit_out_of_use) == 0.9);
  CHECK(model::default_weight(model::VacancyKind::building_out_of_use) == 0.8);
  CHECK(model::default_weight(model::VacancyKind::osm_disused) == 0.7);
  CHECK(model::default_weight(model::VacancyKind::user_report) == 0.5);
  CHECK(model::default_weight(model::VacancyKind::in_use) == 0.0);
  CHECK(model::default_weight(model::VacancyKind::administrative, model::SiteType::office) == 0.6);
  CHECK(model::default_weight(model::VacancyKind::administrative, model::SiteType::church) == 0.4);
  CHECK(model::default_weight(model::VacancyKind::administrative, model::SiteType::farm) == 0.3);
  CHECK(model::default_weight(model::VacancyKind::administrative) == 0.3);
  CHECK(model::find_vacancy_kind("Administratieve leegstand") == model::VacancyKind::administrative);
}

TEST_CASE("energy_class_rank: from A++++ down to G", "[model][unit]") {
  int before = -100;
  for (const char* energy_class : {"A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"}) {
    CAPTURE(energy_class);
    CHECK(model::energy_class_rank(energy_class) > before);
    before = model::energy_class_rank(energy_class);
  }
}

TEST_CASE("one_line: what is unknown is left out", "[model][unit]") {
  CHECK(model::one_line({"Stationsplein", "1", "7551AB", "Hengelo"}) == "Stationsplein 1, 7551AB Hengelo");
  CHECK(model::one_line({"Stationsplein", "", "", "Hengelo"}) == "Stationsplein, Hengelo");
  CHECK(model::one_line({"", "1", "7551AB", ""}) == "7551AB");
  CHECK(model::one_line({}).empty());
}
