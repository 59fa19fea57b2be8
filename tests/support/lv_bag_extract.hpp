#pragma once

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// LV BAG 2.0 files as the land registry delivers them: the elements of extract-deelbestand-lvc v20200601, drawn.
namespace trek::test::lv_bag {

/// From when to when a state holds, and the status that it says.
struct State {
  std::string status;
  std::string begin = "2010-01-01";
  std::string end = {};  // empty: it holds
};

namespace detail {

inline std::string life(const State& state) {
  const std::string end = state.end.empty()
                              ? std::string{}
                              : fmt::format("<Historie:eindGeldigheid>{}</Historie:eindGeldigheid>", state.end);
  return fmt::format(
      "<Objecten:status>{}</Objecten:status><Objecten:geconstateerd>N</Objecten:geconstateerd>"
      "<Objecten:documentdatum>{}</Objecten:documentdatum><Objecten:documentnummer>D1</Objecten:documentnummer>"
      "<Objecten:voorkomen><Historie:Voorkomen><Historie:voorkomenidentificatie>1</Historie:voorkomenidentificatie>"
      "<Historie:beginGeldigheid>{}</Historie:beginGeldigheid>{}"
      "<Historie:tijdstipRegistratie>2010-12-15T11:34:47.000</Historie:tijdstipRegistratie><Historie:BeschikbaarLV>"
      "<Historie:tijdstipRegistratieLV>2010-12-15T12:00:51.879</Historie:tijdstipRegistratieLV>"
      "</Historie:BeschikbaarLV></Historie:Voorkomen></Objecten:voorkomen>\n",
      state.status, state.begin, state.begin, end);
}

inline std::string stand(std::string_view element, std::string_view domain, std::string_view id,
                         const std::string& content) {
  return fmt::format(
      "<sl:stand><sl-bag-extract:bagObject><Objecten:{0}>"
      "<Objecten:identificatie domein=\"NL.IMBAG.{1}\">{2}</Objecten:identificatie>\n{3}"
      "</Objecten:{0}></sl-bag-extract:bagObject></sl:stand>\n",
      element, domain, id, content);
}

inline std::string reference(std::string_view role, std::string_view element, std::string_view domain,
                             const std::vector<std::string>& ids) {
  std::string refs;
  for (const auto& id : ids)
    refs += fmt::format("<Objecten-ref:{0} domein=\"NL.IMBAG.{1}\">{2}</Objecten-ref:{0}>", element, domain, id);
  return refs.empty() ? refs : fmt::format("<Objecten:{0}>{1}</Objecten:{0}>\n", role, refs);
}

inline std::string square(double x, double y, double side) {
  return fmt::format(
      "<gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::28992\" srsDimension=\"3\"><gml:exterior><gml:LinearRing>"
      "<gml:posList count=\"5\">{0:.3f} {1:.3f} 0.0 {2:.3f} {1:.3f} 0.0 {2:.3f} {3:.3f} 0.0 {0:.3f} {3:.3f} 0.0 "
      "{0:.3f} {1:.3f} 0.0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>",
      x, y, x + side, y + side);
}

}  // namespace detail

/// `pos_list`: x, y and height of each corner.
inline std::string pand(std::string_view id, const std::string& pos_list, int year, const State& state) {
  return detail::stand(
      "Pand", "Pand", id,
      fmt::format("<Objecten:geometrie><gml:Polygon srsName=\"urn:ogc:def:crs:EPSG::28992\" srsDimension=\"3\">"
                  "<gml:exterior><gml:LinearRing><gml:posList>{}</gml:posList></gml:LinearRing></gml:exterior>"
                  "</gml:Polygon></Objecten:geometrie>"
                  "<Objecten:oorspronkelijkBouwjaar>{}</Objecten:oorspronkelijkBouwjaar>\n",
                  pos_list, year) +
          detail::life(state));
}

inline std::string pand(std::string_view id, double x, double y, double side, int year, const State& state) {
  return pand(id,
              fmt::format("{0:.3f} {1:.3f} 0.0 {2:.3f} {1:.3f} 0.0 {2:.3f} {3:.3f} 0.0 {0:.3f} {3:.3f} 0.0 {0:.3f} "
                          "{1:.3f} 0.0",
                          x, y, x + side, y + side),
              year, state);
}

struct Addresses {
  std::string main;
  std::vector<std::string> further = {};
};

inline std::string addressed(const Addresses& addresses) {
  std::vector<std::string> main;
  if (!addresses.main.empty()) main.push_back(addresses.main);
  return detail::reference("heeftAlsHoofdadres", "NummeraanduidingRef", "Nummeraanduiding", main) +
         detail::reference("heeftAlsNevenadres", "NummeraanduidingRef", "Nummeraanduiding", addresses.further);
}

inline std::string verblijfsobject(std::string_view id, const Addresses& addresses, double x, double y, int area_m2,
                                   const std::string& pand_id, const State& state) {
  return detail::stand(
      "Verblijfsobject", "Verblijfsobject", id,
      addressed(addresses) +
          fmt::format("<Objecten:geometrie><Objecten:punt><gml:Point srsName=\"urn:ogc:def:crs:EPSG::28992\" "
                      "srsDimension=\"3\"><gml:pos>{:.3f} {:.3f} 0.0</gml:pos></gml:Point></Objecten:punt>"
                      "</Objecten:geometrie><Objecten:gebruiksdoel>winkelfunctie</Objecten:gebruiksdoel>"
                      "<Objecten:oppervlakte>{}</Objecten:oppervlakte>\n",
                      x, y, area_m2) +
          detail::life(state) + detail::reference("maaktDeelUitVan", "PandRef", "Pand", {pand_id}));
}

/// A berth ("Ligplaats") or pitch ("Standplaats").
inline std::string plaats(std::string_view element, std::string_view id, const Addresses& addresses, double x, double y,
                          double side, const State& state) {
  return detail::stand(element, element, id,
                       addressed(addresses) +
                           fmt::format("<Objecten:geometrie>{}</Objecten:geometrie>\n", detail::square(x, y, side)) +
                           detail::life(state));
}

struct Number {
  int number = 1;
  std::string letter = {};
  std::string addition = {};
  std::string postcode = "7511AB";
};

inline std::string nummeraanduiding(std::string_view id, const Number& number, const std::string& street_id,
                                    const State& state, const std::string& town_id = {}) {
  const auto element = [](std::string_view name, const std::string& value) {
    return value.empty() ? std::string{} : fmt::format("<Objecten:{0}>{1}</Objecten:{0}>", name, value);
  };
  std::vector<std::string> street;
  if (!street_id.empty()) street.push_back(street_id);
  std::vector<std::string> town;
  if (!town_id.empty()) town.push_back(town_id);
  return detail::stand("Nummeraanduiding", "Nummeraanduiding", id,
                       element("huisnummer", fmt::format("{}", number.number)) + element("huisletter", number.letter) +
                           element("huisnummertoevoeging", number.addition) + element("postcode", number.postcode) +
                           element("typeAdresseerbaarObject", "Verblijfsobject") + "\n" + detail::life(state) +
                           detail::reference("ligtIn", "WoonplaatsRef", "Woonplaats", town) +
                           detail::reference("ligtAan", "OpenbareRuimteRef", "Openbareruimte", street));
}

inline std::string openbare_ruimte(std::string_view id, const std::string& name, const std::string& town_id,
                                   const State& state) {
  return detail::stand("OpenbareRuimte", "Openbareruimte", id,
                       fmt::format("<Objecten:naam>{}</Objecten:naam><Objecten:type>Weg</Objecten:type>\n", name) +
                           detail::life(state) + detail::reference("ligtIn", "WoonplaatsRef", "Woonplaats", {town_id}));
}

inline std::string woonplaats(std::string_view id, const std::string& name, const State& state) {
  return detail::stand("Woonplaats", "Woonplaats", id,
                       fmt::format("<Objecten:naam>{}</Objecten:naam><Objecten:geometrie><Objecten:vlak>{}"
                                   "</Objecten:vlak></Objecten:geometrie>\n",
                                   name, detail::square(250'000, 470'000, 5'000)) +
                           detail::life(state));
}

/// One file of objects of type `code` ("VBO").
inline std::string file(std::string_view code, const std::vector<std::string>& stands) {
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sl-bag-extract:bagStand"
      " xmlns:Objecten=\"www.kadaster.nl/schemas/lvbag/imbag/objecten/v20200601\""
      " xmlns:gml=\"http://www.opengis.net/gml/3.2\""
      " xmlns:Historie=\"www.kadaster.nl/schemas/lvbag/imbag/historie/v20200601\""
      " xmlns:Objecten-ref=\"www.kadaster.nl/schemas/lvbag/imbag/objecten-ref/v20200601\""
      " xmlns:sl-bag-extract=\"http://www.kadaster.nl/schemas/lvbag/extract-deelbestand-lvc/v20200601\""
      " xmlns:sl=\"http://www.kadaster.nl/schemas/standlevering-generiek/1.0\">\n<sl:standBestand>"
      "<sl:dataset>LVBAG</sl:dataset><sl:inhoud><sl:gebied>NLD</sl:gebied><sl:leveringsId>1</sl:leveringsId>"
      "<sl:objectTypen><sl:objectType>{}</sl:objectType></sl:objectTypen></sl:inhoud>\n",
      code);
  for (const auto& stand : stands) text += stand;
  return text + "</sl:standBestand></sl-bag-extract:bagStand>\n";
}

/// "9999VBO08012026-000001.xml"
inline std::string file_name(std::string_view code, int number) {
  return fmt::format("9999{}08012026-{:06}.xml", code, number);
}

enum class Packing { compressed, stored };

/// A zip with these members; stored ones lie in it as they are.
class ZipFile {
 public:
  explicit ZipFile(const std::filesystem::path& path, Packing packing = Packing::compressed)
      : packing_{packing}, zip_{CPLCreateZip(path.c_str(), nullptr)} {
    check(zip_ != nullptr);
  }
  ~ZipFile() { CPLCloseZip(zip_); }
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;

  void add(const std::string& name, const std::string& bytes) {
    const char* const stored[] = {"COMPRESSED=NO", nullptr};
    char** const options = CSLDuplicate(stored);
    check(CPLCreateFileInZip(zip_, name.c_str(), packing_ == Packing::stored ? options : nullptr) == CE_None);
    CSLDestroy(options);
    check(CPLWriteFileInZip(zip_, bytes.data(), static_cast<int>(bytes.size())) == CE_None);
    check(CPLCloseFileInZip(zip_) == CE_None);
  }
  void add(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    add(file.filename().string(), {std::istreambuf_iterator<char>{in}, {}});
  }

 private:
  static void check(bool done) {
    if (!done) throw std::runtime_error{"a zip for a test cannot be written"};
  }
  Packing packing_;
  void* zip_;
};

}  // namespace trek::test::lv_bag
