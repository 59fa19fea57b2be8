#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/temporary_folder.hpp"
#include "trek/model/mode.hpp"
#include "trek/network/osm.hpp"

namespace trek::test {

using TagList = std::vector<std::pair<std::string, std::string>>;

/// An OSM file drawn with letters: each letter is a node where it stands (one character is about 20 m east or south, in
/// the middle of Twente) and ways name the letters they pass. Way i has id i + 1. A letter that a way names but the
/// drawing lacks is a node that the extract does not hold.
struct DrawnOsm {
  std::string_view drawing;
  struct Way {
    std::string_view letters;
    TagList tags;
  };
  std::vector<Way> ways;
  struct Node {
    char letter;
    TagList tags;
  };
  std::vector<Node> tagged;
};

[[nodiscard]] std::string osm_xml(const DrawnOsm& drawn);

/// A drawn file, read for one mode.
class ReadOsm {
 public:
  ReadOsm(const DrawnOsm& drawn, const network::ModeSpeeds& speeds);
  ReadOsm(const DrawnOsm& drawn, model::Mode mode) : ReadOsm{drawn, network::default_speeds(mode)} {}

  [[nodiscard]] const network::StreetGraph& graph() const { return network_.graph; }
  [[nodiscard]] const network::OsmCounts& counts() const { return network_.counts; }
  [[nodiscard]] geo::Point place(char letter) const;
  /// Letters that can be travelled to from a letter, itself included, in alphabetical order.
  [[nodiscard]] std::string reached(char from) const;
  /// The only edge of a way; fails when the way has another number of edges.
  [[nodiscard]] std::size_t edge_of(std::uint64_t way) const;
  /// Speed along the only edge of a way, from its time: km/h, 0 where closed. To the rounding of deciseconds.
  [[nodiscard]] double forward_km_h(std::uint64_t way) const;
  [[nodiscard]] double backward_km_h(std::uint64_t way) const;

 private:
  TemporaryFolder folder_;
  std::vector<std::pair<char, geo::Point>> places_;
  network::ModeNetwork network_;
};

}  // namespace trek::test
