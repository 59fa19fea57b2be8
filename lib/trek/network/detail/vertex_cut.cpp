#include "trek/network/detail/vertex_cut.hpp"

#include <algorithm>
#include <limits>

namespace trek::network::detail {
namespace {

constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();  // on no path
constexpr std::uint32_t kEnd = kFree - 1;                                   // nothing before or after: a path's end

}  // namespace

bool VertexCutSearch::run(std::span<const std::uint32_t> first, std::span<const std::uint32_t> neighbour,
                          std::span<const Side> side, const std::function<double()>& limit) {
  first_ = first;
  neighbour_ = neighbour;
  side_ = side;
  before_.assign(side.size(), kFree);
  after_.assign(side.size(), kFree);
  next_arc_.resize(side.size());
  path_count_ = 0;
  return find_paths(forward(), limit);
}

/// A search that fails while no mark of an earlier success is left has found a closed set: nothing leads out of it, no
/// later path will enter it, and its marks stay. Marks from a success on hold off searches that would mostly fail; they
/// are wiped once all sources had their turn, before those that failed among them are tried again.
bool VertexCutSearch::find_paths(const Paths& paths, const std::function<double()>& limit) {
  mark_.assign(side_.size(), 0);
  seen_.clear();
  find_starts(paths.from);
  while (!starts_.empty()) {
    std::size_t kept_count = 0;
    for (const std::uint32_t start : starts_) {
      const bool is_closed = seen_.empty();
      if (search(paths, start)) {
        augment(paths);
        if (++path_count_ > limit()) return false;
      } else if (is_closed) {
        seen_.clear();
      } else {
        starts_[kept_count++] = start;
      }
    }
    starts_.resize(kept_count);
    wipe();
  }
  return true;
}

/// Sources inside their end need no search: every path crosses its rim.
void VertexCutSearch::find_starts(Side from) {
  starts_.clear();
  for (std::uint32_t v = 0; v < side_.size(); ++v) {
    if (side_[v] != from) continue;
    const auto row = neighbour_.subspan(first_[v], first_[v + 1] - first_[v]);
    if (std::any_of(row.begin(), row.end(), [&](std::uint32_t w) { return side_[w] != from; })) starts_.push_back(v);
  }
}

void VertexCutSearch::wipe() {
  for (const auto& [v, mark] : seen_) mark_[v] &= static_cast<std::uint8_t>(~mark);
  seen_.clear();
}

/// Leaves `steps_` as the way to a free node at the other end, if there is one.
bool VertexCutSearch::search(const Paths& paths, std::uint32_t start) {
  steps_.clear();
  leave(start, start);
  while (!steps_.empty()) {
    const std::uint32_t v = steps_.back().node;
    if (next_arc_[v] < first_[v + 1]) {
      if (try_neighbour(paths, neighbour_[next_arc_[v]++])) return true;
      continue;
    }
    const std::size_t depth = steps_.size();
    if (paths.before[v] != kFree && (mark_[v] & was_entered) == 0) try_undo(paths, v);
    if (steps_.size() == depth) steps_.pop_back();
  }
  return false;
}

/// Sources are where searches start: a path need not come back to one.
bool VertexCutSearch::try_neighbour(const Paths& paths, std::uint32_t w) {
  if (side_[w] == paths.from || (mark_[w] & was_entered) != 0) return false;
  if (paths.before[w] != kFree) {
    try_undo(paths, w);
    return false;
  }
  set_mark(w, was_entered);
  leave(w, w);
  return side_[w] == paths.to;
}

/// Enters a node of a path: the only way on is back along that path.
void VertexCutSearch::try_undo(const Paths& paths, std::uint32_t entered) {
  set_mark(entered, was_entered);
  const std::uint32_t before = paths.before[entered];
  if (before != kEnd && (mark_[before] & was_left) == 0) leave(before, entered);
}

void VertexCutSearch::leave(std::uint32_t node, std::uint32_t entered) {
  set_mark(node, was_left);
  next_arc_[node] = first_[node];
  steps_.push_back({node, entered});
}

void VertexCutSearch::set_mark(std::uint32_t v, Mark mark) {
  mark_[v] |= mark;
  seen_.push_back({v, mark});
}

void VertexCutSearch::augment(const Paths& paths) {
  const auto link = [&](std::uint32_t a, std::uint32_t b) {
    paths.after[a] = b;
    paths.before[b] = a;
  };
  std::uint32_t tail = steps_.front().node;
  paths.before[tail] = kEnd;
  for (std::size_t i = 1; i < steps_.size(); ++i) {
    if (steps_[i].entered == tail) {
      paths.before[tail] = paths.after[tail] = kFree;
    } else {
      link(tail, steps_[i].entered);
    }
    tail = steps_[i].node;
  }
  paths.after[tail] = kEnd;
}

bool VertexCutSearch::is_cut(const Paths& paths, std::uint32_t v) const noexcept {
  if (paths.before[v] == kFree || (mark_[v] & was_left) != 0) return false;
  return side_[v] == paths.from || (mark_[v] & was_entered) != 0;
}

VertexCut VertexCutSearch::marked_cut(const Paths& paths) const {
  VertexCut cut;
  std::uint32_t near_count = 0;
  for (std::uint32_t v = 0; v < side_.size(); ++v) {
    if (is_cut(paths, v)) {
      cut.node.push_back(v);
    } else if (side_[v] == paths.from || (mark_[v] & was_left) != 0) {
      ++near_count;
    }
  }
  const auto kept_count = static_cast<std::uint32_t>(side_.size() - cut.node.size());
  cut.smaller_count = std::min(near_count, kept_count - near_count);
  return cut;
}

VertexCut VertexCutSearch::cut() {
  VertexCut near_sources = marked_cut(forward());
  find_paths(backward(), [] { return std::numeric_limits<double>::infinity(); });
  VertexCut near_sinks = marked_cut(backward());
  return near_sinks.smaller_count > near_sources.smaller_count ? near_sinks : near_sources;
}

}  // namespace trek::network::detail
