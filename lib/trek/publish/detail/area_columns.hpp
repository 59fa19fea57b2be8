#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trek/publish/detail/coverage_figures.hpp"
#include "trek/publish/detail/layer_table.hpp"
#include "trek/publish/map_style.hpp"
#include "trek/publish/results.hpp"
#include "trek/publish/style.hpp"

namespace trek::publish::detail {

/// Coverage of areas as columns and colours of a layer: what municipalities and districts have in common.
class AreaColumns {
 public:
  /// One row an area of the layer, null where nothing is known of it; they and the results are borrowed.
  AreaColumns(std::vector<const coverage::AreaCoverage*> rows, const Results& results, const Words& words, Areas areas);

  /// How many people, places and sites it has, and which site ranks best in it.
  void add_people(LayerTable& table) const;
  void add_best_site(LayerTable& table) const;
  /// Modes in the order of the results.
  [[nodiscard]] const std::vector<model::Mode>& modes() const noexcept { return modes_; }
  void add_figures(LayerTable& table, std::size_t mode) const;
  /// Which site would serve most of those whom no place serves.
  void add_gap_sites(LayerTable& table, std::size_t mode) const;

  /// The mode by which areas are coloured first: bicycle if it was measured, else the first; empty without coverage.
  [[nodiscard]] std::optional<std::size_t> leading_mode() const;
  [[nodiscard]] std::string_view label(std::size_t mode) const;
  /// In words: "15 min by bicycle".
  [[nodiscard]] std::string norm_of(std::size_t mode) const;
  /// What a form's tab of a mode is called.
  [[nodiscard]] core::Phrase tab(std::size_t mode) const;

  /// Classes of who is served, one a mode. Precondition: the table has the figures of all modes, and its rows.
  void classify(const LayerTable& table, const MapStyle& style);
  [[nodiscard]] const std::vector<ColumnClasses>& classes() const noexcept { return classes_; }

  /// Coloured by who is served by a mode, in words of `area`; empty: not by who is served. Precondition: classified.
  [[nodiscard]] LayerStyle style(const core::Phrase& area, std::optional<std::size_t> mode) const;
  /// "Inhabitants with a place within 15 min by bicycle"; empty without coverage.
  [[nodiscard]] std::string served_title() const;

 private:
  using Row = const coverage::AreaCoverage*;
  template <class Value>
  [[nodiscard]] LayerTable::Cell of_mode(std::size_t mode, Value value) const;
  void add_gap_site(LayerTable& table, std::size_t mode, std::string_view stem, const core::Phrase& title,
                    std::optional<coverage::GapSite> coverage::ModeCoverage::*part) const;

  std::shared_ptr<const std::vector<Row>> rows_;
  const Results& results_;
  Words words_;
  Areas areas_;
  std::vector<model::Mode> modes_;
  std::vector<core::Deciseconds> norms_;  // one a mode
  std::vector<ColumnClasses> classes_;    // likewise, once classified
};

}  // namespace trek::publish::detail
