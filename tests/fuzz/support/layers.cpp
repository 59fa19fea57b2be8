#include "fuzz/support/layers.hpp"

namespace trek::fuzz {

std::string collection(std::string_view properties, std::string_view geometry) {
  return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}},)"
         R"("features":[{"type":"Feature","properties":{)" +
         std::string{properties} + R"(},"geometry":)" + std::string{geometry} + "}]}\n";
}

std::vector<std::pair<std::string, std::string>> small_layers() {
  return {
      {"gemeenten.geojson",
       collection(R"("statcode":"GM0153","statnaam":"Enschede")",
                  R"({"type":"Polygon","coordinates":[[[250000,465000],[260000,465000],[260000,475000],)"
                  R"([250000,475000],[250000,465000]]]})")},
      {"cellen.csv", "id,inwoners,inw_15_25,inw_25_45,x,y\nE2550N4700,100,20,30,255050,470050\n"},
      {"kandidaten.csv", "id;naam;type;x;y;oppervlakte\n1;Oude school;school;255100;470100;800\n"},
      {"leegstand.csv", "id;adres;jaar;x;y\nv1;Oude Markt 1, 7511AB Enschede;2024;255120;470110\n"},
  };
}

}  // namespace trek::fuzz
