#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "sample_results.hpp"
#include "support/catch.hpp"
#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/inert_text.hpp"
#include "trek/core/phrase.hpp"
#include "trek/core/text.hpp"
#include "trek/publish/result_map.hpp"
#include "trek/report/detail/csv_text.hpp"
#include "trek/report/detail/run_tables.hpp"
#include "trek/report/report.hpp"
#include "trek/report/table_format.hpp"

using namespace trek;
using test::says;

// Tables of a report, read back by GDAL and compared with the GeoPackage that they were made of.
namespace {

report::Subject tables_of_sample(const test::TemporaryFolder& folder, std::vector<std::string> tables,
                                 const std::string& name = {}) {
  publish::Results sample = test::sample_results();
  if (!name.empty()) {
    for (auto& one : sample.sites.name) one = name;
  }
  const auto file = folder / "out.gpkg";
  publish::write_results(test::sample_head(model::Language::nl), sample, {file, true}, {});
  report::Request request;
  request.file = file;
  request.tables = std::move(tables);
  return report::read_subject(request);
}

std::map<std::string, std::string> files_of(const report::Subject& subject) {
  std::map<std::string, std::string> files;
  for (const report::TableFormat& format : report::all_table_formats()) {
    if (!core::is_one_of(format.name, subject.tables)) continue;
    for (report::PageFile& file : format.render(subject)) files[file.name] = std::move(file.text);
  }
  return files;
}

struct CloseRead {
  void operator()(GDALDatasetH dataset) const noexcept { GDALClose(dataset); }
};
struct DestroyRead {
  void operator()(OGRFeatureH feature) const noexcept { OGR_F_Destroy(feature); }
};
using ReadFeature = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, DestroyRead>;

/// A file as GDAL reads it.
class ReadFile {
 public:
  ReadFile(std::string bytes, const std::string& ending) : bytes_{std::move(bytes)}, name_{"/vsimem/read" + ending} {
    GDALAllRegister();
    auto* const begin = reinterpret_cast<GByte*>(bytes_.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), begin, bytes_.size(), FALSE));
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE");  // the first row of a sheet is its head
    dataset_.reset(GDALOpenEx(name_.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    REQUIRE(dataset_ != nullptr);
  }
  ~ReadFile() {
    dataset_.reset();
    VSIUnlink(name_.c_str());
  }
  ReadFile(const ReadFile&) = delete;
  ReadFile& operator=(const ReadFile&) = delete;

  [[nodiscard]] OGRLayerH layer(const std::string& name) const {
    OGRLayerH found = GDALDatasetGetLayerByName(dataset_.get(), name.c_str());
    CAPTURE(name);
    REQUIRE(found != nullptr);
    return found;
  }
  [[nodiscard]] std::vector<ReadFeature> rows(const std::string& name) const {
    std::vector<ReadFeature> all;
    OGRLayerH found = layer(name);
    OGR_L_ResetReading(found);
    while (OGRFeatureH feature = OGR_L_GetNextFeature(found)) all.emplace_back(feature);
    return all;
  }

 private:
  std::string bytes_;
  std::string name_;
  std::unique_ptr<std::remove_pointer_t<GDALDatasetH>, CloseRead> dataset_;
};

bool is_set(const ReadFeature& row, int column) {
  return OGR_F_IsFieldSetAndNotNull(row.get(), column) != 0 &&
         std::string_view{OGR_F_GetFieldAsString(row.get(), column)} != std::string_view{};
}

/// A value as it was written; texts as a spreadsheet shows them where `is_sheet`.
void check_value(const ReadFeature& row, int column, const publish::Value& value, bool is_sheet) {
  if (const auto* const number = std::get_if<double>(&value)) {
    CHECK(OGR_F_GetFieldAsDouble(row.get(), column) == Approx(*number).epsilon(1e-12));
  } else if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
    CHECK(OGR_F_GetFieldAsInteger64(row.get(), column) == *whole);
  } else if (const auto* const truth = std::get_if<bool>(&value)) {
    CHECK((OGR_F_GetFieldAsInteger(row.get(), column) != 0) == *truth);
  } else if (const auto* const text = std::get_if<std::string>(&value)) {
    CHECK(OGR_F_GetFieldAsString(row.get(), column) == (is_sheet ? core::spreadsheet_text(*text) : *text));
  } else {
    CHECK_FALSE(is_set(row, column));  // unknown stays empty
  }
}

}  // namespace

