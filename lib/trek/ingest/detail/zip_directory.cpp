#include "trek/ingest/detail/zip_directory.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "trek/core/error.hpp"
#include "trek/ingest/detail/ogr.hpp"

namespace trek::ingest::detail {

namespace {

constexpr std::uint64_t kMostDirectoryBytes = std::uint64_t{256} << 20U;
constexpr std::uint64_t kFreeBytes = std::uint64_t{256} << 20U;  // may grow from anything
constexpr std::uint64_t kMostGrowth = 200;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEntryBytes = 46;
constexpr std::size_t kLocalBytes = 30;
constexpr std::uint64_t kInZip64 = 0xFFFFFFFFU;

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  if (at + count > bytes.size()) return value;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

std::string bytes_at(VSILFILE* file, std::uint64_t offset, std::uint64_t count) {
  std::string bytes(count, '\0');
  if (VSIFSeekL(file, offset, SEEK_SET) != 0) return {};
  bytes.resize(VSIFReadL(bytes.data(), 1, bytes.size(), file));
  return bytes;
}

/// Where the list of files is, and how many it says that there are.
struct Place {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint64_t count = 0;
  std::uint64_t before = 0;  // bytes before the zip itself: all offsets count from there
};

/// The end record: the last mark behind which its comment fits.
std::size_t end_in(std::string_view tail) {
  auto end = tail.rfind("PK\x05\x06");
  while (end != std::string_view::npos && end + kEndBytes + little_endian(tail, end + 20, 2) > tail.size())
    end = end == 0 ? std::string_view::npos : tail.rfind("PK\x05\x06", end - 1);
  return end;
}

// The end record stands in the last 64 KiB; a zip of more than 4 GiB points from there to a ZIP64 record.
std::optional<Place> find_directory(VSILFILE* file, std::uint64_t file_bytes) {
  const std::uint64_t tail_bytes = std::min<std::uint64_t>(file_bytes, 65'535 + kEndBytes + 20);
  const std::uint64_t tail_at = file_bytes - tail_bytes;
  const std::string tail = bytes_at(file, tail_at, tail_bytes);
  const auto end = end_in(tail);
  if (end == std::string::npos) return std::nullopt;
  Place place{little_endian(tail, end + 16, 4), little_endian(tail, end + 12, 4), little_endian(tail, end + 10, 2), 0};
  std::uint64_t behind = tail_at + end;
  const bool zip64 = end >= 20 && std::string_view{tail}.substr(end - 20, 4) == "PK\x06\x07";
  if (zip64) {
    const std::uint64_t record_at = little_endian(tail, end - 20 + 8, 8);
    const std::string record = record_at < file_bytes ? bytes_at(file, record_at, 56) : std::string{};
    if (!record.starts_with("PK\x06\x06")) return std::nullopt;
    place = {little_endian(record, 48, 8), little_endian(record, 40, 8), little_endian(record, 32, 8), 0};
    behind = record_at;
  }
  if (place.bytes > behind || place.bytes > kMostDirectoryBytes || place.offset > behind - place.bytes)
    return std::nullopt;
  place.before = behind - place.bytes - place.offset;
  return place;
}

/// Sizes and offset that do not fit in 32 bits stand in an extra field, in this order.
void read_zip64(std::string_view extra, ZipMember& member) {
  for (std::size_t at = 0; at + 4 <= extra.size(); at += 4 + little_endian(extra, at + 2, 2)) {
    if (little_endian(extra, at, 2) != 1) continue;
    std::size_t value_at = at + 4;
    for (std::uint64_t* const value : {&member.bytes, &member.packed_bytes, &member.offset}) {
      if (*value != kInZip64) continue;
      *value = little_endian(extra, value_at, 8);
      value_at += 8;
    }
    return;
  }
}

/// The entry at `at`, which moves on; empty where the list breaks off.
std::optional<ZipMember> next_member(std::string_view directory, std::size_t& at) {
  if (at + kEntryBytes > directory.size() || directory.substr(at, 4) != "PK\x01\x02") return std::nullopt;
  const auto name_bytes = static_cast<std::size_t>(little_endian(directory, at + 28, 2));
  const auto extra_bytes = static_cast<std::size_t>(little_endian(directory, at + 30, 2));
  const auto comment_bytes = static_cast<std::size_t>(little_endian(directory, at + 32, 2));
  const std::size_t end = at + kEntryBytes + name_bytes + extra_bytes + comment_bytes;
  if (end > directory.size()) return std::nullopt;
  ZipMember member{std::string{directory.substr(at + kEntryBytes, name_bytes)},
                   little_endian(directory, at + 10, 2) == 0, little_endian(directory, at + 42, 4),
                   little_endian(directory, at + 20, 4), little_endian(directory, at + 24, 4)};
  read_zip64(directory.substr(at + kEntryBytes + name_bytes, extra_bytes), member);
  at = end;
  return member;
}

class ZipCheck {
 public:
  ZipCheck(const std::string& told, const std::vector<ZipMember>& members) : told_{told}, members_{members} {}

  void check_growth() const {
    std::uint64_t bytes = 0;
    std::uint64_t packed_bytes = 0;
    for (const ZipMember& member : members_) {
      check_growth(fmt::format("its file '{}'", member.name), member.bytes, member.packed_bytes);
      bytes += std::min(member.bytes, UINT64_MAX - bytes);
      packed_bytes += std::min(member.packed_bytes, UINT64_MAX - packed_bytes);
    }
    check_growth("it", bytes, packed_bytes);
  }

  void check_places(const Place& directory) const {
    std::vector<const ZipMember*> by_place;
    for (const ZipMember& member : members_) by_place.push_back(&member);
    std::sort(by_place.begin(), by_place.end(), [](auto* a, auto* b) { return a->offset < b->offset; });
    for (std::size_t i = 0; i < by_place.size(); ++i) {
      const ZipMember& member = *by_place[i];
      const std::uint64_t end = i + 1 < by_place.size() ? by_place[i + 1]->offset : directory.offset;
      if (member.offset <= end && end - member.offset >= kLocalBytes &&
          member.packed_bytes <= end - member.offset - kLocalBytes)
        continue;
      fail(fmt::format("is damaged: its file '{}' lies over another, or beyond its end; get it again", member.name));
    }
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", told_, what)};
  }

 private:
  void check_growth(const std::string& what, std::uint64_t bytes, std::uint64_t packed_bytes) const {
    if (bytes <= kFreeBytes || bytes / kMostGrowth <= packed_bytes) return;
    fail(
        fmt::format("{} would grow from {} to {} bytes when it is unpacked, more than {} times; unpack it yourself if "
                    "that is meant",
                    what, packed_bytes, bytes, kMostGrowth));
  }

  const std::string& told_;
  const std::vector<ZipMember>& members_;
};

}  // namespace

std::vector<ZipMember> zip_members(const std::string& file, const std::string& told) {
  std::vector<ZipMember> members;
  const ZipCheck check{told, members};
  const VsiFile opened{VSIFOpenL(file.c_str(), "rb")};
  VSIStatBufL status{};
  if (!opened || VSIStatL(file.c_str(), &status) != 0) check.fail("cannot be opened; check its permissions");
  const auto place = find_directory(opened.get(), static_cast<std::uint64_t>(status.st_size));
  if (!place) check.fail("is no zip, or is cut short: the list of its files is not at its end; get it again");
  const std::string directory = bytes_at(opened.get(), place->before + place->offset, place->bytes);
  std::size_t at = 0;
  while (auto member = next_member(directory, at)) members.push_back(std::move(*member));
  if (members.size() != place->count || at != directory.size()) {
    check.fail(fmt::format("is damaged: the list of its files breaks off after {} of {}; get it again", members.size(),
                           place->count));
  }
  check.check_places(*place);
  check.check_growth();
  return members;
}

}  // namespace trek::ingest::detail
