// The geometry of a row of an output, as trek itself reads it back: a blob that anybody may have put there.
#include <cstring>
#include <string>
#include <vector>

#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "trek/geo/polygon.hpp"
#include "trek/publish/detail/geometry_blob.hpp"

namespace trek::fuzz {
namespace {

using publish::Geometry;
using publish::GeometryType;

constexpr std::int32_t kRd = 28992;

std::string blob_text(const Geometry& geometry) {
  std::vector<std::byte> bytes;
  publish::detail::encode(geometry, kRd, bytes);
  std::string text(bytes.size(), '\0');
  std::memcpy(text.data(), bytes.data(), bytes.size());
  return text;
}

Geometry decoded_text(std::string_view text) {
  std::vector<std::byte> bytes(text.size());
  if (!text.empty()) std::memcpy(bytes.data(), text.data(), text.size());
  return publish::detail::decoded(bytes);
}

GeometryType type_of(const Geometry& geometry) {
  if (std::holds_alternative<geo::Point>(geometry)) return GeometryType::point;
  return std::holds_alternative<geo::LineString>(geometry) ? GeometryType::line : GeometryType::multipolygon;
}

}  // namespace

std::vector<std::string> seeds() {
  geo::Polygon court = geo::rectangle({255'000.0, 470'000.0, 255'100.0, 470'100.0});
  geo::Ring hole = geo::rectangle({255'020.0, 470'020.0, 255'080.0, 470'080.0}).shell;
  court.holes.push_back({hole.rbegin(), hole.rend()});
  const geo::Polygon other = geo::rectangle({255'200.0, 470'000.0, 255'300.0, 470'100.0});
  return {blob_text(geo::Point{255'000.5, 470'000.25}),
          blob_text(geo::LineString{{0.0, 0.0}, {10.0, 5.0}, {20.0, 0.0}}), blob_text(geo::MultiPolygon{court, other})};
}

std::vector<std::string> words() {
  using namespace std::string_literals;
  return {"GP"s,
          "\x01\x03\x00\x00\x00"s,
          "\x01\x06\x00\x00\x00"s,
          "\x01\x01\x00\x00\x00"s,
          "\x01\xEB\x03\x00\x00"s,
          "\xFF\xFF\xFF\xFF"s,
          "\x00\x00\x00\x00\x00\x00\xF0\x7F"s,
          "\x00\x00\x00\x00"s};
}

void run(std::string_view input) {
  const Geometry read = decoded_text(input);
  if (std::holds_alternative<std::monostate>(read)) return;
  const geo::Box box = publish::detail::bounds_of(read);
  require(geo::is_finite({box.min_x_m, box.min_y_m}) && geo::is_finite({box.max_x_m, box.max_y_m}),
          "what is read lies somewhere");
  if (!publish::detail::find_misfit(read, type_of(read)).empty()) return;
  const std::string written = blob_text(read);
  const Geometry again = decoded_text(written);
  require(again.index() == read.index(), "what is written is read as the same kind");
  require(blob_text(again) == written, "and is written the same once more");
}

}  // namespace trek::fuzz
