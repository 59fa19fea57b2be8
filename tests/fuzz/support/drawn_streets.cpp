#include "fuzz/support/drawn_streets.hpp"

#include "unit/network/drawn_osm.hpp"

namespace trek::fuzz {

std::vector<std::string> drawn_osm_files() {
  const test::TagList street{{"highway", "residential"}};
  return {
      test::osm_xml({"A--B--C\n|  |  |\nD--E--F\n",
                     {{"ABC", street},
                      {"DEF", {{"highway", "tertiary"}, {"oneway", "yes"}, {"maxspeed", "30"}}},
                      {"AD", {{"highway", "footway"}}},
                      {"BE", {{"highway", "cycleway"}, {"access:conditional", "no @ (Mo-Fr 08:00-18:00)"}}},
                      {"CF", street}},
                     {{'B', {{"highway", "traffic_signals"}}}, {'E', {{"barrier", "bollard"}}}},
                     {{"from 1 via B to 4", {{"type", "restriction"}, {"restriction", "no_right_turn"}}},
                      {"from 1 via C to 5", {{"type", "restriction"}, {"restriction", "only_left_turn"}}}}}),
      test::osm_xml({"A----B\n|    |\nD----C   E\n",
                     {{"ABCDA", {{"highway", "pedestrian"}, {"area", "yes"}}},
                      {"CE", {{"route", "ferry"}, {"duration", "00:15"}}},
                      {"AD", {{"highway", "service"}, {"access", "private"}}}},
                     {}}),
      test::osm_xml({"A--B--C--D\n      |\n      E--F\n",
                     {{"ABCD", {{"highway", "motorway"}, {"oneway", "yes"}}},
                      {"CEF", {{"highway", "motorway_link"}}},
                      {"FZ", street},
                      {"AB", {{"highway", "construction"}}}},
                     {{'E', {{"barrier", "gate"}, {"access", "private"}}}},
                     {{"outer 1 outer 2", {{"type", "multipolygon"}, {"highway", "pedestrian"}}}}}),
  };
}

}  // namespace trek::fuzz
