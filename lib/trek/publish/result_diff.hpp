#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/core/phrase.hpp"
#include "trek/publish/compared_results.hpp"
#include "trek/publish/run_differences.hpp"

/// What differs between two outputs, and why: A before, B after.
namespace trek::publish {

/// In which of the two something is.
enum class Presence : std::uint8_t { both, a_only, b_only };
[[nodiscard]] std::string_view name_of(Presence presence) noexcept;

/// Through what the criterion that moved a score most did that.
enum class MoveCause : std::uint8_t {
  none,       // it moved as the middle site: another rank is due to other sites
  weight,     // its weight
  measure,    // what was measured
  anchors,    // what a measure is worth
  criterion,  // one of the two runs does not judge by it
};
[[nodiscard]] std::string_view name_of(MoveCause cause) noexcept;
[[nodiscard]] core::Phrase label_of(MoveCause cause);

struct SiteMove {
  std::string key;
  std::string name;
  std::string municipality;
  Presence presence = Presence::both;
  std::optional<int> rank_a;  // empty: excluded, or not there
  std::optional<int> rank_b;
  std::optional<double> low_a;  // the score that ranks
  std::optional<double> low_b;
  std::string leading;          // criterion that moved it most against the middle site; empty: none did
  double leading_change = 0.0;  // of what it adds, less that of the middle site
  MoveCause cause = MoveCause::none;
  std::optional<geo::Point> place;

  /// Places risen; empty unless it has a rank in both.
  [[nodiscard]] std::optional<int> risen() const {
    return rank_a && rank_b ? std::optional{*rank_a - *rank_b} : std::nullopt;
  }
  /// Another rank, or in one output alone.
  [[nodiscard]] bool moved() const;
};

/// People of one place for whom one mode is otherwise.
struct CellChange {
  enum class Change : std::uint8_t { gained, lost, a_only, b_only };
  std::string key;
  std::string mode;
  Change change = Change::gained;
  double inhabitants = 0.0;  // of B; of A where B has none
  std::optional<double> target;
  std::string municipality_code;
  std::optional<double> time_a_min;
  std::optional<double> time_b_min;
  std::string place_a;
  std::string place_b;
  geo::Box box;
};
[[nodiscard]] std::string_view name_of(CellChange::Change change) noexcept;

/// By one mode, over the cells of the region that both have; people as B counts them.
struct ModeChange {
  std::string mode;
  double gained = 0.0;
  double lost = 0.0;
  double unknown = 0.0;  // whose access one of the two does not know
  double a_only = 0.0;   // inhabitants of cells of the region that only A has
  double b_only = 0.0;
  std::size_t cell_count = 0;  // that both have
};

/// A municipality, or the region, by one mode.
struct ServiceDiff {
  std::string area;  // code; empty: the region
  std::string name;
  std::string mode;
  std::optional<double> served_a;
  std::optional<double> served_b;
  std::optional<double> target_served_a;
  std::optional<double> target_served_b;
};

struct ResultDiff {
  std::vector<Difference> why;  // methods, options, inputs
  std::vector<SiteMove> sites;  // all: those of B by rank, then those that only A has
  std::vector<ModeChange> modes;
  std::vector<CellChange> cells;
  bool cells_in_squares = false;     // of one of the two at least: then neither `modes` nor `cells` say anything
  std::vector<StoredArea> areas;     // municipalities of B; those of A where B draws none
  std::vector<ServiceDiff> service;  // the region first; of all areas that either has
  [[nodiscard]] std::size_t moved_count() const;
};

/// Sites are matched by key; cells by key, else by the same middle to the metre (another year may name them otherwise).
/// Keys that stand twice in one output are matched in their order.
///
/// The leading criterion is that of score::leading_criterion over what each adds for sure, less what it did to the
/// middle of the sites that have a rank in both (score::middle_change): what moves all alike moves no rank. Numbers are
/// those of the outputs: what moved less than 0.0005 did not move. Its cause is the larger of the parts of weight and
/// value, each times the mean of the other.
/// Errors  none. Cost  n log n.
[[nodiscard]] ResultDiff result_diff(const ComparedResults& a, const ComparedResults& b);

}  // namespace trek::publish
