#include "trek/model/known_municipalities.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "trek/core/error.hpp"
#include "trek/core/text.hpp"
#include "trek/model/detail/embedded_text.hpp"
#include "trek/model/detail/known_names.hpp"

namespace trek::model {
namespace {

using KnownRow = std::vector<std::string>;

/// Rows of one of the tables. In these no cell is empty: "-" stands for none.
std::vector<KnownRow> known_rows(std::string_view table, std::size_t cell_count) {
  std::vector<KnownRow> rows;
  for (const std::string& line : core::split(table, '\n')) {
    if (line.starts_with('#')) continue;
    rows.push_back(core::split(line, ';'));
    if (rows.back().size() != cell_count)
      throw core::Error{core::ErrorKind::internal, fmt::format("table of municipalities: '{}'", line)};
  }
  rows.erase(rows.begin());  // names of the columns
  return rows;
}

std::string known_text(const std::string& cell) { return cell == "-" ? std::string{} : cell; }

double metres_of(const std::string& cell) { return core::parsed_number(cell).value(); }

std::vector<KnownMunicipality> read_municipalities() {
  std::vector<KnownMunicipality> list;
  for (const KnownRow& row : known_rows(detail::known_municipality_rows, 7))
    list.push_back(
        {row[0], row[1], row[2], {metres_of(row[3]), metres_of(row[4]), metres_of(row[5]), metres_of(row[6])}});
  return list;
}

std::vector<std::string> codes_of_province(const std::string& name) {
  std::vector<std::string> codes;
  for (const KnownMunicipality& municipality : known_municipalities()) {
    if (municipality.province == name) codes.push_back(municipality.code);
  }
  return codes;
}

RegionKind region_kind_of(const std::string& cell) {
  if (cell == "province") return RegionKind::province;
  return cell == "corop" ? RegionKind::corop : RegionKind::region;
}

std::vector<KnownRegion> read_regions() {
  std::vector<KnownRegion> list;
  for (const KnownRow& row : known_rows(detail::known_region_rows, 5)) {
    KnownRegion region{row[0], region_kind_of(row[1]), known_text(row[2]), core::split(known_text(row[3]), ','),
                       core::split(row[4], ',')};
    if (region.kind == RegionKind::province) region.codes = codes_of_province(region.name);
    list.push_back(std::move(region));
  }
  return list;
}

std::vector<FormerMunicipality> read_former() {
  std::vector<FormerMunicipality> list;
  for (const KnownRow& row : known_rows(detail::former_municipality_rows, 3))
    list.push_back({row[0], known_text(row[1]), core::split(row[2], ',')});
  return list;
}

std::vector<detail::OtherName> read_other_names() {
  std::vector<detail::OtherName> list;
  for (const KnownRow& row : known_rows(detail::other_name_rows, 2)) list.push_back({row[0], row[1]});
  return list;
}

}  // namespace

std::span<const KnownMunicipality> known_municipalities() {
  static const std::vector<KnownMunicipality> list = read_municipalities();
  return list;
}

std::span<const KnownRegion> known_regions() {
  static const std::vector<KnownRegion> list = read_regions();
  return list;
}

std::span<const FormerMunicipality> former_municipalities() {
  static const std::vector<FormerMunicipality> list = read_former();
  return list;
}

std::span<const detail::OtherName> detail::other_names() {
  static const std::vector<OtherName> list = read_other_names();
  return list;
}

}  // namespace trek::model
