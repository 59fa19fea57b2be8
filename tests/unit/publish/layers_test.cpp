#include "trek/publish/detail/layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/qgis_project.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/publish/detail/imported_layers.hpp"
#include "trek/publish/detail/written_map.hpp"
#include "trek/publish/result_map.hpp"

using namespace trek;
using publish::detail::Layer;

namespace {

std::vector<std::string> layer_names(const std::vector<Layer>& layers) {
  std::vector<std::string> names;
  for (const auto& layer : layers) names.push_back(layer.table.schema().name);
  return names;
}

/// A side of what the map of a project shows.
double shown(const std::filesystem::path& file, const std::string& side) {
  const auto project = test::qgis_project_of(file);
  const auto view = project.find("<DefaultViewExtent");
  const auto value = project.find(side + "=\"", view) + side.size() + 2;
  return std::stod(project.substr(value));
}

void add_place(publish::Results& results, double x_m) {
  auto& places = results.existing_places;
  places.key.push_back("place");
  places.name.push_back("Plek");
  places.kind.push_back(model::PlaceKind::third_place);
  places.place.push_back({x_m, 450'000.0});
  places.strength.push_back(1.0);
  places.chain.emplace_back();
  places.certainty.emplace_back();
  places.note.emplace_back();
}

}  // namespace

TEST_CASE("write_results: the map shows the layer of the lowest rank that has rows", "[publish][unit]") {
  const test::TemporaryFolder folder;
  publish::Results results;
  results.not_routable = {{"site", "1", "", model::Mode::foot, {100'000.0, 450'000.0}, {}, 0.0, 0.0}};
  publish::write_results(test::sample_head(), results, {folder / "faults.gpkg"}, {});
  CHECK(shown(folder / "faults.gpkg", "xmin") == 99'980.0);  // nothing else is there: 2 % of a kilometre around it
  add_place(results, 200'000.0);
  add_place(results, 205'000.0);
  publish::write_results(test::sample_head(), results, {folder / "places.gpkg"}, {});
  CHECK(shown(folder / "places.gpkg", "xmin") == 199'900.0);  // 2 % of 5 km around them
  CHECK(shown(folder / "places.gpkg", "xmax") == 205'100.0);
}

TEST_CASE("write_results: numbers of a scale bar are written as the sheet's language does", "[publish][unit]") {
  const test::TemporaryFolder folder;
  const auto language = GENERATE(model::Language::nl, model::Language::en);
  publish::write_results(test::sample_head(language), test::sample_results(), {folder / "out.gpkg"}, {});
  const auto project = test::qgis_project_of(folder / "out.gpkg");
  const auto bar = project.find("<numericFormat id=\"basic\"");
  REQUIRE(bar != std::string::npos);
  const auto format = project.substr(bar, project.find("</numericFormat>", bar) - bar);
  const bool dutch = language == model::Language::nl;
  CHECK(test::says(format, fmt::format("name=\"thousand_separator\" type=\"QChar\" value=\"{}\"", dutch ? '.' : ',')));
  CHECK(test::says(format, fmt::format("name=\"decimal_separator\" type=\"QChar\" value=\"{}\"", dutch ? ',' : '.')));
}

TEST_CASE("result_layers: the reach of one site is shown, which a variable of the project names", "[publish][unit]") {
  auto sample = test::sample_results();
  const auto found = [&] {
    const auto layers = publish::detail::result_layers(sample, test::sample_head());
    const auto is_it = [](const Layer& layer) { return layer.table.schema().name == "isochrones"; };
    return *std::find_if(layers.begin(), layers.end(), is_it);
  };
  REQUIRE(found().variables.size() == 1);
  CHECK(found().variables[0].name == "trek_site_rank");
  CHECK(found().variables[0].value == "3");  // the best of those that have bands
  CHECK(test::says(found().views.at(0).style->hidden_when, "@trek_site_rank"));
  CHECK(test::says(found().table.schema().abstract, "trek_site_rank"));
  sample.isochrones.clear();
  CHECK(found().variables.empty());
}

TEST_CASE("result_layers: each has its own place in the file, and stands in the project", "[publish][unit]") {
  auto sample = test::sample_results();
  const std::string demand = GENERATE("demand", "demand_squares");  // the one or the other is written
  sample.output_cells_m = demand == "demand" ? 0.0 : 1000.0;
  const auto layers = publish::detail::result_layers(sample, test::sample_head());
  CHECK(layers.front().table.schema().name == "sites");
  CHECK(layers.back().table.schema().name == "translations");  // of all others, when these are written
  CHECK(layers.back().both_languages != nullptr);
  std::set<int> orders;
  for (const auto& layer : layers) {
    CAPTURE(layer.table.schema().name);
    CHECK(orders.insert(layer.order).second);
    const std::string& name = layer.table.schema().name;
    CHECK(layer.table.empty() == ((name.starts_with("demand") && name != demand) || layer.both_languages != nullptr));
    CHECK_FALSE(layer.views.empty());
    CHECK((layer.table.schema().geometry == publish::GeometryType::none) == layer.style.rules.empty());
  }
}

TEST_CASE("result_layers: a highlighted site stands with the ten best, whatever its rank", "[publish][unit]") {
  auto sample = test::sample_results();
  const auto has_label = [](const publish::LayerStyle& style, const std::string& filter) {
    return std::ranges::any_of(style.labels, [&](const publish::LabelRule& label) {
      return label.always && label.expression.find("name") != std::string::npos && label.filter.starts_with(filter);
    });
  };
  const auto plain = publish::detail::result_layers(sample, test::sample_head()).front();
  CHECK(plain.views.at(0).filter == "\"rank\" <= 10");
  CHECK_FALSE(has_label(plain.views.at(0).style.value(), "\"highlighted\""));
  sample.highlighted.assign(sample.sites.size(), 0);
  sample.highlighted[20] = 1;
  const auto layer = publish::detail::result_layers(sample, test::sample_head()).front();
  CHECK(layer.views.at(0).filter == "\"rank\" <= 10 OR \"highlighted\"");
  CHECK(layer.views.at(1).filter == "(\"rank\" IS NULL OR \"rank\" > 10) AND NOT \"highlighted\"");
  CHECK(has_label(layer.views.at(0).style.value(), "\"rank\" <= 10"));  // as any of the ten
  CHECK(has_label(layer.views.at(0).style.value(), "\"highlighted\" AND (\"rank\" IS NULL"));
  CHECK(std::ranges::count(layer.table.schema().fields, std::string{"highlighted"}, &publish::FieldSchema::name) == 1);
}

TEST_CASE("finding_layers: what was found, from above to below; the table that was read beside it", "[publish][unit]") {
  const auto sample = test::sample_results();
  const auto head = test::sample_head();
  const auto found = publish::detail::finding_layers(sample, head);
  CHECK(layer_names(found) ==
        std::vector<std::string>{"rejected_records", "municipalities", "rejected_records_unplaced", "sources"});
  for (std::size_t i = 0; i < found.size(); ++i) {
    REQUIRE(found[i].views.size() == 1);
    CHECK(found[i].views[0].draw_rank == static_cast<int>(i));
    CHECK(found[i].views[0].visible == (i < 2));  // the others have no place
  }
  publish::Results only;
  only.report = sample.report;
  const model::AnyTable table{sample.municipalities};
  const auto imported =
      publish::detail::finding_layers(only, head, publish::detail::imported_layers(table, "municipalities", head));
  CHECK(layer_names(imported) == std::vector<std::string>{"rejected_records", "municipalities",
                                                          "municipalities_unplaced", "rejected_records_unplaced"});
}

TEST_CASE("rights_of: what several sources say is said once", "[publish][unit]") {
  std::vector<model::SourceRecord> sources(4);
  sources[0].source.attribution = "Kadaster";
  sources[0].source.licence = "CC0 1.0";
  sources[1].source.attribution = "CBS";
  sources[2].source.attribution = "Kadaster";
  sources[3].source.licence = "CC BY 4.0";
  const auto rights = publish::detail::rights_of(sources, trek::model::Words{trek::model::Language::nl});
  CHECK(rights.attribution == "Kadaster; CBS");
  CHECK(rights.licence == "CC0 1.0; CC BY 4.0");
}
