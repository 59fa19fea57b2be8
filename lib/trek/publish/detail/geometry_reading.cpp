#include <array>
#include <bit>
#include <optional>

#include "trek/publish/detail/geometry_blob.hpp"

namespace trek::publish::detail {
namespace {

constexpr std::size_t kPointSize = 2 * sizeof(double);

/// Bytes from the front, never behind their end: once something was asked for that is not there, all is 0.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : left_{bytes} {}
  [[nodiscard]] bool ok() const noexcept { return ok_; }
  void set_order(bool little_endian) noexcept { little_endian_ = little_endian; }
  void fail() noexcept { ok_ = false; }

  std::uint8_t byte() { return static_cast<std::uint8_t>(number<1>()); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number<4>()); }
  double real() { return std::bit_cast<double>(number<8>()); }
  void skip(std::size_t count) { static_cast<void>(taken(count)); }
  /// How many things follow, of which each takes so many bytes at least.
  std::size_t count(std::size_t least_size) {
    const std::size_t found = u32();
    if (found > left_.size() / least_size) ok_ = false;
    return ok_ ? found : 0;
  }

 private:
  std::span<const std::byte> taken(std::size_t count) {
    if (count > left_.size()) ok_ = false;
    if (!ok_) return {};
    const auto front = left_.first(count);
    left_ = left_.subspan(count);
    return front;
  }
  template <std::size_t size>
  std::uint64_t number() {
    std::uint64_t value = 0;
    const auto bytes = taken(size);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const std::size_t place = little_endian_ ? i : size - 1 - i;
      value |= static_cast<std::uint64_t>(bytes[i]) << (8 * place);
    }
    return value;
  }

  std::span<const std::byte> left_;
  bool little_endian_ = true;
  bool ok_ = true;
};

geo::Point read_point(Reader& in) {
  const double x = in.real();
  const geo::Point place{x, in.real()};
  if (!geo::is_finite(place)) in.fail();
  return place;
}

std::vector<geo::Point> read_points(Reader& in, std::size_t fewest) {
  const std::size_t count = in.count(kPointSize);
  if (count < fewest) in.fail();
  std::vector<geo::Point> points;
  for (std::size_t i = 0; i < count && in.ok(); ++i) points.push_back(read_point(in));
  return points;
}

geo::Polygon read_polygon(Reader& in) {
  constexpr std::size_t kFewest = 4;
  const std::size_t rings = in.count(sizeof(std::uint32_t));
  geo::Polygon polygon;
  if (rings == 0) in.fail();
  for (std::size_t r = 0; r < rings && in.ok(); ++r) {
    auto ring = read_points(in, kFewest);
    if (r == 0)
      polygon.shell = std::move(ring);
    else
      polygon.holes.push_back(std::move(ring));
  }
  return polygon;
}

/// The type that follows, with its order of bytes.
std::uint32_t read_type(Reader& in) {
  const std::uint8_t order = in.byte();
  if (order > 1) in.fail();
  in.set_order(order == 1);
  return in.u32();
}

geo::MultiPolygon read_polygons(Reader& in) {
  constexpr std::size_t kSmallest = 9;
  const std::size_t count = in.count(kSmallest);
  geo::MultiPolygon polygons;
  if (count == 0) in.fail();
  for (std::size_t p = 0; p < count && in.ok(); ++p) {
    if (read_type(in) != kWkbPolygon) in.fail();
    polygons.push_back(read_polygon(in));
  }
  return polygons;
}

Geometry read_body(Reader& in) {
  switch (read_type(in)) {
    case kWkbPoint:
      return read_point(in);
    case kWkbLine:
      return read_points(in, 2);
    case kWkbPolygon:
      return geo::MultiPolygon{read_polygon(in)};
    case kWkbMultiPolygon:
      return read_polygons(in);
    default:
      return {};
  }
}

/// Up to where the shape begins; nothing for what is no such header.
std::optional<Reader> behind_header(std::span<const std::byte> bytes) {
  constexpr std::array<std::size_t, 5> kEnvelopes{0, 4, 6, 6, 8};  // numbers, by kind
  Reader in{bytes};
  if (in.byte() != 'G' || in.byte() != 'P') return std::nullopt;
  in.skip(1);
  const std::uint8_t flags = in.byte();
  const std::size_t kind = (flags >> 1U) & 7U;
  if (kind >= kEnvelopes.size()) return std::nullopt;
  in.skip(sizeof(std::uint32_t) + kEnvelopes[kind] * sizeof(double));
  return in;
}

}  // namespace

Geometry decoded(std::span<const std::byte> bytes) {
  auto in = behind_header(bytes);
  if (!in || !in->ok()) return {};
  Geometry shape = read_body(*in);
  return in->ok() ? shape : Geometry{};
}

}  // namespace trek::publish::detail
