#include "trek/network/cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include "trek/core/column.hpp"
#include "trek/core/error.hpp"
#include "trek/core/sha256.hpp"
#include "trek/geo/crs.hpp"

namespace trek::network {
namespace {

using core::Error;
using core::ErrorKind;

// A file is: the mark, the version, the SHA-256 (64 hex digits) of the content, the content. Numbers are little-endian.
static_assert(std::endian::native == std::endian::little, "the cache is written as it lies in memory: little-endian");
constexpr std::string_view kMark = "trekgrph";
constexpr std::size_t kDigestSize = 64;
constexpr std::size_t kHeaderSize = kMark.size() + sizeof(kCacheVersion) + kDigestSize;

// ---- Content: the same list of fields is written and read

class Writer {
 public:
  template <class T>
  void field(const T& value) requires std::is_trivially_copyable_v<T> {
    append(&value, sizeof(T));
  }
  template <class T>
  void field(const core::Column<T>& values) requires std::is_trivially_copyable_v<T> {
    field(static_cast<std::uint64_t>(values.size()));
    append(values.data(), values.size() * sizeof(T));
  }
  void field(const std::string& text) {
    field(static_cast<std::uint64_t>(text.size()));
    bytes_ += text;
  }
  void field(const std::map<std::string, std::uint64_t>& counts) {
    field(static_cast<std::uint64_t>(counts.size()));
    for (const auto& [name, count] : counts) {
      field(name);
      field(count);
    }
  }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  void append(const void* bytes, std::size_t size) { bytes_.append(static_cast<const char*>(bytes), size); }
  std::string bytes_;
};

/// After a field that is not there as a whole, everything else stays empty and `complete()` is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_{bytes} {}

  template <class T>
  void field(T& value) requires std::is_trivially_copyable_v<T> {
    if (take(sizeof(T), 1)) copy(&value, sizeof(T));
  }
  template <class T>
  void field(core::Column<T>& column) requires std::is_trivially_copyable_v<T> {
    const std::uint64_t count = size();
    if (!take(sizeof(T), count)) return;
    std::vector<T> values(count);
    copy(values.data(), count * sizeof(T));
    column = std::move(values);
  }
  void field(std::string& text) {
    const std::uint64_t count = size();
    if (!take(1, count)) return;
    text.assign(rest_.substr(0, count));
    rest_.remove_prefix(count);
  }
  void field(std::map<std::string, std::uint64_t>& counts) {
    const std::uint64_t count = size();
    for (std::uint64_t i = 0; i < count && good_; ++i) {
      std::string name;
      field(name);
      field(counts[name]);
    }
  }
  [[nodiscard]] bool complete() const noexcept { return good_ && rest_.empty(); }

 private:
  std::uint64_t size() {
    std::uint64_t count = 0;
    field(count);
    return count;
  }
  bool take(std::size_t item_size, std::uint64_t count) noexcept {
    good_ = good_ && count <= rest_.size() / item_size;
    return good_;
  }
  void copy(void* target, std::size_t byte_count) noexcept {
    if (byte_count > 0) std::memcpy(target, rest_.data(), byte_count);
    rest_.remove_prefix(byte_count);
  }
  std::string_view rest_;
  bool good_ = true;
};

/// Writes or reads every field, in the order of the file. `Network` is const for a Writer.
template <class File, class Network>
void fields(File& file, Network& network) {
  auto& graph = network.graph;
  file.field(graph.mode);
  file.field(graph.node_place);
  file.field(graph.node_key);
  file.field(graph.component);
  file.field(graph.component_size);
  file.field(graph.edge_from);
  file.field(graph.edge_to);
  file.field(graph.edge_length_m);
  file.field(graph.edge_forward_ds);
  file.field(graph.edge_backward_ds);
  file.field(graph.edge_way);
  file.field(graph.first_shape);
  file.field(graph.shape_points);
  file.field(graph.first_arc);
  file.field(graph.arc_head);
  file.field(graph.arc_time_ds);
  file.field(graph.arc_edge);
  file.field(graph.first_in_arc);
  file.field(graph.in_arc_tail);
  file.field(graph.in_arc_time_ds);
  file.field(graph.in_arc_edge);
  auto& counts = network.counts;
  file.field(counts.node_count);
  file.field(counts.way_count);
  file.field(counts.used_way_count);
  file.field(counts.left_out);
  file.field(counts.missing_node_count);
  file.field(counts.barrier_count);
}

// ---- File

/// An open file under a name of its own, removed again unless finish() gave it the name it is for.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path target)
      : target_{std::move(target)},
        path_{target_.string() + fmt::format(".{}.tmp", ::getpid())},
        descriptor_{::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)} {
    if (descriptor_ < 0) fail("cannot be created");
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("cannot be written");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// On the disk under its own name, or not at all.
  void finish() {
    if (::fsync(descriptor_) != 0) fail("cannot be written");
    if (::close(std::exchange(descriptor_, -1)) != 0) fail("cannot be written");
    if (::rename(path_.c_str(), target_.c_str()) != 0) fail("cannot be put in place");
    path_.clear();
    sync_folder();
  }

 private:
  [[noreturn]] void fail(const char* what) const {
    throw Error{ErrorKind::output,
                fmt::format("{}: the street graph {} ({}); check the folder's permissions and the space on the disk",
                            target_.string(), what, std::generic_category().message(errno))};
  }
  /// Makes the new name last through a power cut; where a folder cannot be synced, a lost cache is made anew.
  void sync_folder() const noexcept {
    const int folder =
        ::open(target_.parent_path().empty() ? "." : target_.parent_path().c_str(), O_RDONLY | O_CLOEXEC);
    if (folder < 0) return;
    static_cast<void>(::fsync(folder));
    ::close(folder);
  }

  std::filesystem::path target_;
  std::string path_;
  int descriptor_;
};

