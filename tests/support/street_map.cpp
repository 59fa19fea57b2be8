#include "support/street_map.hpp"
#include "trek/network/build_street_graph.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace trek::test {
namespace {

using network::Street;

bool is_name(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
bool is_node(char c) { return is_name(c) || c == '+'; }

/// Lines without the empty ones at either end, and without the indentation they share.
std::vector<std::string> drawn_lines(std::string_view drawing) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin <= drawing.size();) {
    const std::size_t end = std::min(drawing.find('\n', begin), drawing.size());
    lines.emplace_back(drawing.substr(begin, end - begin));
    begin = end + 1;
  }
  const auto is_blank = [](const std::string& line) { return line.find_first_not_of(' ') == std::string::npos; };
  while (!lines.empty() && is_blank(lines.front())) lines.erase(lines.begin());
  while (!lines.empty() && is_blank(lines.back())) lines.pop_back();
  std::size_t indentation = std::numeric_limits<std::size_t>::max();
  for (const std::string& line : lines) {
    if (!is_blank(line)) indentation = std::min(indentation, line.find_first_not_of(' '));
  }
  for (std::string& line : lines) line.erase(0, std::min(indentation, line.size()));
  return lines;
}

struct Cell {
  std::size_t row = 0;
  std::size_t column = 0;
};

/// How a street looks in one of the two directions it may be drawn in.
struct Stroke {
  Cell step;
  char both;
  char forward;
  char backward;
};
constexpr Stroke kRight{{0, 1}, '-', '>', '<'};
constexpr Stroke kDown{{1, 0}, '|', 'v', '^'};

class Drawing {
 public:
  Drawing(std::string_view text, core::Meters cell, core::MetersPerSecond speed)
      : lines_{drawn_lines(text)}, cell_m_{cell.value()}, speed_m_per_s_{speed.value()}, used_(lines_.size()) {
    for (std::size_t row = 0; row < lines_.size(); ++row) used_[row].assign(lines_[row].size(), false);
  }

  std::vector<Street> streets() {
    for_each_cell([&](Cell cell) {
      if (!is_node(at(cell))) return;
      const std::size_t before = streets_.size();
      add_street(cell, kRight);
      add_street(cell, kDown);
      if (streets_.size() == before && !touches_street(cell)) add_loop(cell);
    });
    check_all_used();
    return std::move(streets_);
  }

  std::map<char, geo::Point> places() const {
    std::map<char, geo::Point> result;
    for_each_cell([&](Cell cell) {
      if (is_name(at(cell)) && !result.emplace(at(cell), place(cell)).second) fail("is drawn twice", cell);
    });
    return result;
  }

 private:
  template <class Visit>
  void for_each_cell(Visit visit) const {
    for (std::size_t row = 0; row < lines_.size(); ++row) {
      for (std::size_t column = 0; column < lines_[row].size(); ++column) visit(Cell{row, column});
    }
  }

  char at(Cell cell) const {
    return cell.row < lines_.size() && cell.column < lines_[cell.row].size() ? lines_[cell.row][cell.column] : ' ';
  }
  geo::Point place(Cell cell) const {
    return {static_cast<double>(cell.column) * cell_m_, static_cast<double>(lines_.size() - 1 - cell.row) * cell_m_};
  }
  static std::uint64_t key(Cell cell) { return cell.row * 100000 + cell.column; }

  [[noreturn]] void fail(const std::string& what, Cell cell) const {
    throw std::invalid_argument{"street map: '" + std::string(1, at(cell)) + "' in line " +
                                std::to_string(cell.row + 1) + ", column " + std::to_string(cell.column + 1) + " " +
                                what};
  }

  static bool belongs(char c, const Stroke& stroke) {
    return c == stroke.both || c == stroke.forward || c == stroke.backward;
  }

  void add_street(Cell from, const Stroke& stroke) {
    bool forward = true;
    bool backward = true;
    const auto next = [&](Cell c) { return Cell{c.row + stroke.step.row, c.column + stroke.step.column}; };
    Cell cell = next(from);
    if (!belongs(at(cell), stroke)) return;
    for (; belongs(at(cell), stroke); cell = next(cell)) {
      used_[cell.row][cell.column] = true;
      if (at(cell) == stroke.forward) backward = false;
      if (at(cell) == stroke.backward) forward = false;
    }
    if (!is_node(at(cell))) fail("begins a street that does not end at a node", from);
    if (!forward && !backward) fail("begins a street with arrows both ways", from);
    add(from, cell, forward, backward);
  }

