#include "trek/resolve/detail/type_words.hpp"

#include <string>
#include <utility>

#include "support/catch.hpp"

using trek::model::SiteType;
using trek::resolve::detail::find_spoken_type;

TEST_CASE("find_spoken_type: what a sentence speaks of", "[resolve][unit]") {
  const auto [text, type] = GENERATE(table<std::string, SiteType>({
      {"leegstaande boerderij (verzonnen)", SiteType::farm},
      {"Leegstaande VAB-locatie", SiteType::farm},
      {"vm. agrarisch bedrijf, woning bewoond", SiteType::farm},
      {"dorpskerk uit 1880", SiteType::church},
      {"boerderij bij de kerk", SiteType::farm},
      {"leegstaand landhuis", SiteType::country_house},
      {"oude basisschool aan het plein", SiteType::school},
      {"kantoorpand, 2e verdieping leeg", SiteType::office},
      {"leegstaand warenhuis (voorheen V&D)", SiteType::department_store},
      {"Voormalig V&D", SiteType::department_store},
      {"ex-fabriek", SiteType::factory},
      {"vacant farmhouse", SiteType::farm},
      {"former textile mill", SiteType::factory},
  }));
  CAPTURE(text);
  const auto found = find_spoken_type(text);
  REQUIRE(found.has_value());
  CHECK(found->type == type);
}

TEST_CASE("find_spoken_type: streets, neighbours and empty words say nothing", "[resolve][unit]") {
  const auto* const text =
      GENERATE("", "leegstaand pand", "Kerkstraat 12", "hoek Schoolstraat", "naast de oude kerk", "geen winkel",
               "pand v.d. Berg", "tegenover school", "leegstaande woning", "groot erf", "onbekend", "overig");
  CAPTURE(text);
  CHECK_FALSE(find_spoken_type(text).has_value());
}
