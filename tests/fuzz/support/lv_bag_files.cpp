#include "fuzz/support/lv_bag_files.hpp"

#include "support/lv_bag_extract.hpp"

namespace trek::fuzz {

std::vector<std::pair<std::string, std::string>> lv_bag_files() {
  namespace bag = test::lv_bag;
  const bag::State pand{"Pand in gebruik"};
  const bag::State unit{"Verblijfsobject in gebruik"};
  const bag::State address{"Naamgeving uitgegeven"};
  return {
      {"PND", bag::file("PND", {bag::pand("0153100000000001", 255'000, 470'000, 10, 1920, pand),
                                bag::pand("0153100000000002", 255'020, 470'000, 10, 1930,
                                          {"Pand gesloopt", "2010-01-01", "2015-01-01"})})},
      {"VBO", bag::file("VBO", {bag::verblijfsobject("0153010000000001", {"0153200000000001", {"0153200000000002"}},
                                                     255'005, 470'005, 80, "0153100000000001", unit)})},
      {"NUM", bag::file("NUM", {bag::nummeraanduiding("0153200000000001", {1, "a"}, "0153300000000001", address),
                                bag::nummeraanduiding("0153200000000002", {2}, "0153300000000001", address, "1234")})},
      {"OPR", bag::file("OPR", {bag::openbare_ruimte("0153300000000001", "Oude Markt", "1234", address)})},
      {"WPL", bag::file("WPL", {bag::woonplaats("1234", "Enschede", {"Woonplaats aangewezen"})})},
      {"LIG", bag::file("LIG", {bag::plaats("Ligplaats", "0153020000000001", {"0153200000000001"}, 255'100, 470'000, 8,
                                            {"Plaats aangewezen"})})},
  };
}

}  // namespace trek::fuzz
