#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "trek/core/control.hpp"

namespace trek::datasets {

struct TwenteOptions {
  std::uint64_t seed = 20260223;
  double scale = 1.0;  // (0, 1]: share of buildings and inhabitants, for quick tests; streets stay whole
};

struct WrittenFile {
  std::filesystem::path path;
  std::string what;                // one line, Dutch: what the file holds and that it is made up
  std::uint64_t record_count = 0;  // over all layers of the file
};

/// Writes the embedded region into `folder` (made if absent; files of the same name are replaced), in the schemas of
/// the real sources: municipalities, population cells, BAG, monuments, vacancy register, streets, places.
///
/// Fact are the names, codes, inhabitants and areas of the municipalities, the names, places and inhabitants of the
/// settlements, and the names of the sites with a certainty; everything else is made up, and says so.
/// Result  the files in the order written. Same seed and scale, same bytes, on any thread count.
/// Errors  Error{bad_argument} if scale is not in (0, 1]; Error{output} if a file cannot be written; Error{cancelled}.
/// Cost    full size: about 150,000 street nodes and 290,000 buildings and units, some 10 s unoptimised, and 170 MB.
/// Source  METHODS "Embedded data"; datasets/twente/README.md.
std::vector<WrittenFile> write_twente(const std::filesystem::path& folder, const TwenteOptions& options,
                                      const core::Control& control);

}  // namespace trek::datasets