TEST_CASE("tables: a workbook has each value of the GeoPackage, numbers as numbers", "[report][unit]") {
  const test::TemporaryFolder folder;
  const auto subject = tables_of_sample(folder, {"xlsx"});
  const ReadFile book{files_of(subject).at("tables/tabellen.xlsx"), ".xlsx"};
  std::size_t numbers = 0;
  for (const auto& one : report::detail::run_tables(subject)) {
    const auto rows = book.rows(one.sheet.dutch());
    CAPTURE(one.name);
    REQUIRE(rows.size() == one.table->rows.size());
    const auto definition = OGR_L_GetLayerDefn(book.layer(one.sheet.dutch()));
    REQUIRE(OGR_FD_GetFieldCount(definition) == static_cast<int>(one.table->columns.size()));
    for (std::size_t c = 0; c < one.table->columns.size(); ++c) {
      const std::string head = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, static_cast<int>(c)));
      CHECK(head == core::spreadsheet_text(one.table->columns[c].title));  // with its unit
      for (std::size_t row = 0; row < rows.size(); ++row) {
        CAPTURE(one.table->columns[c].name, row);
        const publish::Value& value = one.table->rows[row][c];
        check_value(rows[row], static_cast<int>(c), value, true);
        if (!std::holds_alternative<double>(value)) continue;
        ++numbers;
        const auto type = OGR_F_GetFieldDefnRef(rows[row].get(), static_cast<int>(c));
        CHECK(OGR_Fld_GetType(type) != OFTString);
      }
    }
  }
  CHECK(numbers > 100);
}

TEST_CASE("tables: a workbook says of which run and of which sources it is", "[report][unit]") {
  const test::TemporaryFolder folder;
  const auto subject = tables_of_sample(folder, {"xlsx"});
  const ReadFile book{files_of(subject).at("tables/tabellen.xlsx"), ".xlsx"};
  std::map<std::string, std::string> told;
  for (const auto& row : book.rows("Lees mij"))
    told[OGR_F_GetFieldAsString(row.get(), 0)] = OGR_F_GetFieldAsString(row.get(), 1);
  CHECK(told["Bestand"] == "out.gpkg");
  CHECK(says(told["Gemaakt met"], "trek "));
  CHECK(told["Coördinatenstelsel"] == "EPSG:28992");
  const auto& sources = subject.layers.sources;
  REQUIRE_FALSE(sources.rows.empty());
  for (std::size_t row = 0; row < sources.rows.size(); ++row) {
    const std::string what = told["Bron " + sources.text(row, "name")];
    CHECK(says(what, sources.text(row, "title")));
    CHECK(says(what, sources.text(row, "licence")));
    CHECK(says(what, "; 2026-01; "));
  }
  std::size_t columns = 0;
  for (const auto& one : report::detail::run_tables(subject)) columns += one.table->columns.size();
  CHECK(book.rows("Kolommen").size() == columns);
}

