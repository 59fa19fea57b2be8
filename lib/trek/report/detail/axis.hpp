#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trek/report/element.hpp"

/// What drawings of numbers are made of.
namespace trek::report::detail {

/// Of Okabe and Ito 2008 (Color Universal Design), told apart by who is colour-blind; in grey by their lightness.
namespace colour {
inline constexpr const char* kInk = "#1a1a1a";
inline constexpr const char* kMuted = "#595959";
inline constexpr const char* kLine = "#c8c8c8";
inline constexpr const char* kBlue = "#0072b2";
inline constexpr const char* kSky = "#56b4e9";
inline constexpr const char* kOrange = "#e69f00";
inline constexpr const char* kVermilion = "#d55e00";
inline constexpr const char* kGreen = "#009e73";
inline constexpr const char* kPurple = "#7b3f98";
inline constexpr const char* kPale = "#e9eef3";
}  // namespace colour

/// A stretch of numbers, and where its ends are drawn.
struct Axis {
  double from = 0.0;
  double to = 1.0;
  double begin = 0.0;  // of `from`, in units of the drawing
  double end = 100.0;  // of `to`
  /// Where a number is drawn. An axis without length draws all in its middle.
  [[nodiscard]] double at(double value) const noexcept;
  /// Round numbers on it, at most about `count`: steps of 1, 2 or 5 times a power of ten.
  [[nodiscard]] std::vector<double> ticks(int count) const;
  /// Digits behind the comma that tell the ticks apart.
  [[nodiscard]] int decimals(int count) const;
};

/// Units of a drawing as a text: at most two decimals, the same on every machine, "12.5", "0".
[[nodiscard]] std::string units(double value);

/// A drawing of that size, with a name and a description for who cannot see it. `id` tells it from others on a page.
[[nodiscard]] Element drawing(const std::string& id, double width, double height, const std::string& title,
                              const std::string& description);

[[nodiscard]] Element line(double x1, double y1, double x2, double y2, const char* stroke, double width);
[[nodiscard]] Element rectangle(double x, double y, double width, double height, const char* fill);
[[nodiscard]] Element circle(double x, double y, double radius, const char* fill, const char* stroke = "#ffffff");
/// `anchor`: "start", "middle", "end".
[[nodiscard]] Element label(double x, double y, std::string_view text, const char* anchor = "start",
                            const char* fill = colour::kInk, double size = 10.0);
/// Through points, not closed.
[[nodiscard]] Element polyline(const std::vector<std::pair<double, double>>& points, const char* stroke, double width,
                               const char* dashes = "");

/// Text that fits about so many characters, with its whole as a title where it was cut.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t most);

}  // namespace trek::report::detail
