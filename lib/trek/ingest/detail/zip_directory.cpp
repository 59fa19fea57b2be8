#include "trek/ingest/detail/zip_directory.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string_view>

namespace trek::ingest::detail {

namespace {

constexpr std::uint64_t kMostDirectoryBytes = std::uint64_t{256} << 20U;

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  if (at + count > bytes.size()) return value;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

std::string bytes_at(std::ifstream& file, std::uint64_t offset, std::uint64_t count) {
  std::string bytes(count, '\0');
  file.clear();
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return bytes;
}

struct Place {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

// The end record stands in the last 64 KiB; a zip of more than 4 GiB points from there to a ZIP64 record.
Place directory_of(std::ifstream& file, std::uint64_t file_bytes) {
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(file_bytes, 65'535 + 22 + 20);
  const std::string tail = bytes_at(file, file_bytes - tail_bytes, tail_bytes);
  const auto end = tail.rfind("PK\x05\x06");
  if (end == std::string::npos) return {};
  Place place{little_endian(tail, end + 16, 4), little_endian(tail, end + 12, 4)};
  if (place.offset != 0xFFFFFFFFU && place.bytes != 0xFFFFFFFFU) return place;
  if (end < 20 || tail.compare(end - 20, 4, "PK\x06\x07") != 0) return {};
  const std::string record = bytes_at(file, little_endian(tail, end - 20 + 8, 8), 56);
  if (!record.starts_with("PK\x06\x06")) return {};
  return {little_endian(record, 48, 8), little_endian(record, 40, 8)};
}

}  // namespace

std::vector<std::string> stored_members(const std::filesystem::path& zip) {
  std::ifstream file{zip, std::ios::binary};
  std::error_code ignored;
  const auto file_bytes = std::filesystem::file_size(zip, ignored);
  if (!file || ignored) return {};
  const Place place = directory_of(file, file_bytes);
  if (place.bytes == 0 || place.bytes > kMostDirectoryBytes || place.offset > file_bytes) return {};
  const std::string directory = bytes_at(file, place.offset, place.bytes);
  std::vector<std::string> names;
  std::size_t at = 0;
  while (directory.compare(at, 4, "PK\x01\x02") == 0) {
    const auto name_bytes = static_cast<std::size_t>(little_endian(directory, at + 28, 2));
    const auto rest_bytes = little_endian(directory, at + 30, 2) + little_endian(directory, at + 32, 2);
    if (little_endian(directory, at + 10, 2) == 0) names.push_back(directory.substr(at + 46, name_bytes));
    at += 46 + name_bytes + static_cast<std::size_t>(rest_bytes);
    if (at >= directory.size()) break;
  }
  return names;
}

}  // namespace trek::ingest::detail