std::string header(std::string_view content) {
  std::string bytes{kMark};
  bytes.append(reinterpret_cast<const char*>(&kCacheVersion), sizeof kCacheVersion);
  return bytes + core::sha256(content);
}

std::optional<std::string> find_bytes(const std::filesystem::path& file) {
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(file, error);
  const auto size = is_file ? std::filesystem::file_size(file, error) : 0;
  if (!is_file || error) return std::nullopt;
  std::ifstream stream{file, std::ios::binary};
  std::string bytes(size, '\0');
  if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
  return bytes;
}

/// All columns have the lengths that StreetGraph promises.
bool is_consistent(const StreetGraph& graph) noexcept {
  const std::size_t nodes = graph.node_count();
  const std::size_t edges = graph.edge_count();
  const std::size_t arcs = graph.arc_count();
  const bool edge_columns = graph.edge_to.size() == edges && graph.edge_length_m.size() == edges &&
                            graph.edge_forward_ds.size() == edges && graph.edge_backward_ds.size() == edges &&
                            graph.edge_way.size() == edges && graph.first_shape.size() == edges + 1;
  const bool arc_columns = graph.arc_time_ds.size() == arcs && graph.arc_edge.size() == arcs &&
                           graph.in_arc_tail.size() == arcs && graph.in_arc_time_ds.size() == arcs &&
                           graph.in_arc_edge.size() == arcs;
  return edge_columns && arc_columns && graph.node_key.size() == nodes && graph.component.size() == nodes &&
         graph.first_arc.size() == nodes + 1 && graph.first_in_arc.size() == nodes + 1 &&
         graph.first_shape.back() == graph.shape_points.size() && graph.first_arc.back() == arcs &&
         graph.first_in_arc.back() == arcs;
}

}  // namespace

std::string cache_key(std::string_view input_sha256, const ModeSpeeds& speeds, std::string_view crs) {
  std::string text = fmt::format("street graph {}\ninput {}\ncrs {}\nPROJ {}\nmode {}\n", kCacheVersion, input_sha256,
                                 crs, geo::proj_version(), model::name_of(speeds.mode));
  text += fmt::format("base {} cycleway {} dismounted {} ferry {} wait {} signals {} peak {}\n", speeds.base.value(),
                      speeds.cycleway_bonus.value(), speeds.dismounted.value(), speeds.ferry_speed.value(),
                      speeds.ferry_wait.count(), speeds.signal_delay.count(), speeds.peak_factor);
  for (const auto& [highway, speed] : speeds.by_class) text += fmt::format("class {} {}\n", highway, speed.value());
  return core::sha256(text);
}

void write_cache(const std::filesystem::path& file, std::string_view key, const OsmNetwork& network) {
  Writer content;
  content.field(std::string{key});
  fields(content, network);
  if (file.has_parent_path()) {
    std::error_code ignored;  // what is wrong with the folder, opening the file says better
    std::filesystem::create_directories(file.parent_path(), ignored);
  }
  TemporaryFile target{file};
  target.write(header(content.bytes()));
  target.write(content.bytes());
  target.finish();
}

std::optional<OsmNetwork> find_cached(const std::filesystem::path& file, std::string_view key) {
  const auto bytes = find_bytes(file);
  if (!bytes || bytes->size() < kHeaderSize) return std::nullopt;
  const std::string_view content = std::string_view{*bytes}.substr(kHeaderSize);
  if (std::string_view{*bytes}.substr(0, kHeaderSize) != header(content)) return std::nullopt;
  Reader reader{content};
  std::string found_key;
  reader.field(found_key);
  if (found_key != key) return std::nullopt;
  OsmNetwork network;
  fields(reader, network);
  if (!reader.complete() || !is_consistent(network.graph)) return std::nullopt;
  return network;
}

}  // namespace trek::network
