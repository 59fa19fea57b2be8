#include "orlib_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"

namespace trek::cli {
namespace {

constexpr std::uint64_t kMostGraphBytes = std::uint64_t{1} << 30U;
constexpr std::size_t kMostNodes = 5000;  // two minutes, and 200 MB
constexpr std::uint32_t kMostLength = 1'000'000;
constexpr std::uint32_t kNoWay = siting::kNoCost;

/// The whole numbers of a text, one after the other, with the line they stand in.
class NumberStream {
 public:
  NumberStream(const std::filesystem::path& file, std::string_view text) : file_{file}, text_{text} {}

  std::uint32_t next(std::string_view what, std::uint32_t least, std::uint32_t most) {
    while (!text_.empty() && static_cast<unsigned char>(text_.front()) <= ' ') {
      if (text_.front() == '\n') ++line_;
      text_.remove_prefix(1);
    }
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (fault != std::errc{} || value < least || value > most) {
      const std::string_view word = text_.substr(0, text_.find_first_of(" \t\r\n"));
      const std::string found = word.empty() ? "the end of the file" : fmt::format("'{}'", word.substr(0, 40));
      throw core::Error{core::ErrorKind::data,
                        fmt::format("{}: line {}: found {}, expected {} ({} to {}); a graph of the OR-Library is "
                                    "'nodes edges p', then 'node node length' an edge",
                                    file_.string(), line_, found, what, least, most)};
    }
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }

 private:
  const std::filesystem::path& file_;
  std::string_view text_;
  std::size_t line_ = 1;
};

/// Shortest ways between all nodes, in place (Floyd 1962).
void shorten(std::vector<std::uint32_t>& length, std::size_t node_count) {
  for (std::size_t via = 0; via < node_count; ++via) {
    const std::uint32_t* const onward = length.data() + via * node_count;
    // Nothing leads by a node without edges: a file that names 5,000 of them does not hold anybody up.
    if (std::count(onward, onward + node_count, kNoWay) + 1 == static_cast<std::ptrdiff_t>(node_count)) continue;
    for (std::size_t from = 0; from < node_count; ++from) {
      std::uint32_t* const row = length.data() + from * node_count;
      const std::uint32_t first = row[via];
      if (first == kNoWay) continue;
      for (std::size_t to = 0; to < node_count; ++to) {
        if (onward[to] != kNoWay) row[to] = std::min(row[to], first + onward[to]);
      }
    }
  }
}

}  // namespace

OrlibGraph read_orlib_graph(const std::filesystem::path& file) {
  const std::string text = core::read_input(file, kMostGraphBytes, core::ErrorKind::data);
  NumberStream numbers{file, text};
  OrlibGraph graph;
  graph.node_count = numbers.next("the number of nodes", 1, kMostNodes);
  const std::uint32_t edge_count = numbers.next("the number of edges", 0, 100'000'000);
  const auto last = static_cast<std::uint32_t>(graph.node_count);
  graph.p = numbers.next("p", 1, last);
  std::vector<std::uint32_t> length(graph.node_count * graph.node_count, kNoWay);
  for (std::size_t node = 0; node < graph.node_count; ++node) length[node * graph.node_count + node] = 0;
  for (std::uint32_t edge = 0; edge < edge_count; ++edge) {
    const std::size_t from = numbers.next("a node", 1, last) - std::size_t{1};
    const std::size_t to = numbers.next("a node", 1, last) - std::size_t{1};
    const std::uint32_t cost = numbers.next("a length", 0, kMostLength);
    if (from == to) continue;
    length[from * graph.node_count + to] = length[to * graph.node_count + from] = cost;
  }
  shorten(length, graph.node_count);
  graph.costs = siting::CostTable::dense(std::move(length), graph.node_count, graph.node_count);
  return graph;
}

}  // namespace trek::cli
