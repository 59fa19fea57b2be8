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
  struct Relation {
    std::string_view members;  // "from 1 via B to 2": roles, each with the ids of ways and the letters of nodes
    TagList tags;
  };
  std::vector<Relation> relations = {};
};

[[nodiscard]] std::string osm_xml(const DrawnOsm& drawn);

/// The streets of a drawn file, before they become a graph.
struct ReadStreets {
  network::Streets streets;
  network::OsmCounts counts;

  /// Flags of the streets of a way, in its order: 'l' local only, 'n' no entry, 'b' both, '-' none.
  [[nodiscard]] std::string flags(std::uint64_t way) const;
  /// The turns, ascending: letters of the junctions passed, from before the turn to after it ("ABC"; "ABA" is a
  /// U-turn), with "!" in front where it is the only one allowed.
  [[nodiscard]] std::vector<std::string> turns() const;
  /// Lengths of the straight streets of two points between two letters; each once, in metres.
  [[nodiscard]] std::vector<double> direct_m(char from, char to) const;
};
[[nodiscard]] ReadStreets drawn_streets(const DrawnOsm& drawn, const network::ModeSpeeds& speeds);
[[nodiscard]] inline ReadStreets drawn_streets(const DrawnOsm& drawn, model::Mode mode) {
  return drawn_streets(drawn, network::default_speeds(mode));
}

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
