#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What services write into a file of features when it is one page of several.
namespace trek::ingest::detail {

struct PageSign {
  std::optional<std::uint64_t> whole_count;  // features of the whole
  std::string member;                        // by which the file says so: "totalFeatures", "links: next"
  bool more = false;                         // says that more follow, whatever the counts
};

/// Looks at the members of a GeoJSON collection or an ESRI JSON (totalFeatures, numberMatched, exceededTransferLimit,
/// next, links), and at the first element and the end of a GML file (numberMatched, next, truncatedResponse). Empty for
/// other drivers, and where nothing of the kind is said. `target` is a path of GDAL's. Reads a JSON file once.
[[nodiscard]] std::optional<PageSign> find_page_sign(const std::string& target, std::string_view driver);

/// "3 of 2501 features: ..., what to do"; empty when `found_count` is all of them.
[[nodiscard]] std::optional<std::string> find_missing_pages(const PageSign& sign, std::uint64_t found_count);

}  // namespace trek::ingest::detail
