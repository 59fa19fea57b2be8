#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "trek/core/units.hpp"
#include "trek/network/snap.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::test {

/// A street graph read from a drawing; the letters are its nodes.
struct StreetMap {
  network::StreetGraph graph;
  std::map<char, geo::Point> places;

  /// Node of a letter. Throws std::out_of_range for a letter that is not drawn.
  [[nodiscard]] network::NodeIdx operator[](char letter) const;
  [[nodiscard]] geo::Point place(char letter) const { return places.at(letter); }
  /// The street that joins two letters directly, whichever way it was drawn. Throws std::out_of_range if there is none.
  [[nodiscard]] network::EdgeIdx edge(char one, char other) const;
  /// A place on the street between two letters, `share` of the way from the first to the second.
  [[nodiscard]] network::Snap on(char one, char other, double share, std::uint32_t connector_ds = 0) const;
};

/// Draws streets. One character is `cell` wide and high; the drawing's lower left corner is (0, 0), north is up.
///
///   A-Z 0-9   a named node                - |   a street, open both ways
///   +         a junction without a name   > < ^ v   anywhere in a street: one-way in the direction of the arrow
///
/// A street runs straight from one node to the next one. A node without streets stands alone: it has a loop of no
/// length, because a graph has no node without an edge. The street's time is its length over `speed`; streets are
/// numbered from 1 in reading order (edge_way), those to the right of a node before those below it. Errors
/// std::invalid_argument for a street that does not end at a node, or a character that means nothing.
[[nodiscard]] StreetMap street_map(std::string_view drawing, core::Meters cell, core::MetersPerSecond speed,
                                   model::Mode mode = model::Mode::foot);

/// Streets as they are drawn, before they are a graph: for rules that no drawing shows.
struct DrawnStreets {
  network::Streets streets;
  std::map<char, geo::Point> places;

  /// The street that joins two letters directly, and the key of a letter. Throw std::out_of_range if there is none.
  [[nodiscard]] std::uint32_t row(char one, char other) const;
  [[nodiscard]] std::uint64_t key(char letter) const;
  /// Nobody goes along all the letters; or, commanded, whoever came along all but the last goes on to it.
  void forbid(std::string_view letters, bool only = false);
  /// The streets along the letters are open to their destinations only.
  void keep_local(std::string_view letters);
};
[[nodiscard]] DrawnStreets drawn_streets(std::string_view drawing, core::Meters cell, core::MetersPerSecond speed);
[[nodiscard]] StreetMap street_map(const DrawnStreets& drawn, model::Mode mode,
                                   network::StreetRuleCounts* counts = nullptr);

}  // namespace trek::test
