#include "trek/publish/detail/packed_rtree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace trek::publish::detail {
namespace {

constexpr std::int64_t kRoot = 1;
constexpr std::size_t kHeaderBytes = 4;  // depth of the tree, in the root only; number of entries
constexpr std::size_t kEntryBytes = 24;  // id, then west, east, south and north

struct Entry {
  std::int64_t id = 0;  // of a row in a leaf, of a node above
  float west = std::numeric_limits<float>::infinity();
  float east = -std::numeric_limits<float>::infinity();
  float south = std::numeric_limits<float>::infinity();
  float north = -std::numeric_limits<float>::infinity();

  void add(const Entry& other) noexcept {
    west = std::min(west, other.west);
    east = std::max(east, other.east);
    south = std::min(south, other.south);
    north = std::max(north, other.north);
  }
  [[nodiscard]] double middle_x() const noexcept { return double{west} + double{east}; }  // twice it: for order alone
  [[nodiscard]] double middle_y() const noexcept { return double{south} + double{north}; }
};

constexpr float kLargest = std::numeric_limits<float>::max();

float rounded_down(double value) noexcept {
  if (value < -double{kLargest}) return -std::numeric_limits<float>::infinity();
  const auto nearest = static_cast<float>(std::min(value, double{kLargest}));
  return nearest <= value ? nearest : std::nextafter(nearest, -std::numeric_limits<float>::infinity());
}
float rounded_up(double value) noexcept { return -rounded_down(-value); }

std::vector<Entry> row_entries(std::span<const geo::Box> boxes) {
  std::vector<Entry> entries;
  entries.reserve(boxes.size());
  for (const auto& box : boxes) {
    entries.push_back({static_cast<std::int64_t>(entries.size()) + 1, rounded_down(box.min_x_m),
                       rounded_up(box.max_x_m), rounded_down(box.min_y_m), rounded_up(box.max_y_m)});
  }
  return entries;
}

/// Slices from west to east, each from south to north, so that every `capacity` entries in a row lie close together.
void sort_into_tiles(std::span<Entry> entries, std::size_t capacity) {
  const auto node_count = (entries.size() + capacity - 1) / capacity;
  const auto slice_count = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(node_count))));
  const std::size_t slice_size = (node_count + slice_count - 1) / slice_count * capacity;
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return a.middle_x() != b.middle_x() ? a.middle_x() < b.middle_x() : a.id < b.id;
  });
  for (std::size_t first = 0; first < entries.size(); first += slice_size) {
    std::ranges::sort(entries.subspan(first, std::min(slice_size, entries.size() - first)),
                      [](const Entry& a, const Entry& b) {
                        return a.middle_y() != b.middle_y() ? a.middle_y() < b.middle_y() : a.id < b.id;
                      });
  }
}

/// Most significant byte first.
template <class Unsigned>
std::byte* put(std::byte* at, Unsigned value) noexcept {
  for (unsigned shift = 8 * sizeof(Unsigned); shift > 0; shift -= 8) {
    *at++ = static_cast<std::byte>(static_cast<std::uint8_t>(value >> (shift - 8)));
  }
  return at;
}

/// The tree's nodes and who is above whom, on their way into the tables <tree>_node, _parent and _rowid.
class NodeWriter {
 public:
  NodeWriter(const Database& database, std::string_view tree)
      : database_{database},
        tree_{tree},
        node_{database, fmt::format("INSERT OR REPLACE INTO {} VALUES (?, ?)", table("_node"))} {
    // SQLite makes an empty root, and takes the size of all nodes from it.
    Statement size{database, fmt::format("SELECT length(data) FROM {} WHERE nodeno = {}", table("_node"), kRoot)};
    if (!size.step()) database.fail();
    bytes_.resize(static_cast<std::size_t>(size.integer(0)));
    size.run();
  }
  [[nodiscard]] std::size_t capacity() const noexcept { return (bytes_.size() - kHeaderBytes) / kEntryBytes; }

  void write(std::int64_t node, std::span<const Entry> entries, std::uint16_t depth) {
    std::ranges::fill(bytes_, std::byte{0});
    auto* at = put(bytes_.data(), node == kRoot ? depth : std::uint16_t{0});
    at = put(at, static_cast<std::uint16_t>(entries.size()));
    for (const Entry& entry : entries) {
      at = put(at, static_cast<std::uint64_t>(entry.id));
      for (const float side : {entry.west, entry.east, entry.south, entry.north})
        at = put(at, std::bit_cast<std::uint32_t>(side));
    }
    node_.bind(1, node).bind_blob(2, bytes_).run();
  }

  /// One row for each id from `first_id` on; many a statement, since a statement costs more than its row.
  void write_links(std::string_view suffix, std::int64_t first_id, std::span<const std::int64_t> nodes) {
    constexpr std::size_t kRows = 64;
    const auto insert = [&](Statement& statement, std::span<const std::int64_t> some) {
      int parameter = 0;
      for (const std::int64_t node : some) {
        statement.bind(++parameter, first_id++);
        statement.bind(++parameter, node);
      }
      statement.run();
    };
    if (nodes.size() >= kRows) {
      Statement many{database_, link_statement(suffix, kRows)};
      for (; nodes.size() >= kRows; nodes = nodes.subspan(kRows)) insert(many, nodes.first(kRows));
    }
    if (nodes.empty()) return;
    Statement rest{database_, link_statement(suffix, nodes.size())};
    insert(rest, nodes);
  }

 private:
  [[nodiscard]] std::string table(std::string_view suffix) const { return sql_name(tree_ + std::string{suffix}); }
  [[nodiscard]] std::string link_statement(std::string_view suffix, std::size_t row_count) const {
    auto sql = fmt::format("INSERT INTO {} (rowid, {}) VALUES (?, ?)", table(suffix),
                           suffix == "_rowid" ? "nodeno" : "parentnode");
    for (std::size_t row = 1; row < row_count; ++row) sql += ", (?, ?)";
    return sql;
  }
  const Database& database_;
  std::string tree_;
  Statement node_;
  std::vector<std::byte> bytes_;
};

}  // namespace

void fill_rtree(const Database& database, std::string_view tree, std::span<const geo::Box> boxes) {
  if (boxes.empty()) return;
  NodeWriter writer{database, tree};
  const std::size_t capacity = writer.capacity();
  auto entries = row_entries(boxes);
  std::int64_t first_id = 1;  // of `entries`
  std::int64_t next_node = kRoot + 1;
  for (std::uint16_t depth = 0;; ++depth) {
    if (entries.size() > capacity) sort_into_tiles(entries, capacity);
    const bool is_root = entries.size() <= capacity;
    const std::int64_t first_node = is_root ? kRoot : next_node;
    std::vector<std::int64_t> node_of(entries.size());
    std::vector<Entry> nodes;
    for (std::size_t first = 0; first < entries.size(); first += capacity) {
      const auto children = std::span{entries}.subspan(first, std::min(capacity, entries.size() - first));
      Entry node;
      node.id = first_node + static_cast<std::int64_t>(nodes.size());
      for (const Entry& child : children) {
        node.add(child);
        node_of[static_cast<std::size_t>(child.id - first_id)] = node.id;
      }
      writer.write(node.id, children, depth);
      nodes.push_back(node);
    }
    writer.write_links(depth == 0 ? "_rowid" : "_parent", first_id, node_of);
    if (is_root) return;
    first_id = first_node;
    next_node = first_node + static_cast<std::int64_t>(nodes.size());
    entries = std::move(nodes);
  }
}

}  // namespace trek::publish::detail
