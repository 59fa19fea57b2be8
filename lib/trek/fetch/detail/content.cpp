#include "trek/fetch/detail/content.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>

#include "trek/core/error.hpp"
#include "trek/core/shortened.hpp"
#include "trek/core/text.hpp"
#include "trek/fetch/detail/address.hpp"

namespace trek::fetch::detail {
namespace {

[[noreturn]] void fail(const std::string& url, const std::string& what) {
  throw core::Error{core::ErrorKind::data, fmt::format("{}: {}", url, what)};
}

/// Text without byte order mark and white space in front.
std::string_view text_start(std::string_view bytes) {
  if (bytes.starts_with(core::kByteOrderMark)) bytes.remove_prefix(core::kByteOrderMark.size());
  const auto at = bytes.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view{} : bytes.substr(at);
}

bool is_html(std::string_view bytes) {
  const std::string start = lower_case(text_start(bytes).substr(0, 14));
  return start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head");
}

struct Promise {
  std::string_view what;
  bool kept;
};

Promise promise_of(std::string_view bytes, const std::string& extension) {
  const std::string_view text = text_start(bytes);
  if (extension == ".gpkg") return {"a GeoPackage (SQLite format 3)", bytes.starts_with("SQLite format 3")};
  if (extension == ".zip") return {"a zip (PK)", bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")};
  if (extension == ".json" || extension == ".geojson") return {"JSON ({)", text.starts_with("{")};
  if (extension == ".xml" || extension == ".gml") return {"XML (<)", text.starts_with("<")};
  if (extension == ".fgb") return {"a FlatGeobuf (fgb)", bytes.starts_with("fgb")};
  if (extension == ".pbf")
    return {"an OpenStreetMap extract (OSMHeader)", bytes.find("OSMHeader") != std::string_view::npos};
  return {"data", !bytes.empty()};
}

/// A little-endian number of `size` bytes, or the error that says that the file ends there.
class ZipFile {
 public:
  ZipFile(const std::filesystem::path& file, const std::string& url)
      : stream_{file, std::ios::binary}, bytes_{std::filesystem::file_size(file)}, url_{url} {}

  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }

  [[nodiscard]] std::string read(std::uint64_t at, std::uint64_t count) {
    if (at > bytes_ || count > bytes_ - at) damaged("ends too early");  // before memory is taken for what is claimed
    std::string part(count, '\0');
    stream_.seekg(static_cast<std::streamoff>(at));
    if (!stream_.read(part.data(), static_cast<std::streamsize>(count))) damaged("cannot be read back");
    return part;
  }

  [[noreturn]] void damaged(std::string_view what) const {
    fail(url_, fmt::format("the zip of {} bytes is damaged: {}; get it again", bytes_, what));
  }

 private:
  std::ifstream stream_;
  std::uint64_t bytes_;
  const std::string& url_;
};

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

struct Directory {
  std::uint64_t entry_count = 0;
  std::uint64_t bytes = 0;
  std::uint64_t at = 0;
};

constexpr std::uint64_t kEndBytes = 22;
constexpr std::uint64_t kLongestComment = 65535;

Directory zip64_directory(ZipFile& zip, std::uint64_t end_at) {
  if (end_at < 20) zip.damaged("its zip64 record is not there");
  const std::string locator = zip.read(end_at - 20, 20);
  if (!locator.starts_with("PK\x06\x07")) zip.damaged("its zip64 record is not there");
  const std::string record = zip.read(number_at(locator, 8, 8), 56);
  if (!record.starts_with("PK\x06\x06")) zip.damaged("its zip64 record is not there");
  return {number_at(record, 32, 8), number_at(record, 40, 8), number_at(record, 48, 8)};
}

Directory directory_of(ZipFile& zip) {
  const std::uint64_t tail_bytes = std::min(zip.bytes(), kEndBytes + kLongestComment);
  const std::uint64_t tail_at = zip.bytes() - tail_bytes;
  const std::string tail = zip.read(tail_at, tail_bytes);
  const auto end = tail.rfind("PK\x05\x06");
  if (end == std::string::npos || tail.size() - end < kEndBytes) zip.damaged("its list of files is not there");
  const Directory directory{number_at(tail, end + 10, 2), number_at(tail, end + 12, 4), number_at(tail, end + 16, 4)};
  const bool in_zip64 = directory.entry_count == 0xFFFF || directory.bytes == 0xFFFFFFFF || directory.at == 0xFFFFFFFF;
  return in_zip64 ? zip64_directory(zip, tail_at + end) : directory;
}

constexpr std::uint64_t kLargestDirectory = std::uint64_t{256} << 20U;

}  // namespace

void check_beginning(std::string_view beginning, const std::string& extension, const std::string& url) {
  const Promise promise = promise_of(beginning, extension);
  if (promise.kept && !is_html(beginning)) return;
  const std::string found = is_html(beginning)  ? "a web page"
                            : beginning.empty() ? "nothing"
                                                : fmt::format("'{}'", one_line(beginning, 24));
  fail(url, fmt::format("gives {}, expected {}; look at the address in a browser, or get the file by hand", found,
                        promise.what));
}

std::string exception_text(std::string_view body) {
  constexpr std::string_view kTag = "ExceptionText>";
  const auto open = core::trimmed(body).starts_with('<') ? body.find(kTag) : std::string_view::npos;
  if (open == std::string_view::npos) return {};
  const auto text = body.substr(open + kTag.size());
  return one_line(text.substr(0, text.find('<')), 200);
}

std::string one_line(std::string_view text, std::size_t longest) {
  std::string line;
  for (const char c : core::beginning(core::trimmed(text), longest)) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      line += c;
    } else if (!line.ends_with(' ')) {
      line += ' ';
    }
  }
  return std::string{core::beginning(core::cleaned(line), longest)};  // a byte that is no UTF-8 became three
}

void check_zip(const std::filesystem::path& file, const std::string& url) {
  ZipFile zip{file, url};
  const Directory directory = directory_of(zip);
  if (directory.bytes > kLargestDirectory) zip.damaged("its list of files is too long to be one");
  const std::string entries = zip.read(directory.at, directory.bytes);
  std::size_t at = 0;
  for (std::uint64_t entry = 0; entry < directory.entry_count; ++entry) {
    if (entries.size() - at < 46 || entries.compare(at, 4, "PK\x01\x02") != 0)
      zip.damaged("its list of files breaks off");
    const std::uint64_t stored_at = number_at(entries, at + 42, 4);
    if (stored_at != 0xFFFFFFFF && stored_at >= directory.at) zip.damaged("a file in it lies outside");
    const std::uint64_t next =
        at + 46 + number_at(entries, at + 28, 2) + number_at(entries, at + 30, 2) + number_at(entries, at + 32, 2);
    if (next > entries.size()) zip.damaged("its list of files breaks off");
    at = next;
  }
  if (directory.entry_count == 0) zip.damaged("it holds no file");
}

}  // namespace trek::fetch::detail
