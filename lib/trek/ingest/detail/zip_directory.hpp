#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace trek::ingest::detail {

struct ZipMember {
  std::string name;
  bool is_stored = false;  // as it is, not compressed
  std::uint64_t offset = 0;
  std::uint64_t packed_bytes = 0;
  std::uint64_t bytes = 0;
};

/// The list of files of a zip, in its order; `file` is a path of GDAL's, `told` what messages call it.
///
/// Errors  Error{data}: no zip; its list is absent, breaks off or contradicts itself; files lie over one another; a
/// file
///         of over 256 MiB, or all of them, would grow more than two hundredfold (XML and CSV grow ten- to fiftyfold).
/// Source  APPNOTE.TXT 6.3 (PKWARE), 4.3.12-16: central directory, with its ZIP64 record.
[[nodiscard]] std::vector<ZipMember> zip_members(const std::string& file, const std::string& told);

}  // namespace trek::ingest::detail
