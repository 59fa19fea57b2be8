// Lists of a user's own and layers of features, read into any table. The first line is "TABLE.EXTENSION"; what follows
// is the file.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/support/layers.hpp"
#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/ingest/import.hpp"
#include "trek/ingest/inspect.hpp"
#include "trek/ingest/read.hpp"

namespace trek::fuzz {
namespace {

constexpr std::string_view kExtensions[] = {"csv", "geojson", "gml", "tsv"};

std::string extension_of(std::string_view head) {
  const auto point = head.rfind('.');
  const std::string_view wanted = point == std::string_view::npos ? "csv" : head.substr(point + 1);
  return std::string{std::ranges::find(kExtensions, wanted) == std::end(kExtensions) ? kExtensions[0] : wanted};
}

void check_points(const model::Source& source) {
  const auto loaded = outcome([&] { return ingest::read_points(source, {}, std::nullopt, {}); });
  if (!loaded) return;
  require_balance(loaded->record, loaded->report);
  require(loaded->table.key.size() == loaded->table.place.size(), "a place for each row");
  require(loaded->table.size() >= loaded->record.used_count, "a row at least for each feature that is used");
  for (const auto& weights : loaded->table.weight)
    require(weights.size() == loaded->table.size(), "a weight for each row");
}

void check_import(const model::Source& source) {
  const auto imported = outcome([&] { return ingest::import_source(source, {}, {}); });
  if (!imported) return;
  require_balance(imported->record, imported->report);
  require(model::row_count(imported->table) >= imported->record.used_count || source.table == "energy_labels",
          "a row at least for each feature that is used");
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> list{
      "points.csv\nid,x,y,n\n1,255000,470000,5\n2,255010,470000,7\n",
      "points.csv\nid;lat;lon\na;52,21;6,89\nb;52,22;6,90\n",
      "points.tsv\nnaam\tx\ty\nKerk\t255000\t470000\n",
      "candidates.csv\nid;naam;type;adres;x;y;oppervlakte;leeg\n1;Oude school;school;Oude Markt 1 te "
      "Enschede;255100;470100;800 m2;ja\n2;Fabriek;fabriek;;255200;470100;0,5 ha;deels\n",
      "vacancy.csv\nid;adres;postcode;datum;soort\nv1;Oude Markt 1;7511AB;15-02-2026;winkel\n",
      "monuments.csv\nrijksmonumentnummer,naam,x,y\n123,Kerk,255000,470000\n123,Kerk,255000,470000\n",
      "places.csv\nid,name,kind,x,y\n1,Bieb,third_place,255000,470000\n1,Bieb,third_place,255000,470000\n",
      "population.csv\nid,inwoners,inw_15_25,inw_25_45,x,y\nE2550N4700,100,20,-99997,255050,470050\n",
      "energy_labels.csv\nPand_bagverblijfsobjectid;Pand_energieklasse;Pand_registratiedatum\n"
      "0153010000000001;A++;20230405\n0153010000000001;B;20200405\n",
      "stations.csv\nsep=;\nid;naam;x;y\n1;Enschede;257000;471000\n"};
  list.push_back("buildings.geojson\n" +
                 collection(R"("identificatie":"0153100000000001","bouwjaar":1920,"status":"Pand in gebruik")",
                            R"({"type":"Polygon","coordinates":[[[255000,470000],[255010,470000],[255010,470010],)"
                            R"([255000,470010],[255000,470000]]]})"));
  list.push_back("towns.geojson\n" + collection(R"("identificatie":"1234","woonplaats":"Losser")",
                                                R"({"type":"MultiPolygon","coordinates":[[[[255000,470000],)"
                                                R"([255010,470010],[255010,470000],[255000,470010],)"
                                                R"([255000,470000]]]]})"));
  list.push_back("roads.geojson\n" +
                 collection(R"("wvk_id":1,"jte_id_beg":1,"jte_id_end":2,"rijrichtng":"H")",
                            R"({"type":"LineString","coordinates":[[255000,470000],[255100,470000]]})"));
  list.push_back("units.geojson\n" +
                 collection(R"("identificatie":"0153010000000001","status":"Verblijfsobject in gebruik",)"
                            R"("gebruiksdoel":"winkelfunctie","oppervlakte":80,"pandidentificatie":"0153100000000001")",
                            R"({"type":"Point","coordinates":[255000,470000]})"));
  list.emplace_back(
      "stations.gml\n<?xml version=\"1.0\"?><c:FeatureCollection xmlns:c=\"http://www.opengis.net/wfs/2.0\" "
      "xmlns:gml=\"http://www.opengis.net/gml/3.2\" xmlns:s=\"x\"><c:member><s:station "
      "gml:id=\"a\"><s:naam>Borne</s:naam>"
      "<s:plek><gml:Point srsName=\"urn:ogc:def:crs:EPSG::28992\"><gml:pos>250000 475000</gml:pos></gml:Point></s:plek>"
      "</s:station></c:member></c:FeatureCollection>");
  return list;
}

std::vector<std::string> words() {
  std::vector<std::string> list{"points.csv\n",
                                ".geojson\n",
                                ".gml\n",
                                ";",
                                ",",
                                "\t",
                                "\"",
                                "\r\n",
                                "sep=;\n",
                                "255000",
                                "470000",
                                "52.21",
                                "6.89",
                                "nan",
                                "1e308",
                                "-99997",
                                "null",
                                "\"geometry\":",
                                "\"coordinates\":",
                                "[[",
                                "]]",
                                "\"Point\"",
                                "\"Polygon\"",
                                "\"GeometryCollection\"",
                                "EPSG::4326",
                                "EPSG::28992",
                                "gml:",
                                "Pand gesloopt"};
  for (const auto table : ingest::importable_tables()) list.push_back(std::string{table} + ".csv\n");
  return list;
}

void run(std::string_view input) {
  const auto end = input.find('\n');
  if (end == std::string_view::npos) return;
  const std::string_view head = input.substr(0, end);
  model::Source source;
  source.name = "drawn";
  source.table = std::string{head.substr(0, head.rfind('.'))};
  source.path = memory_folder().write("drawn." + extension_of(head), input.substr(end + 1));
  source.table == "points" ? check_points(source) : check_import(source);
}

}  // namespace trek::fuzz
