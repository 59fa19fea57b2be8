#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "trek/network/backdrop.hpp"
#include "trek/network/detail/nearest_rows.hpp"

// Things, one behind another. Of each: its number among kThings, its text, its second text, the count of its rings, and
// of each ring the count of its points and these.

namespace trek::network {
namespace {

/// What a thing is: a kind of line or lake, or a town behind all of these.
constexpr auto kTown = static_cast<std::uint64_t>(BackdropKind::path) + 1;
constexpr std::uint64_t kThingCount = kTown + 1;

/// A line has one ring, a lake those of its parts: each shell before its holes.
struct Thing {
  std::uint64_t what = 0;
  std::string name;
  std::string more;                     // of a town: its kind
  std::vector<geo::LineString> rings;   // of a lake
  std::vector<std::uint64_t> in_parts;  // of a lake: how many rings each part has
};

class BackdropWriter {
 public:
  void add(std::uint64_t number) { add_bytes(&number, sizeof number); }
  void add(const std::string& text) {
    add(std::uint64_t{text.size()});
    add_bytes(text.data(), text.size());
  }
  void add(std::span<const geo::Point> points) {
    add(std::uint64_t{points.size()});
    add_bytes(points.data(), points.size_bytes());
  }
  void add(const Thing& thing) {
    add(thing.what);
    add(thing.name);
    add(thing.more);
    add(std::uint64_t{thing.in_parts.size()});
    for (const std::uint64_t count : thing.in_parts) add(count);
    for (const geo::LineString& ring : thing.rings) add(std::span<const geo::Point>{ring});
  }
  [[nodiscard]] std::vector<char> take() { return std::move(bytes_); }

 private:
  void add_bytes(const void* bytes, std::size_t count) {
    const auto* const begin = static_cast<const char*>(bytes);
    bytes_.insert(bytes_.end(), begin, begin + count);
  }
  std::vector<char> bytes_;
};

/// After something that is not there as a whole, ok() is false and all else is empty.
class BackdropReader {
 public:
  explicit BackdropReader(std::span<const char> bytes) : rest_{bytes} {}

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] bool more() const noexcept { return ok_ && !rest_.empty(); }
  [[nodiscard]] Thing thing() {
    Thing thing{number(), text(), text(), {}, {}};
    std::uint64_t ring_count = 0;
    const std::uint64_t part_count = count_of(sizeof(std::uint64_t));
    for (std::uint64_t part = 0; part < part_count && ok_; ++part) {
      thing.in_parts.push_back(number());
      ok_ = ok_ && thing.in_parts.back() > 0 && thing.in_parts.back() <= rest_.size() / sizeof(std::uint64_t);
      if (ok_) ring_count += thing.in_parts.back();
    }
    ok_ = ok_ && ring_count <= rest_.size() / sizeof(std::uint64_t);
    for (std::uint64_t ring = 0; ring < ring_count && ok_; ++ring) thing.rings.push_back(points());
    ok_ = ok_ && thing.what < kThingCount && !thing.rings.empty();
    return thing;
  }

