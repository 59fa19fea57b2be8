#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A QGIS project as a GeoPackage holds it: the hexadecimal text of a zip with one .qgs, and with what QGIS keeps
/// beside it once a user has saved it there (.qgd).
namespace trek::publish::detail {

/// One file of an archive, as it is packed.
struct ArchivedFile {
  std::string name;
  std::uint32_t method = 0;  // 0: stored, 8: deflated
  std::uint32_t date = 0;    // DOS time and date
  std::uint32_t checksum = 0;
  std::string packed;
  std::size_t bytes = 0;  // unpacked
};

/// The same text gives the same bytes: dated 1980-01-01.
[[nodiscard]] ArchivedFile archived(std::string name, const std::string& content);
[[nodiscard]] std::string zipped(const std::vector<ArchivedFile>& files);

/// Errors  Error{data}, which `told` begins: no zip, of several parts or with a password; its list contradicts itself
/// or
///         reaches beyond its end.
/// Source  APPNOTE.TXT 6.3 (PKWARE), 4.3.7-16, without ZIP64.
[[nodiscard]] std::vector<ArchivedFile> archived_files(std::string_view zip, const std::string& told);
/// Errors  Error{data}: packed in another way, damaged, or more than 256 MiB.
[[nodiscard]] std::string unpacked(const ArchivedFile& file, const std::string& told);

/// Two lower-case digits a byte.
[[nodiscard]] std::string hex(std::string_view bytes);
/// Errors  Error{data}, which `told` begins: no such text.
[[nodiscard]] std::string bytes_of_hex(std::string_view hex, const std::string& told);

}  // namespace trek::publish::detail
