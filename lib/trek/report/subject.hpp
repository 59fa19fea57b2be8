#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "trek/model/words.hpp"
#include "trek/publish/read_results.hpp"
#include "trek/publish/stored_coverage.hpp"
#include "trek/publish/stored_squares.hpp"

namespace trek::report {

/// What a report is asked to be about.
struct Request {
  std::filesystem::path file;                         // an output of `trek run`
  std::vector<std::string> sites;                     // as `site_row` takes them; empty: the best ones
  std::string municipality;                           // name or code; empty: all of them
  std::string profile;                                // id or name of a kind of place; empty: any
  std::optional<model::Language> language;            // empty: that of the output
  std::vector<std::string> tables{"csv", "geojson"};  // names of formats (table_format.hpp)
};

/// Of the squares in which coverage is told: a choice of trek, fine enough for a village and light enough for mail.
inline constexpr double kSquare_m = 500.0;

/// All that pages and drawings are made of.
struct Subject {
  publish::ReadResults results;
  publish::StoredLayers layers;
  publish::StoredTravel travel;                // by `mode`
  std::vector<publish::StoredSquare> squares;  // of kSquare_m, with what each mode of the coverage says, in its order
  std::vector<publish::StoredFinding> findings;
  model::Words words{model::Language::nl};
  std::vector<std::size_t> shortlist;       // rows of the sites that are told of, best first
  std::vector<std::size_t> sheets;          // those of them that get a page of their own
  std::optional<std::size_t> municipality;  // row of layers.coverage.municipalities; empty: all
  std::string profile;                      // id; empty: any
  std::string mode;                         // by which coverage is told: bicycle, or the first that was measured
  std::vector<std::string> tables;          // formats in which tables are written

  /// The profile that is asked for, or that suits the site best; nullptr where the output has none.
  [[nodiscard]] const publish::ReadProfile* find_profile(std::size_t site) const;
  /// Row of layers.sites of a site; empty where there is none.
  [[nodiscard]] std::optional<std::size_t> find_layer_row(std::size_t site) const;
  /// What the run says of itself; empty: nothing.
  [[nodiscard]] std::string fact(std::string_view key) const { return results.find_fact(key); }
};

/// Reads an output. Errors  Error{data}: not an output of `trek run`; Error{bad_argument}: no such site, municipality
/// or profile (the nearest is suggested), or a language that an output of an older trek does not have.
[[nodiscard]] Subject read_subject(const Request& request);

}  // namespace trek::report
