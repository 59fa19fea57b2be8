#pragma once

#include "trek/model/mode.hpp"
#include "trek/network/street_graph.hpp"

namespace trek::network {

/// Builds the graph: numbers the nodes along a Hilbert curve, splits the junctions that turns need, finds components,
/// fills the arcs.
///
/// Turns: several commands (`only`) after the same streets allow each of their last streets. A loop is the same street
/// whichever way round. By car, turning round on the street that was entered where another one was refused is refused
/// too at its end, through junctions where just two streets meet and at the first where more do, unless it is a dead
/// end; else every restriction would be met by driving on and turning. A restriction whose sequence turns round itself
/// refuses no more than that.
///
/// Destinations: streets open to all that hang on the rest by streets open to their destinations only (a park behind a
/// private gate), up to 10,000 junctions, become streets open to their destinations only. No trip is lost by it.
///
/// Components: a node outside the core belongs to a component that it reaches and that reaches it over its streets; of
/// several to the largest.
///
/// Empty   no streets: an empty graph (0 nodes).
/// Errors  Error{bad_argument} for a street with fewer than 2 points, closed both ways, with a time of 0, with a
///         coordinate that is not finite, or a key that is kept for copies; Error{limit} beyond 2^32 points.
/// Cost    O((n + m) log n); frees each column of the streets once it is used, so that input and graph together need
///         about 200 bytes per edge of a city. The same streets in any order give the same graph.
[[nodiscard]] StreetGraph build_street_graph(model::Mode mode, Streets streets, StreetRuleCounts* counts = nullptr);

}  // namespace trek::network
