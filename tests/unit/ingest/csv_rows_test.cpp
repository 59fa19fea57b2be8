#include "trek/ingest/detail/csv_rows.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <gdal.h>

#include "drawn.hpp"
#include "support/balance.hpp"
#include "support/catch.hpp"
#include "trek/core/random.hpp"
#include "trek/ingest/answers.hpp"
#include "trek/ingest/detail/files.hpp"
#include "trek/ingest/detail/ogr.hpp"
#include "trek/ingest/inspect.hpp"

namespace detail = trek::ingest::detail;
namespace ingest = trek::ingest;
namespace test = trek::test;

namespace {

struct RowsRead {
  detail::CsvRows rows;
  std::vector<std::int64_t> features;  // as GDAL numbers them
};

RowsRead rows_of(const std::string& csv) {
  const test::TemporaryFolder folder;
  detail::GdalScope scope;
  const auto opened = detail::open_file(folder.write("lijst.csv", csv), {}, scope);
  OGRLayerH layer = GDALDatasetGetLayer(opened.dataset.get(), 0);
  RowsRead read;
  const auto columns = static_cast<std::size_t>(OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)));
  read.rows = detail::csv_rows(opened.target, columns);
  while (const detail::Feature feature{OGR_L_GetNextFeature(layer)})
    read.features.push_back(OGR_F_GetFID(feature.get()));
  return read;
}

}  // namespace

TEST_CASE("csv_rows: cells beyond the header, and where each record begins", "[ingest][unit]") {
  const auto rows =
      rows_of(
          "id,share,note\na,0,8,half\n\nb,\"0,8\",\"two\nlines\"\nc,1,,\nd,1\ne,1,x, \"y\"\nf,1,\"a \"\"b\"\", c\"\r\n")
          .rows;
  CHECK(rows.line == std::vector<std::uint64_t>{2, 4, 6, 7, 8, 9});
  REQUIRE(rows.overfull.size() == 2);
  CHECK(rows.overfull[0].record == 1);
  CHECK(rows.overfull[0].cell_count == 4);
  CHECK(rows.overfull[1].record == 5);
  CHECK(rows_of("id;x\na;1,5\nb;2;3\n").rows.overfull.size() == 1);
  CHECK(rows_of("id;x\na;1,5;\nb;2; ;\n").rows.overfull.empty());  // what is empty is no loss
  CHECK(rows_of("naam\nA, B\nC\n").rows.overfull.empty());         // one column: nothing separates
  CHECK(detail::csv_rows("/nowhere/at/all.csv", 3).line.empty());
}

TEST_CASE("csv_rows: numbers records as GDAL does", "[ingest][property]") {
  trek::core::Random random{5};
  const std::vector<std::string> cells{"a", "", " ", "\"b;c\"", "\"d\ne\"", "\"f \"\"g\"\"\"", "1.5"};
  for (int round = 0; round < 300; ++round) {
    std::string csv = "id;naam;x\n";
    const std::uint64_t row_count = random.below(6);
    std::vector<std::uint64_t> overfull;
    std::uint64_t record = 0;
    for (std::uint64_t row = 0; row < row_count; ++row) {
      if (random.below(4) == 0) csv += "\n";
      const std::uint64_t cell_count = 1 + random.below(5);
      bool over = false;
      csv += fmt::format("r{}", row);
      for (std::uint64_t cell = 1; cell < cell_count; ++cell) {
        const std::string& text = cells[random.below(static_cast<std::uint32_t>(cells.size()))];
        over = over || (cell >= 3 && text != "" && text != " ");
        csv += ";" + text;
      }
      ++record;
      if (over) overfull.push_back(record);
      csv += random.below(2) == 0 ? "\n" : "\r\n";
    }
    CAPTURE(csv);
    const RowsRead found = rows_of(csv);
    CHECK(found.rows.line.size() == found.features.size());
    for (std::size_t i = 0; i < found.features.size(); ++i)
      CHECK(found.features[i] == static_cast<std::int64_t>(i + 1));
    std::vector<std::uint64_t> told;
    for (const auto& row : found.rows.overfull) told.push_back(row.record);
    CHECK(told == overfull);
  }
}

TEST_CASE("a row with more cells than the header is rejected, and told with its number", "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("lijst.csv",
                                 "naam,x,y,type,floor_area_m2\nFabriek,250400,475400,factory,1200\n"
                                 "Kerk,251200,476000,church,0,8\nSchuur,251300,476100,farm,\"0,8\"\n");
  const auto described = ingest::inspect(file, test::kControl);
  REQUIRE(described.layers.size() == 1);
  CHECK(std::ranges::any_of(described.layers.front().doubts, [](const std::string& doubt) {
    return test::says(doubt, "rows with more cells than the header: 1, the first in line 3");
  }));
  const auto loaded = ingest::read_candidates(test::source_of(file, "candidates"), {}, test::kControl);
  test::check_balance(loaded);
  CHECK(loaded.table.size() == 2);
  CHECK(loaded.record.rejected_count == 1);
  const auto& finding = loaded.report.findings().front();
  CHECK(finding.rule == "too_many_cells");
  CHECK(finding.value.en == "6 cells, 5 in the header");
}

TEST_CASE("read_answers: a value with the separator in it is no value cut off, and lines are those of the file",
          "[ingest][unit]") {
  const test::TemporaryFolder folder;
  const auto error_of = [&](const std::string& text) {
    const auto file = folder.write("a.csv", text);
    return test::data_error([&] { static_cast<void>(ingest::read_answers(file)); });
  };
  CHECK(test::says(error_of("site,rule,value\nm1,storeys,2\n\nm1,ceiling_height,3,4\n"),
                   "line 4: 4 cells where the header has 3"));
  CHECK(test::says(error_of("site;rule;value\nm1;ceiling;\"3\n,4\"\n\nm2;;yes\n"), "line 5: no rule"));
  CHECK(test::says(error_of("Antwoorden\nsite;rule;value\nm1;a;1\nm2;;yes\n"), "line 4: no rule"));
}