  void add_loop(Cell cell) { add(cell, cell, true, true); }

  void add(Cell from, Cell to, bool forward, bool backward) {
    const double time_s = geo::distance_m(place(from), place(to)) / speed_m_per_s_;
    const auto time_ds = static_cast<std::uint32_t>(std::max(1LL, std::llround(time_s * 10.0)));
    Street street;
    street.from_key = key(from);
    street.to_key = key(to);
    street.shape = {place(from), place(to)};
    if (forward) street.forward_ds = time_ds;
    if (backward) street.backward_ds = time_ds;
    street.way = streets_.size() + 1;
    streets_.push_back(std::move(street));
  }

  bool touches_street(Cell cell) const {
    return std::any_of(streets_.begin(), streets_.end(), [&](const Street& s) { return s.to_key == key(cell); });
  }

  void check_all_used() const {
    for_each_cell([&](Cell cell) {
      if (at(cell) != ' ' && !is_node(at(cell)) && !used_[cell.row][cell.column]) fail("belongs to no street", cell);
    });
  }

  std::vector<std::string> lines_;
  double cell_m_;
  double speed_m_per_s_;
  std::vector<std::vector<bool>> used_;
  std::vector<Street> streets_;
};

}  // namespace

network::NodeIdx StreetMap::operator[](char letter) const {
  const auto found = std::find(graph.node_place.begin(), graph.node_place.end(), places.at(letter));
  return network::NodeIdx{static_cast<std::size_t>(found - graph.node_place.begin())};
}

network::EdgeIdx StreetMap::edge(char one, char other) const {
  const auto a = (*this)[one];
  const auto b = (*this)[other];
  for (std::size_t e = 0; e < graph.edge_count(); ++e) {
    const bool same = graph.edge_from[e] == a && graph.edge_to[e] == b;
    const bool reversed = graph.edge_from[e] == b && graph.edge_to[e] == a;
    if (same || reversed) return network::EdgeIdx{e};
  }
  throw std::out_of_range{"street map: no street joins " + std::string{one, '-', other}};
}

network::Snap StreetMap::on(char one, char other, double share, std::uint32_t connector_ds) const {
  network::Snap snap;
  snap.edge = edge(one, other);
  snap.share = graph.edge_from[snap.edge.value()] == (*this)[one] ? share : 1.0 - share;
  snap.connector_ds = connector_ds;
  return snap;
}

StreetMap street_map(std::string_view drawing, core::Meters cell, core::MetersPerSecond speed, model::Mode mode) {
  return street_map(drawn_streets(drawing, cell, speed), mode);
}

DrawnStreets drawn_streets(std::string_view drawing, core::Meters cell, core::MetersPerSecond speed) {
  Drawing drawn{drawing, cell, speed};
  return {drawn.streets(), drawn.places()};
}

StreetMap street_map(const DrawnStreets& drawn, model::Mode mode, network::StreetRuleCounts* counts) {
  return {network::build_street_graph(mode, drawn.streets, counts), drawn.places};
}

std::uint32_t DrawnStreets::row(char one, char other) const {
  const auto a = key(one);
  const auto b = key(other);
  for (std::uint32_t row = 0; row < streets.size(); ++row) {
    const bool same = streets.from_key[row] == a && streets.to_key[row] == b;
    if (same || (streets.from_key[row] == b && streets.to_key[row] == a)) return row;
  }
  throw std::out_of_range{"drawn streets: no street joins " + std::string{one, '-', other}};
}

std::uint64_t DrawnStreets::key(char letter) const {
  const geo::Point place = places.at(letter);
  for (std::size_t row = 0; row < streets.size(); ++row) {
    if (streets.shape(row).front() == place) return streets.from_key[row];
    if (streets.shape(row).back() == place) return streets.to_key[row];
  }
  throw std::out_of_range{"drawn streets: no street at " + std::string{letter}};
}

void DrawnStreets::forbid(std::string_view letters, bool only) {
  network::TurnRestriction turn;
  turn.only = only;
  for (std::size_t i = 1; i < letters.size(); ++i) {
    turn.street.push_back(row(letters[i - 1], letters[i]));
    if (i + 1 < letters.size()) turn.junction.push_back(key(letters[i]));
  }
  streets.turns.push_back(std::move(turn));
}

void DrawnStreets::keep_local(std::string_view letters) {
  for (std::size_t i = 1; i < letters.size(); ++i) {
    streets.flags[row(letters[i - 1], letters[i])] |= network::kLocalOnly;
  }
}

}  // namespace trek::test
