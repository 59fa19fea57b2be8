#include "region_project.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/text.hpp"
#include "trek/fetch/target.hpp"
#include "trek/project/read_project.hpp"

using trek::cli::ProjectRegion;
using trek::model::Language;
using trek::test::says;
using trek::test::TemporaryFolder;

namespace model = trek::model;

namespace {

ProjectRegion region_of(std::string_view names) {
  auto list = model::listed_municipalities(names);
  auto name = trek::cli::name_of_all(list);
  return {std::move(name), std::move(list)};
}

/// What a file says without its comments, but for its language.
std::vector<std::string> settings_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string& line : trek::core::split(text, '\n')) {
    const std::string said = line.substr(0, line.find('#'));
    if (!said.empty() && !said.starts_with("language")) lines.emplace_back(trek::core::trimmed(said));
  }
  return lines;
}

std::string text_of(std::string_view names, Language language = Language::nl) {
  return trek::cli::region_project_text(region_of(names), language);
}

}  // namespace

TEST_CASE("project of municipalities: read as a project, in either language", "[cli][unit]") {
  for (const Language language : {Language::nl, Language::en}) {
    const TemporaryFolder folder;
    const auto file = folder.write("trek.toml", text_of("Enschede,Hengelo", language));
    const auto project = trek::project::read_project(file, {});
    CHECK(project.language == language);
    CHECK(project.region_municipalities == std::vector<std::string>{"GM0153", "GM0164"});
    std::map<std::string, std::string> vintages;
    for (const auto& source : project.sources) vintages[source.name] = source.vintage;
    CHECK(vintages["vierkanten"] == "2024");
    CHECK(vintages["gemeenten"] == "2026");
    CHECK(vintages["panden"].empty());
    std::set<std::string> fetched;
    std::set<std::string> by_hand;
    for (const auto& source : project.sources)
      (trek::fetch::target_of(source).recipe ? fetched : by_hand).insert(source.name);
    CHECK(fetched == std::set<std::string>{"buurten", "gemeenten", "gezichten", "panden", "rijksmonumenten",
                                           "verblijfsobjecten", "vierkanten", "wijken"});
    CHECK(by_hand == std::set<std::string>{"straten"});
  }
}

TEST_CASE("project of municipalities: services are asked for their box, a kilometre wider", "[cli][unit]") {
  // Enschede: 248,500-264,000 by 464,700-478,600, and Hengelo: 244,800-255,000 by 467,800-481,600.
  CHECK(says(text_of("Enschede,Hengelo"), "region = [243000, 463000, 265000, 483000]\n"));
}

TEST_CASE("project of municipalities: comments in one language, and every place filled", "[cli][unit]") {
  const std::string dutch = text_of("Enschede");
  const std::string english = text_of("Enschede", Language::en);
  CHECK(says(dutch, "# inwoners per vierkant van 100 m"));
  CHECK_FALSE(says(dutch, "# inhabitants"));
  CHECK(says(english, "# inhabitants a square of 100 m"));
  CHECK_FALSE(says(english, "# inwoners"));
  CHECK(settings_of(dutch) == settings_of(english));
  CHECK(settings_of(dutch).size() > 100);
  for (const std::string& text : {dutch, english}) {
    for (const std::string_view mark : {"%", "#nl", "#en"}) CHECK_FALSE(says(text, mark));
    CHECK(says(text, "name_en = \"Third places in Enschede\""));
    CHECK(says(text, "  \"GM0153\",  # Enschede\n"));
  }
}

TEST_CASE("project of municipalities: the extract of their province, or of the country", "[cli][unit]") {
  const auto page = [](std::string_view names) {
    const std::string text = text_of(names);
    const auto at = text.find("https://download.geofabrik.de/europe/");
    return text.substr(at, text.find('"', at) - at);
  };
  const std::string root = "https://download.geofabrik.de/europe/";
  CHECK(page("Enschede,Almelo") == root + "netherlands/overijssel.html");
  CHECK(page("Leeuwarden") == root + "netherlands/friesland.html");
  CHECK(page("Den Bosch") == root + "netherlands/noord-brabant.html");
  CHECK(page("Enschede,Winterswijk") == root + "netherlands.html");
}

TEST_CASE("project of municipalities: named after up to three of them", "[cli][unit]") {
  CHECK(region_of("Hengelo").name == "Hengelo");
  CHECK(region_of("Almelo,Borne").name == trek::core::Phrase{"Almelo en Borne", "Almelo and Borne"});
  CHECK(region_of("Almelo,Borne,Enschede").name.dutch() == "Almelo, Borne en Enschede");
  CHECK(region_of("Almelo,Borne,Enschede,Losser").name.dutch() == "4 gemeenten");
}

TEST_CASE("project of a region: of a COROP region its kind is named too", "[cli][unit]") {
  const auto name = [](std::string_view text) { return trek::cli::name_of(model::named_region(text)); };
  CHECK(name("twente") == "Twente");
  CHECK(name("corop utrecht") == "Utrecht");
  CHECK(name("CR14") == trek::core::Phrase{"het COROP-gebied Achterhoek", "the COROP region Achterhoek"});
  const ProjectRegion achterhoek{name("CR14"), model::municipalities_of(model::named_region("CR14"))};
  const std::string english = trek::cli::region_project_text(achterhoek, Language::en);
  CHECK(says(english,
             "name = \"Derde plekken in het COROP-gebied Achterhoek\"\nname_en = \"Third places in the COROP region "
             "Achterhoek\""));
  CHECK(says(english, "netherlands/gelderland.html"));
}

TEST_CASE("project of a region: the word that is offered for each means it, and needs no quotes", "[cli][unit]") {
  for (const auto& region : model::known_regions()) {
    const std::string word = trek::cli::word_for(region);
    CAPTURE(word);
    CHECK(&model::named_region(word) == &region);
    CHECK(word.find_first_of(" '/,|") == std::string::npos);
  }
}
