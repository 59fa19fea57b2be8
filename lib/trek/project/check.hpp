#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/model/source.hpp"
#include "trek/model/tables.hpp"
#include "trek/project/project.hpp"
#include "trek/project/user_tables.hpp"

namespace trek::project {

/// One thing that check found, counted over the records that it concerns.
struct CheckFinding {
  std::string severity;  // "error": a run would fail; "rejected", "warning"; "note" for what is left out by the
                         // project's own rules
  std::string source;
  std::string rule;
  std::uint64_t count = 0;
  std::string example;  // the first record and what was found in it
  std::string remedy;
};

struct CheckOptions {
  std::string today;     // ISO date
  int oldest_years = 5;  // a source older than this is a finding
};

struct CheckResult {
  std::vector<model::SourceRecord> sources;
  UserTables user_tables;
  std::vector<CheckFinding> findings;  // errors first, then by severity, source and rule
  std::uint64_t memory_bytes = 0;      // what a run needs at its peak, estimated from the counts
  bool blocked = false;                // there is an error
  core::Report report;                 // every single finding, with its place where it has one: to be drawn
  model::Municipalities municipalities;
};

/// Reads every source, makes the sites, and looks for what would stop or mislead a run; writes nothing. Measures in
/// straight lines alone, to see which criteria rank nobody. A source that cannot be used is a finding, not an
/// exception, so that all of them are told at once.
[[nodiscard]] CheckResult check(const Project& project, const CheckOptions& options, const core::Control& control);

}  // namespace trek::project