TEST_CASE("tables: FlatGeobuf has the rows, places and coordinate system of the GeoPackage", "[report][unit]") {
  const test::TemporaryFolder folder;
  const auto subject = tables_of_sample(folder, {"fgb"});
  const auto files = files_of(subject);
  const publish::StoredTable& sites = subject.layers.sites;
  const ReadFile file{files.at("tables/sites.fgb"), ".fgb"};
  const auto crs = OGR_L_GetSpatialRef(file.layer("sites"));
  REQUIRE(crs != nullptr);
  CHECK(std::string_view{OSRGetAuthorityCode(crs, nullptr)} == "28992");
  std::map<std::string, const ReadFeature*> by_key;
  const auto rows = file.rows("sites");
  REQUIRE(rows.size() == sites.rows.size());
  for (const auto& row : rows)
    by_key[OGR_F_GetFieldAsString(row.get(), static_cast<int>(sites.find("key").value()))] = &row;
  for (std::size_t row = 0; row < sites.rows.size(); ++row) {
    const ReadFeature& read = *by_key.at(sites.text(row, "key"));
    for (std::size_t c = 0; c < sites.columns.size(); ++c) {
      CAPTURE(sites.columns[c].name, row);
      CHECK(OGR_F_GetFieldIndex(read.get(), sites.columns[c].name.c_str()) == static_cast<int>(c));
      check_value(read, static_cast<int>(c), sites.rows[row][c], false);
    }
    const auto place = std::get<geo::Point>(sites.shape(row));
    CHECK(OGR_G_GetX(OGR_F_GetGeometryRef(read.get()), 0) == place.x_m);
    CHECK(OGR_G_GetY(OGR_F_GetGeometryRef(read.get()), 0) == place.y_m);
  }
  const ReadFile areas{files.at("tables/municipalities.fgb"), ".fgb"};
  for (const auto& row : areas.rows("municipalities")) CHECK(OGR_G_Area(OGR_F_GetGeometryRef(row.get())) > 0.0);
}

TEST_CASE("tables: CSV for a Dutch spreadsheet has semicolons, decimal commas and titles", "[report][unit]") {
  publish::StoredTable table;
  table.columns = {{"name", "Naam"}, {"area", "Oppervlak (m²)"}, {"count", ""}, {"listed", "Monument"}};
  table.rows = {{std::string{"Hof; van Twente"}, 1234.5, std::int64_t{3}, true},
                {std::string{"=1+1"}, -0.25, publish::Value{}, false}};
  const report::detail::CsvDialect dutch{.separator = ';',
                                         .has_decimal_comma = true,
                                         .has_byte_order_mark = true,
                                         .has_titles = true,
                                         .yes = "WAAR",
                                         .no = "ONWAAR"};
  CHECK(
      report::detail::csv_text(table, dutch) ==
      "\xEF\xBB\xBFNaam;Oppervlak (m²);count;Monument\r\n\"Hof; van Twente\";1234,5;3;WAAR\r\n'=1+1;-0,25;;ONWAAR\r\n");
  CHECK(report::detail::csv_text(table, {}) ==
        "name,area,count,listed\r\nHof; van Twente,1234.5,3,true\r\n'=1+1,-0.25,,false\r\n");
  const test::TemporaryFolder folder;
  const auto subject = tables_of_sample(folder, {"csv_nl"});
  const std::string sites = files_of(subject).at("tables/sites_nl.csv");
  CHECK(sites.starts_with(core::kByteOrderMark));
  for (std::size_t row = 0; row < subject.layers.sites.rows.size(); ++row) {
    const double score = subject.layers.sites.number(row, "score").value();
    CHECK(says(sites, ";" + core::with_decimal_comma(fmt::format("{}", score)) + ";"));
  }
}

TEST_CASE("tables: no name is a formula, in whichever format", "[report][unit]") {
  const test::TemporaryFolder folder;
  for (const std::string name :
       {"=HYPERLINK(\"http://x\";\"y\")", "+31 53", "-cmd|' /C calc'!A0", "@SUM(1;2)", "\t=1"}) {
    CAPTURE(name);
    const auto subject = tables_of_sample(folder, report::table_format_names(), name);
    const auto files = files_of(subject);
    const ReadFile book{files.at("tables/tabellen.xlsx"), ".xlsx"};
    const int column = static_cast<int>(subject.layers.sites.find("name").value());
    for (const auto& row : book.rows("Locaties"))
      CHECK(OGR_F_GetFieldAsString(row.get(), column) == core::spreadsheet_text(name));
    for (const auto& [file, text] : files) {
      if (!file.ends_with(".csv")) continue;
      CAPTURE(file);
      for (const std::string before : {",", ";", "\n", "\"", "\xEF\xBB\xBF"}) CHECK_FALSE(says(text, before + name));
    }
  }
}

TEST_CASE("tables: the same output gives the same bytes in each format", "[report][unit]") {
  const test::TemporaryFolder folder;
  const auto subject = tables_of_sample(folder, report::table_format_names());
  const auto one = files_of(subject);
  REQUIRE(one.size() > 10);
  CHECK(one == files_of(subject));
}
