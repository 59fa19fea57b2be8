#include "trek/publish/detail/project_archive.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "trek/core/error.hpp"

namespace trek::publish::detail {
namespace {

constexpr std::uint32_t kVersion = 20;
constexpr std::uint32_t kStored = 0;
constexpr std::uint32_t kDeflated = 8;
constexpr std::uint32_t kDosDate = 0x210000;  // 1980-01-01 00:00
constexpr std::uint32_t kLocalMark = 0x04034b50;
constexpr std::uint32_t kEntryMark = 0x02014b50;
constexpr std::uint32_t kEndMark = 0x06054b50;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kListedBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::uint32_t kLocked = 0x1;  // a flag: with a password
constexpr std::size_t kMostBytes = std::size_t{256} << 20U;
constexpr int kRawDeflate = -15;

[[noreturn]] void refuse(const std::string& told, std::string_view what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", told, what)};
}

/// Little-endian fields of a zip record.
class ZipRecord {
 public:
  ZipRecord& u16(std::uint32_t value) {
    for (unsigned shift = 0; shift < 16; shift += 8) bytes_ += static_cast<char>((value >> shift) & 0xFFU);
    return *this;
  }
  ZipRecord& u32(std::uint32_t value) { return u16(value & 0xFFFFU).u16(value >> 16U); }
  ZipRecord& text(std::string_view text) {
    bytes_ += text;
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  std::string bytes_;
};

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

std::string deflated(const std::string& content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kRawDeflate, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw core::Error{core::ErrorKind::internal, "zlib: cannot start to compress the project"};
  std::vector<unsigned char> input{content.begin(), content.end()};
  std::vector<unsigned char> output(deflateBound(&stream, static_cast<uLong>(input.size())));
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = output.data();
  stream.avail_out = static_cast<uInt>(output.size());
  const int code = deflate(&stream, Z_FINISH);
  const auto size = stream.total_out;
  deflateEnd(&stream);
  if (code != Z_STREAM_END) throw core::Error{core::ErrorKind::internal, "zlib: cannot compress the project"};
  return {output.begin(), output.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::string inflated(const ArchivedFile& file, const std::string& told) {
  z_stream stream{};
  if (inflateInit2(&stream, kRawDeflate) != Z_OK)
    throw core::Error{core::ErrorKind::internal, "zlib: cannot start to unpack a project"};
  std::vector<unsigned char> input{file.packed.begin(), file.packed.end()};
  std::vector<unsigned char> output(file.bytes + 1);  // one more: what is longer than it says is seen
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = output.data();
  stream.avail_out = static_cast<uInt>(output.size());
  const int code = inflate(&stream, Z_FINISH);
  const auto size = stream.total_out;
  inflateEnd(&stream);
  if (code != Z_STREAM_END || size != file.bytes) refuse(told, "its archive is damaged");
  return {output.begin(), output.begin() + static_cast<std::ptrdiff_t>(size)};
}

std::uint32_t checksum(const std::string& content) {
  const std::vector<unsigned char> bytes{content.begin(), content.end()};
  return static_cast<std::uint32_t>(crc32(crc32(0L, nullptr, 0), bytes.data(), static_cast<uInt>(bytes.size())));
}

/// The fields that the local and the central header share.
std::string header(const ArchivedFile& file) {
  ZipRecord record;
  record.u16(kVersion).u16(0).u16(file.method).u32(file.date).u32(file.checksum);
  record.u32(static_cast<std::uint32_t>(file.packed.size())).u32(static_cast<std::uint32_t>(file.bytes));
  record.u16(static_cast<std::uint32_t>(file.name.size())).u16(0);
  return record.bytes();
}

/// Where the end record stands: the last mark behind which its comment fits.
std::size_t end_of_list(std::string_view zip, const std::string& told) {
  for (auto at = zip.rfind("PK\x05\x06"); at != std::string_view::npos && at + kEndBytes <= zip.size();
       at = at == 0 ? std::string_view::npos : zip.rfind("PK\x05\x06", at - 1)) {
    if (at + kEndBytes + little_endian(zip, at + 20, 2) <= zip.size()) return at;
  }
  refuse(told, "is no archive of a QGIS project");
}

ArchivedFile file_in(std::string_view zip, std::size_t entry, const std::string& told) {
  const std::size_t local = little_endian(zip, entry + 42, 4);
  if (local + kLocalBytes > zip.size() || little_endian(zip, local, 4) != kLocalMark)
    refuse(told, "its archive is damaged");
  const std::size_t start = local + kLocalBytes + little_endian(zip, local + 26, 2) + little_endian(zip, local + 28, 2);
  const std::size_t packed_bytes = little_endian(zip, entry + 20, 4);
  if (start + packed_bytes > zip.size()) refuse(told, "its archive breaks off");
  if ((little_endian(zip, entry + 8, 2) & kLocked) != 0) refuse(told, "its archive has a password");
  return {std::string{zip.substr(entry + kListedBytes, little_endian(zip, entry + 28, 2))},
          little_endian(zip, entry + 10, 2),
          little_endian(zip, entry + 12, 4),
          little_endian(zip, entry + 16, 4),
          std::string{zip.substr(start, packed_bytes)},
          little_endian(zip, entry + 24, 4)};
}

}  // namespace

ArchivedFile archived(std::string name, const std::string& content) {
  return {std::move(name), kDeflated, kDosDate, checksum(content), deflated(content), content.size()};
}

std::string zipped(const std::vector<ArchivedFile>& files) {
  ZipRecord archive;
  std::vector<std::size_t> places;
  for (const ArchivedFile& file : files) {
    places.push_back(archive.bytes().size());
    archive.u32(kLocalMark).text(header(file)).text(file.name).text(file.packed);
  }
  const auto start = archive.bytes().size();
  for (std::size_t i = 0; i < files.size(); ++i) {
    archive.u32(kEntryMark).u16(kVersion).text(header(files[i])).u16(0).u16(0).u16(0).u32(0);
    archive.u32(static_cast<std::uint32_t>(places[i])).text(files[i].name);
  }
  const auto size = archive.bytes().size() - start;
  const auto count = static_cast<std::uint32_t>(files.size());
  archive.u32(kEndMark).u16(0).u16(0).u16(count).u16(count).u32(static_cast<std::uint32_t>(size));
  archive.u32(static_cast<std::uint32_t>(start)).u16(0);
  return archive.bytes();
}

std::vector<ArchivedFile> archived_files(std::string_view zip, const std::string& told) {
  const std::size_t end = end_of_list(zip, told);
  std::size_t entry = little_endian(zip, end + 16, 4);
  std::vector<ArchivedFile> files;
  std::size_t packed = 0;
  for (std::uint32_t left = little_endian(zip, end + 10, 2); left > 0; --left) {
    if (entry + kListedBytes > end || little_endian(zip, entry, 4) != kEntryMark)
      refuse(told, "its archive is damaged");
    const std::size_t texts = little_endian(zip, entry + 28, 2) + std::size_t{little_endian(zip, entry + 30, 2)} +
                              little_endian(zip, entry + 32, 2);
    if (entry + kListedBytes + texts > end) refuse(told, "its archive is damaged");
    packed += files.emplace_back(file_in(zip, entry, told)).packed.size();
    if (packed > zip.size()) refuse(told, "files of its archive lie over one another");
    entry += kListedBytes + texts;
  }
  return files;
}

std::string unpacked(const ArchivedFile& file, const std::string& told) {
  constexpr std::size_t kMostGrowth = 1032;  // of deflate
  if (file.bytes > kMostBytes || file.bytes / kMostGrowth > file.packed.size())
    refuse(told, "its archive would grow beyond all bounds");
  if (file.method == kStored) {
    if (file.bytes != file.packed.size()) refuse(told, "its archive is damaged");
    return file.packed;
  }
  if (file.method != kDeflated) refuse(told, "its archive is packed in a way that is not known");
  std::string content = inflated(file, told);
  if (checksum(content) != file.checksum) refuse(told, "its archive is damaged");
  return content;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  result.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto value = static_cast<unsigned char>(c);
    result += kDigits[value >> 4U];
    result += kDigits[value & 0xFU];
  }
  return result;
}

std::string bytes_of_hex(std::string_view hex, const std::string& told) {
  const auto digit = [&](char c) -> unsigned {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    refuse(told, "is not the text that QGIS writes");
  };
  if (hex.size() % 2 != 0) refuse(told, "is not the text that QGIS writes");
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) bytes += static_cast<char>(digit(hex[i]) << 4U | digit(hex[i + 1]));
  return bytes;
}

}  // namespace trek::publish::detail
