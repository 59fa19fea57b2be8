#include "trek/publish/compared_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "trek/model/all_modes.hpp"
#include "trek/publish/detail/named_rows.hpp"
#include "trek/publish/detail/opened_output.hpp"
#include "trek/publish/detail/table_reading.hpp"

namespace trek::publish {
namespace {

using detail::OpenedOutput;

/// The number of a row; -1 for what is none, in a table that no run wrote.
std::int64_t fid_of(const detail::NamedRows& rows) {
  constexpr double kMost = 9e15;
  const double fid = rows.find_real("fid").value_or(-1.0);
  return std::abs(fid) < kMost ? static_cast<std::int64_t>(fid) : -1;
}

/// Of each row of a layer its box, by fid: what the spatial index says, rounded outward to a float.
std::map<std::int64_t, geo::Box> layer_boxes(const OpenedOutput& output, const std::string& layer) {
  std::map<std::int64_t, geo::Box> boxes;
  const std::string tree = fmt::format("rtree_{}_geom", layer);
  if (detail::column_names(output.database(), tree).empty()) return boxes;
  detail::Statement row{output.database(),
                        fmt::format("SELECT id, minx, miny, maxx, maxy FROM {}", detail::sql_name(tree))};
  while (row.step()) {
    const geo::Box box{row.real(1), row.real(2), row.real(3), row.real(4)};
    if (std::isfinite(box.min_x_m + box.min_y_m + box.max_x_m + box.max_y_m)) boxes.emplace(row.integer(0), box);
  }
  return boxes;
}

void read_criteria_as_stated(const OpenedOutput& output, ComparedResults& compared) {
  const std::vector<detail::ReadColumn<StatedCriterion>> columns{{"criterion", &StatedCriterion::id},
                                                                 {"weight", &StatedCriterion::weight},
                                                                 {"anchors", &StatedCriterion::anchors}};
  detail::for_each_row(output, "weights", columns, "ORDER BY fid",
                       [&](StatedCriterion row) { compared.criteria.push_back(std::move(row)); });
}

void read_sources_as_stated(const OpenedOutput& output, ComparedResults& compared) {
  const std::vector<detail::ReadColumn<StatedSource>> columns{{"name", &StatedSource::name},
                                                              {"table_name", &StatedSource::table},
                                                              {"vintage", &StatedSource::vintage},
                                                              {"sha256", &StatedSource::sha256}};
  detail::for_each_row(output, "sources", columns, "ORDER BY fid",
                       [&](StatedSource row) { compared.sources.push_back(std::move(row)); });
}

void read_region_service(const OpenedOutput& output, ComparedResults& compared) {
  const std::vector<detail::ReadColumn<StoredService>> columns{
      {"mode", &StoredService::mode},
      {"norm_min", &StoredService::norm_min},
      {"inhabitants", &StoredService::inhabitants},
      {"served_share", &StoredService::served_share},
      {"target_served_share", &StoredService::target_served_share}};
  detail::for_each_row(output, "region_coverage", columns, "ORDER BY fid",
                       [&](StoredService row) { compared.service.push_back(std::move(row)); });
}

void read_municipal_service(const OpenedOutput& output, const std::string& mode, ComparedResults& compared) {
  const std::vector<detail::ReadColumn<StoredService>> columns{
      {"code", &StoredService::area},
      {"name", &StoredService::name},
      {"inhabitants", &StoredService::inhabitants},
      {"served_share_" + mode, &StoredService::served_share},
      {"target_served_share_" + mode, &StoredService::target_served_share}};
  const auto there = detail::column_names(output.database(), "municipalities");
  if (std::ranges::find(there, "served_share_" + mode) == there.end()) return;
  detail::for_each_row(output, "municipalities", columns, "ORDER BY fid", [&](StoredService row) {
    row.mode = mode;
    compared.service.push_back(std::move(row));
  });
}

std::vector<std::string> modes_of_demand(const OpenedOutput& output) {
  const auto there = detail::column_names(output.database(), "demand");
  std::vector<std::string> modes;
  for (const model::Mode mode : model::kAllModes) {
    const std::string name{model::name_of(mode)};
    if (std::ranges::find(there, "served_" + name) != there.end()) modes.push_back(name);
  }
  return modes;
}

/// The columns of the demand that tell of one mode.
struct AccessColumns {
  std::string served;
  std::string time;  // empty: the output has none
  std::string place;
};

std::vector<AccessColumns> access_columns(const OpenedOutput& output, const std::vector<std::string>& modes) {
  const auto there = detail::column_names(output.database(), "demand");
  std::vector<AccessColumns> all;
  for (const std::string& mode : modes) {
    AccessColumns columns{"served_" + mode, {}, fmt::format("nearest_place_{}_name", mode)};
    const std::string ending = fmt::format("_{}_min", mode);
    for (const std::string& name : there) {
      if (name.ends_with(ending)) columns.time = name;
    }
    all.push_back(std::move(columns));
  }
  return all;
}

StoredAccess access_in(const detail::NamedRows& rows, const AccessColumns& columns) {
  StoredAccess access;
  if (const auto served = rows.find_real(columns.served)) access.served = *served != 0.0;
  if (!columns.time.empty()) access.time_min = rows.find_real(columns.time);
  access.place = rows.text(columns.place);
  return access;
}

void read_cells(const OpenedOutput& output, ComparedResults& compared) {
  if (detail::column_names(output.database(), "demand").empty()) return;
  compared.modes = modes_of_demand(output);
  const auto boxes = layer_boxes(output, "demand");
  const auto access = access_columns(output, compared.modes);
  std::vector<std::string> names{"fid", "key", "inhabitants", "target", "municipality_code"};
  for (const AccessColumns& columns : access) {
    for (const std::string& name : {columns.served, columns.time, columns.place}) {
      if (!name.empty()) names.push_back(name);
    }
  }
  detail::NamedRows rows{output, "demand", names, "ORDER BY fid"};
  while (rows.step()) {
    StoredCell cell;
    cell.key = rows.text("key");
    cell.inhabitants = rows.find_real("inhabitants").value_or(0.0);
    cell.target = rows.find_real("target");
    cell.municipality_code = rows.text("municipality_code");
    for (const AccessColumns& columns : access) cell.access.push_back(access_in(rows, columns));
    const auto box = boxes.find(fid_of(rows));
    if (box != boxes.end()) cell.box = box->second;
    compared.cells.push_back(std::move(cell));
  }
}

void read_areas(const OpenedOutput& output, ComparedResults& compared) {
  const StoredTable table = detail::stored_table(output, "municipalities", detail::Shapes::read);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const Geometry shape = table.shape(row);
    if (const auto* const area = std::get_if<geo::MultiPolygon>(&shape))
      compared.areas.push_back({table.text(row, "code"), table.text(row, "name"), *area});
  }
}

void read_site_places(const OpenedOutput& output, ComparedResults& compared) {
  const auto boxes = layer_boxes(output, "sites");
  std::map<std::string, geo::Point> places;
  detail::NamedRows rows{output, "sites", {"fid", "key"}, "ORDER BY fid"};
  while (rows.step()) {
    const auto box = boxes.find(fid_of(rows));
    if (box == boxes.end()) continue;
    places.emplace(rows.text("key"), geo::Point{(box->second.min_x_m + box->second.max_x_m) / 2.0,
                                                (box->second.min_y_m + box->second.max_y_m) / 2.0});
  }
  for (const ReadSite& site : compared.results.sites) {
    const auto found = places.find(site.key);
    compared.site_place.push_back(found == places.end() ? std::nullopt : std::optional{found->second});
  }
}

/// Those of the cells, and those of the region.
std::vector<std::string> served_modes(const ComparedResults& compared) {
  std::vector<std::string> modes = compared.modes;
  for (const StoredService& of_region : compared.service) {
    if (std::ranges::find(modes, of_region.mode) == modes.end()) modes.push_back(of_region.mode);
  }
  return modes;
}

}  // namespace

ComparedResults read_compared(const std::filesystem::path& geopackage, model::Language language) {
  ComparedResults compared;
  compared.results = read_results(geopackage, language);
  const OpenedOutput output{geopackage, language};
  read_criteria_as_stated(output, compared);
  read_sources_as_stated(output, compared);
  read_region_service(output, compared);
  read_cells(output, compared);
  compared.has_squares = !detail::column_names(output.database(), "demand_squares").empty();
  for (const std::string& mode : served_modes(compared)) read_municipal_service(output, mode, compared);
  read_site_places(output, compared);
  read_areas(output, compared);
  return compared;
}

}  // namespace trek::publish
