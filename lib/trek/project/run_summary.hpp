#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/model/source.hpp"
#include "trek/project/user_tables.hpp"
#include "trek/publish/siting_answer.hpp"
#include "trek/resolve/evidence.hpp"

namespace trek::project {

struct RunOptions {
  std::filesystem::path output;  // .gpkg
  bool overwrite = false;        // false: an existing output is an error, before anything long runs
  std::string timestamp;         // ISO 8601 UTC, see run_timestamp(); goes into the file
};

/// What a caller tells its user after a run. All of it stands in the output too.
struct RunSummary {
  std::vector<model::SourceRecord> sources;
  UserTables user_tables;
  core::Report report;
  std::uint64_t site_count = 0;
  std::uint64_t ranked_count = 0;      // sites that no veto rules out
  double source_inhabitants = 0.0;     // as the population source counts them
  double demand_inhabitants = 0.0;     // put on the map
  double remainder_inhabitants = 0.0;  // listed, not put
  double region_inhabitants = 0.0;     // of those on the map; the others live around the region
  double demand_target = 0.0;          // of all on the map
  double region_target = 0.0;
  double target_estimated_share = 0.0;  // of the region's target
  std::uint64_t not_routable_count = 0;
  std::vector<publish::SitingAnswer> siting;  // a question each: where the next places go
  std::vector<resolve::LeftOut> left_out;     // why records are no candidate site
  core::Phrase notice;                        // what a reader must know before believing the map; empty if nothing
  std::vector<std::pair<std::string, std::string>> facts;  // the `run` table
};

}  // namespace trek::project
