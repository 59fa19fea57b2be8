#pragma once

#include "support/catch.hpp"
#include "trek/core/report.hpp"
#include "trek/model/columns.hpp"
#include "trek/model/source.hpp"

namespace trek::test {

/// The books of a source balance: every feature that was read is used, joined to another, rejected or left out, and
/// each that is rejected has its finding.
inline void check_balance(const model::SourceRecord& record, const core::Report& report) {
  INFO(record.read_count << " read, " << record.used_count << " used, " << record.joined_count << " joined, "
                         << record.rejected_count << " rejected, " << record.left_out_count << " left out");
  CHECK(record.balances());
  CHECK(report.rejected_count() == record.rejected_count);
}
/// Of a source that was loaded (or imported); every column of its table has a value for each row.
template <class Loaded>
void check_balance(const Loaded& loaded) {
  check_balance(loaded.record, loaded.report);
  if constexpr (requires { loaded.table.columns(); }) CHECK(model::has_equal_columns(loaded.table));
}

}  // namespace trek::test
