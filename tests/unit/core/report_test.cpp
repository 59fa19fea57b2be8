#include "trek/core/report.hpp"

#include "support/catch.hpp"
#include "trek/core/index.hpp"
#include "trek/core/rows.hpp"
#include "trek/core/units.hpp"

namespace core = trek::core;

TEST_CASE("Report: counts per source and rule", "[core][unit]") {
  core::Report report;
  report.add({core::Severity::rejected, "sites", "row 1", "missing_geometry", "", "", {}});
  report.add({core::Severity::rejected, "sites", "row 2", "missing_geometry", "", "", {}});
  core::Report other;
  other.add({core::Severity::warning, "sites", "row 3", "unknown_code", "x", "", core::Location{1, 2}});
  report.append(other);
  CHECK(report.rejected_count() == 2);
  CHECK(report.counts(core::Severity::rejected).at({"sites", "missing_geometry"}) == 2);
  CHECK(report.counts(core::Severity::warning).size() == 1);
  CHECK(report.counts(core::Severity::note).empty());
}

TEST_CASE("Rows: row r is what was pushed before it was closed", "[core][unit]") {
  core::Rows<int> rows;
  rows.push(1);
  rows.push(2);
  rows.close_row();
  rows.close_row();
  CHECK(rows.size() == 2);
  CHECK(rows[0].size() == 2);
  CHECK(rows[1].empty());
}

TEST_CASE("Index and Quantity: invalid until assigned, units keep their meaning", "[core][unit]") {
  using NodeIdx = core::Index<struct NodeTag>;
  CHECK_FALSE(NodeIdx{}.valid());
  CHECK(NodeIdx{3U} < NodeIdx{4U});
  CHECK(core::travel_time(core::Meters{800}, core::kilometers_per_hour(4.8)).count() == Approx(600.0));
}
