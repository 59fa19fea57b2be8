#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace trek::fetch::detail {

/// NAME.part.json: which file the bytes in NAME.part begin.
struct PartNote {
  std::string url;
  std::string etag;
  std::string last_modified;
  std::uint64_t length = 0;  // of the whole; 0: not known

  /// What If-Range may hold: a strong ETag, else Last-Modified. Empty: the server gives nothing to tell by.
  [[nodiscard]] std::string validator() const;
};

/// NAME.source.json: what a file is and where it is from.
struct SourceNote {
  std::string url;
  std::string fetched;  // ISO 8601 UTC
  std::uint64_t bytes = 0;
  std::string sha256;
  std::string licence;
  std::string attribution;
  std::string etag;
  std::string last_modified;
};

[[nodiscard]] std::filesystem::path part_path(const std::filesystem::path& file);
[[nodiscard]] std::filesystem::path part_note_path(const std::filesystem::path& file);
[[nodiscard]] std::filesystem::path source_note_path(const std::filesystem::path& file);

/// Empty when there is none that can be read: it is a cache, and its loss costs a download.
[[nodiscard]] std::optional<PartNote> find_part_note(const std::filesystem::path& file);
[[nodiscard]] std::optional<SourceNote> find_source_note(const std::filesystem::path& file);
/// Without the secrets of addresses: find_*_note gives `url` without them too.
/// Errors  Error{output}.
void write_part_note(const std::filesystem::path& file, const PartNote& note);
void write_source_note(const std::filesystem::path& file, const SourceNote& note);

/// NAME.part, open for writing by one process. Kept where a later call can go on with it, else removed.
class PartFile {
 public:
  /// Errors  Error{output}: cannot be written, or another process is at it.
  explicit PartFile(const std::filesystem::path& file);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Throws its bytes away.
  void clear();
  void add(std::string_view bytes);
  void keep();
  void drop();
  /// Renames it to the file, over an older one; its note goes.
  void put_in_place();

 private:
  [[noreturn]] void fail(std::string_view what) const;
  void forget() const;

  std::filesystem::path file_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  bool kept_ = false;
};

}  // namespace trek::fetch::detail
