#include "trek/geo/rd.hpp"

#include <charconv>

namespace trek::geo {
namespace {

// x to 340 km takes in the German hinterland (Münster lies at 308 867, 443 735).
constexpr Box kRdRange{0.0, 300'000.0, 340'000.0, 625'000.0};
// The same area in degrees is 3.05-8.18 E, 50.66-53.61 N; wider, for neighbours abroad.
constexpr Box kDegreeRange{2.5, 50.0, 9.0, 54.5};

constexpr bool holds(const Box& range, const Box& box) noexcept {
  return range.contains({box.min_x_m, box.min_y_m}) && range.contains({box.max_x_m, box.max_y_m});
}

constexpr Box swapped(const Box& box) noexcept { return {box.min_y_m, box.min_x_m, box.max_y_m, box.max_x_m}; }

/// Four decimal digits as metres (they count hundreds).
std::optional<double> find_hundreds_m(std::string_view digits) noexcept {
  unsigned value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return 100.0 * value;
}

}  // namespace

CoordinateLook coordinate_look(const Box& bounds) noexcept {
  const Box exchanged = swapped(bounds);
  const bool rd = holds(kRdRange, bounds);
  const bool rd_swapped = holds(kRdRange, exchanged);
  // Both fit only in the corner where x and y lie between 300 and 340 km; there x < y decides.
  if (rd && (!rd_swapped || bounds.min_x_m + bounds.max_x_m <= bounds.min_y_m + bounds.max_y_m))
    return CoordinateLook::rd;
  if (rd_swapped) return CoordinateLook::rd_swapped;
  if (holds(kDegreeRange, bounds)) return CoordinateLook::degrees;
  if (holds(kDegreeRange, exchanged)) return CoordinateLook::degrees_swapped;
  return CoordinateLook::elsewhere;
}

std::string_view describe(CoordinateLook look) noexcept {
  switch (look) {
    case CoordinateLook::rd:
      return "metres in the Dutch grid (x, y)";
    case CoordinateLook::rd_swapped:
      return "metres in the Dutch grid with x and y exchanged";
    case CoordinateLook::degrees:
      return "degrees (longitude, latitude) in or around the Netherlands";
    case CoordinateLook::degrees_swapped:
      return "degrees in or around the Netherlands with latitude first";
    case CoordinateLook::elsewhere:
      break;
  }
  return "coordinates outside the Netherlands";
}

std::optional<Point> find_cell_corner(std::string_view grid_code) noexcept {
  if (grid_code.size() != 10 || grid_code[0] != 'E' || grid_code[5] != 'N') return std::nullopt;
  const auto x_m = find_hundreds_m(grid_code.substr(1, 4));
  const auto y_m = find_hundreds_m(grid_code.substr(6, 4));
  if (!x_m || !y_m) return std::nullopt;
  return Point{*x_m, *y_m};
}

}  // namespace trek::geo
