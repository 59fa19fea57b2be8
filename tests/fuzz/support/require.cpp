#include "fuzz/support/require.hpp"

#include <cstdio>
#include <cstdlib>

namespace trek::fuzz {

void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

void require_told(const core::Error& error) {
  const std::string_view message = error.what();
  require(!message.empty(), "an error says what is wrong");
  if (error.kind() == core::ErrorKind::internal) require(false, message);
}

void require_balance(const model::SourceRecord& record, const core::Report& report) {
  require(record.balances(), "read = used + joined + rejected + left out");
  require(record.repaired_count <= record.used_count, "what was repaired is used");
  require(report.rejected_count() == record.rejected_count, "a finding for each record that was rejected");
}

}  // namespace trek::fuzz