 private:
  std::span<const char> take(std::uint64_t count) {
    ok_ = ok_ && count <= rest_.size();
    if (!ok_) return {};
    const auto taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    if (const auto bytes = take(sizeof value); ok_) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  /// Of things of so many bytes at least: no more than can follow.
  std::uint64_t count_of(std::size_t least_bytes) {
    const std::uint64_t count = number();
    ok_ = ok_ && count <= rest_.size() / least_bytes;
    return ok_ ? count : 0;
  }
  std::string text() {
    const auto bytes = take(number());
    return {bytes.begin(), bytes.end()};
  }
  geo::LineString points() {
    geo::LineString shape(count_of(sizeof(geo::Point)));
    if (const auto bytes = take(shape.size() * sizeof(geo::Point)); ok_ && !bytes.empty())
      std::memcpy(shape.data(), bytes.data(), bytes.size());
    ok_ = ok_ && !shape.empty() && std::ranges::all_of(shape, geo::is_finite);
    return shape;
  }

  std::span<const char> rest_;
  bool ok_ = true;
};

Thing thing_of(const Backdrop::Line& line) {
  return {static_cast<std::uint64_t>(line.kind), line.name, {}, {line.shape}, {1}};
}

Thing thing_of(const Backdrop::Lake& lake) {
  Thing thing{static_cast<std::uint64_t>(BackdropKind::lake), lake.name, {}, {}, {}};
  for (const geo::Polygon& part : lake.shape) {
    thing.rings.push_back(part.shell);
    thing.rings.insert(thing.rings.end(), part.holes.begin(), part.holes.end());
    thing.in_parts.push_back(1 + part.holes.size());
  }
  return thing;
}

Thing thing_of(const Backdrop::Town& town) { return {kTown, town.name, town.kind, {{town.place}}, {1}}; }

geo::MultiPolygon shape_of_lake(Thing& thing) {
  geo::MultiPolygon shape;
  auto ring = thing.rings.begin();
  for (const std::uint64_t count : thing.in_parts) {
    geo::Polygon& part = shape.emplace_back();
    part.shell = std::move(*ring++);
    for (std::uint64_t hole = 1; hole < count; ++hole) part.holes.push_back(std::move(*ring++));
  }
  return shape;
}

geo::Box box_of_thing(const Thing& thing) {
  geo::Box box;
  for (const geo::LineString& ring : thing.rings) box.add(geo::bounds(ring));
  return box;
}

/// Things sorted out: those for any scale, and those that are drawn near a place alone.
class Unpacking {
 public:
  Unpacking(const geo::Box& region, const Surroundings& near) : region_{region}, near_{near} {}

  void add(Thing thing) {
    if (!box_of_thing(thing).intersects(region_)) return;
    if (thing.what == kTown) return backdrop_.towns.push_back({thing.name, thing.more, thing.rings[0][0]});
    const auto kind = static_cast<BackdropKind>(thing.what);
    if (kind != BackdropKind::lake) {
      auto& lines = kind == BackdropKind::stream ? streams_ : backdrop_.lines;
      return lines.push_back({kind, std::move(thing.name), std::move(thing.rings[0])});
    }
    Backdrop::Lake lake{std::move(thing.name), shape_of_lake(thing)};
    (geo::area_m2(lake.shape) < kLake_m2 ? ponds_ : backdrop_.lakes).push_back(std::move(lake));
  }

  [[nodiscard]] Backdrop finished() {
    const auto streams = detail::nearest_rows(
        near_, streams_.size(), [&](std::size_t row) { return std::span<const geo::Point>{streams_[row].shape}; });
    for (const std::size_t row : streams) backdrop_.local.push_back(std::move(streams_[row]));
    const auto ponds = detail::nearest_rows(
        near_, ponds_.size(), [&](std::size_t row) { return std::span<const geo::Point>{ponds_[row].shape[0].shell}; });
    for (const std::size_t row : ponds) backdrop_.lakes.push_back(std::move(ponds_[row]));
    return std::move(backdrop_);
  }

 private:
  const geo::Box& region_;
  const Surroundings& near_;
  Backdrop backdrop_;
  std::vector<Backdrop::Line> streams_;
  std::vector<Backdrop::Lake> ponds_;
};

}  // namespace

std::vector<char> packed(const Backdrop& backdrop) {
  BackdropWriter writer;
  for (const auto& line : backdrop.lines) writer.add(thing_of(line));
  for (const auto& line : backdrop.local) writer.add(thing_of(line));
  for (const auto& lake : backdrop.lakes) writer.add(thing_of(lake));
  for (const auto& town : backdrop.towns) writer.add(thing_of(town));
  return writer.take();
}

bool is_packed_backdrop(std::span<const char> bytes) {
  BackdropReader reader{bytes};
  while (reader.more()) static_cast<void>(reader.thing());
  return reader.ok();
}

Backdrop unpacked(std::span<const char> bytes, const geo::Box& region, const Surroundings& near) {
  if (!is_packed_backdrop(bytes)) return {};
  BackdropReader reader{bytes};
  Unpacking unpacking{region, near};
  while (reader.more()) unpacking.add(reader.thing());
  return unpacking.finished();
}

}  // namespace trek::network
