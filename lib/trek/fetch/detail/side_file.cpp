#include "trek/fetch/detail/side_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/leftovers.hpp"
#include "trek/core/secrets.hpp"
#include "trek/core/target_file.hpp"
#include "trek/fetch/detail/json_text.hpp"

namespace trek::fetch::detail {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

fs::path with_suffix(const fs::path& file, const char* suffix) { return file.string() + suffix; }

constexpr std::uintmax_t kLargestNote = std::uintmax_t{64} * 1024;

/// Not an object: nothing that can be read.
Json note_in(const fs::path& path) {
  std::error_code error;
  if (!core::find_input_fault(path).empty() || fs::file_size(path, error) > kLargestNote || error) return Json{};
  return Json::parse(core::read_input(path, kLargestNote, core::ErrorKind::data), nullptr, false);
}

/// What goes back to a server as a header: one line of characters that a header may hold, else nothing.
std::string header_in(const Json& note, const char* key) {
  constexpr std::size_t kLongest = 1000;
  std::string value = text_of(note, key);
  const auto odd = [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; };
  return value.size() > kLongest || std::any_of(value.begin(), value.end(), odd) ? std::string{} : value;
}

std::uint64_t count_of(const Json& note, const char* key) {
  const auto found = note.find(key);
  return found != note.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

void write_note(const fs::path& path, const Json& note) {
  core::TargetFile target{path, true};
  std::ofstream stream{target.temporary(), std::ios::binary};
  stream << note.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  stream.close();
  if (!stream)
    throw core::Error{core::ErrorKind::output, fmt::format("{}: cannot be written; is the disk full?", path.string())};
  target.put_in_place();
}

}  // namespace

std::string PartNote::validator() const { return !etag.empty() && !etag.starts_with("W/") ? etag : last_modified; }

fs::path part_path(const fs::path& file) { return with_suffix(file, ".part"); }
fs::path part_note_path(const fs::path& file) { return with_suffix(file, ".part.json"); }
fs::path source_note_path(const fs::path& file) { return with_suffix(file, ".source.json"); }

std::optional<PartNote> find_part_note(const fs::path& file) {
  const Json note = note_in(part_note_path(file));
  if (!note.is_object()) return std::nullopt;
  return PartNote{text_of(note, "url"), header_in(note, "etag"), header_in(note, "last_modified"),
                  count_of(note, "length")};
}

std::optional<SourceNote> find_source_note(const fs::path& file) {
  const Json note = note_in(source_note_path(file));
  if (!note.is_object()) return std::nullopt;
  return SourceNote{text_of(note, "url"),    text_of(note, "fetched"),        count_of(note, "bytes"),
                    text_of(note, "sha256"), text_of(note, "licence"),        text_of(note, "attribution"),
                    header_in(note, "etag"), header_in(note, "last_modified")};
}

void write_part_note(const fs::path& file, const PartNote& note) {
  write_note(part_note_path(file), {{"url", core::without_secrets(note.url)},
                                    {"etag", note.etag},
                                    {"last_modified", note.last_modified},
                                    {"length", note.length}});
}

void write_source_note(const fs::path& file, const SourceNote& note) {
  write_note(source_note_path(file), {{"url", core::without_secrets(note.url)},
                                      {"fetched", note.fetched},
                                      {"bytes", note.bytes},
                                      {"sha256", note.sha256},
                                      {"licence", core::without_secrets(note.licence)},
                                      {"attribution", core::without_secrets(note.attribution)},
                                      {"etag", note.etag},
                                      {"last_modified", note.last_modified}});
}

namespace {

/// Below 0 when it cannot be; errno says why.
int open_part(const fs::path& path) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  return ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
}

}  // namespace

PartFile::PartFile(const fs::path& file) : file_{file}, path_{part_path(file)}, descriptor_{open_part(path_)} {
  if (descriptor_ < 0) fail("cannot be written: " + std::generic_category().message(errno));
  struct stat mine {};
  struct stat named {};
  const bool plain = ::fstat(descriptor_, &mine) == 0 && S_ISREG(mine.st_mode);
  // Between opening and locking, another process may have finished it and given it its final name.
  const bool own = plain && ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 && ::lstat(path_.c_str(), &named) == 0 &&
                   named.st_ino == mine.st_ino && named.st_dev == mine.st_dev;
  if (!own) {
    ::close(descriptor_);
    fail(plain ? "another fetch is writing it; wait for it" : "is not a regular file; remove it");
  }
  size_ = static_cast<std::uint64_t>(mine.st_size);
  drop();
}

PartFile::~PartFile() {
  std::error_code ignored;
  if (!kept_ && !path_.empty()) {
    fs::remove(path_, ignored);
    fs::remove(part_note_path(file_), ignored);
    forget();
  }
  ::close(descriptor_);
}

void PartFile::keep() {
  kept_ = true;
  forget();
}

/// A process that ends without unwinding drops it too.
void PartFile::drop() {
  kept_ = false;
  core::add_leftover(path_);
  core::add_leftover(part_note_path(file_));
}

void PartFile::forget() const {
  core::forget_leftover(path_);
  core::forget_leftover(part_note_path(file_));
}

void PartFile::fail(std::string_view what) const {
  throw core::Error{core::ErrorKind::output, fmt::format("{}: {}", path_.string(), what)};
}

void PartFile::clear() {
  if (::ftruncate(descriptor_, 0) != 0) fail("cannot be written: " + std::generic_category().message(errno));
  size_ = 0;
}

void PartFile::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("cannot be written: " + std::generic_category().message(errno));
    size_ += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void PartFile::put_in_place() {
  core::replace_file(path_, file_);
  forget();
  std::error_code ignored;
  fs::remove(part_note_path(file_), ignored);
  path_.clear();
}

}  // namespace trek::fetch::detail
