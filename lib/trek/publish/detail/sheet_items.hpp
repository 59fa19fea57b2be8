#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "trek/publish/map_project.hpp"

/// What a sheet to print is put together of.
namespace trek::publish::detail {

/// A rectangle on the sheet, millimetres from the upper left corner.
struct Place {
  double left = 0.0;
  double top = 0.0;
  double width = 0.0;
  double height = 0.0;
};

/// A sheet of paper, landscape. All measures are those of A3; a smaller one is the same, smaller.
struct Paper {
  const char* name;
  double width = 420.0;
  double height = 297.0;
  double scale = 1.0;       // of lengths
  double text_scale = 1.0;  // of letters, which have to be read
};
inline constexpr Paper kA3{"A3"};
inline constexpr Paper kA4{"A4", 297.0, 210.0, 0.7071, 0.78};

inline constexpr Color kInk{33, 37, 41};
inline constexpr Color kGrey{95, 99, 104};
inline constexpr Color kNotice{164, 60, 20};

struct TextLook {
  double size_pt = 8.0;
  bool bold = false;
  Color color = kInk;
  enum class Align { left, right, centre } align = Align::left;
  bool on_white = false;
};

/// What a text of a sheet is: as it stands, or an expression of QGIS. Those items are called "live" in the project.
struct SheetText {
  std::string text;
  std::string expression{};
};

/// A layout that is being put together.
class Sheet {
 public:
  Sheet(pugi::xml_node layouts, const Paper& paper, const std::string& name);

  /// Nothing for an empty text.
  void add_text(const Place& place, const SheetText& text, const TextLook& look);
  /// Bytes of a PNG or JPEG file; none: no picture.
  void add_picture(const Place& place, const std::string& bytes);
  /// A bar whose length is a share that an expression gives; no wider than `place`.
  void add_bar(const Place& place, const std::string& share, Color color);
  /// A map of a theme; `box` is what it shows. On a page of an atlas it shows the feature.
  void add_map(const Place& place, const geo::Box& box, const PrintSheet& sheet);
  void add_legend(const Place& place, const MapProject& project, const std::vector<std::string>& layers);
  void add_scale_bar(const Place& place, double segment_m, model::Language language);
  void add_north_arrow(const Place& place);
  /// A page a feature of a layer, named by its display expression.
  void add_atlas(const PrintSheet& sheet);

  [[nodiscard]] pugi::xml_node layout() const noexcept { return layout_; }

 private:
  pugi::xml_node add_item(int type, const Place& place, pugi::xml_node parent = {});
  void add_page();
  [[nodiscard]] std::string font(const TextLook& look) const;

  pugi::xml_node layout_;
  Paper paper_;
  int serial_ = 0;
};

}  // namespace trek::publish::detail
