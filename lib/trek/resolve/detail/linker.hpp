#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/resolve/detail/decision_book.hpp"
#include "trek/resolve/detail/linker_records.hpp"

namespace trek::resolve::detail {

/// "±250 m", "250 m", "positie +/- 250 m" -> 250; empty where the text names no distance.
[[nodiscard]] std::optional<double> stated_uncertainty_m(std::string_view certainty);

/// The first few of the buildings around a place that are not this one.
[[nodiscard]] std::vector<std::uint32_t> others(const std::vector<BuildingFinder::Near>& around, std::uint32_t slot);

/// Links every record to buildings, and the records without a building to each other. Doubts go to the report.
///
/// The edges do not depend on the order of the rows: ties are broken by keys.
class Linker {
 public:
  Linker(const Evidence& evidence, const CandidateRule& rule, BuildingFinder& finder, core::Report& report);
  [[nodiscard]] std::vector<Edge> edges(const core::Control& control);
  [[nodiscard]] const DecisionBook& decisions() const noexcept { return decisions_; }

 private:
  /// Where a monument's point lies, and how far that can be trusted.
  struct Setting {
    geo::Point place;
    bool well_placed = false;
    std::optional<std::uint32_t> inside;  // the building around the point
  };
  void link_candidate(std::uint32_t row);
  void link_monument(std::uint32_t row);
  void link_vacancy(std::uint32_t row);
  void link_monument_numbers();
  void link_names();
  void link_name(std::uint32_t row);
  void count_shared_addresses();
  bool link_monument_by_address(std::uint32_t row, const Setting& setting);
  bool link_monument_by_place(std::uint32_t row, const Setting& setting);
  void tell_elsewhere();
  bool link_approximate(std::uint32_t row, const Setting& setting);
  [[nodiscard]] Edge weighed(std::uint32_t row, const Setting& setting, Edge edge) const;
  [[nodiscard]] std::optional<BuildingFinder::Near> find_likely(std::uint32_t row,
                                                                const std::vector<BuildingFinder::Near>& near) const;
  bool link_by_decision(Record record);
  void report_alone(Record record);
  bool link_by_key(Record record, std::span<const std::string> building_ids, std::span<const std::string> unit_ids);
  /// Ids that no table has are added to `unknown`.
  bool link_by_building_ids(Record record, std::span<const std::string> ids, std::vector<std::string>& unknown);
  bool link_by_unit_ids(Record record, std::span<const std::string> ids, std::vector<std::string>& unknown);
  [[nodiscard]] std::string only_unit(const BuildingFinder::AddressHit& hit) const;
  [[nodiscard]] BuildingFinder::AddressHit spelled_hit(const model::Address& address) const;
  void link_twins();
  void link_twin(Record one, Record other);
  bool link_by_address(Record record, const model::Address& address, std::optional<geo::Point> place);
  bool link_vacancy_by_address(Record record);
  [[nodiscard]] BuildingFinder::AddressHit address_hit(Record record, const model::Address& address,
                                                       std::optional<geo::Point> place) const;
  /// The buildings that no decision excludes.
  [[nodiscard]] std::vector<std::uint32_t> allowed(Record record, std::vector<std::uint32_t> slots) const;
  [[nodiscard]] std::vector<BuildingFinder::Near> allowed_around(Record record, geo::Point place, double reach_m) const;
  [[nodiscard]] std::optional<std::uint32_t> allowed_inside(Record record, geo::Point place) const;
  bool link_inside(Record record, geo::Point place, double confidence);
  bool link_nearest(Record record, geo::Point place, double tolerance_m, double confidence);
  bool link_beside(Record record, geo::Point place, double tolerance_m, double confidence);
  [[nodiscard]] std::vector<BuildingFinder::Near> on_parcel(Record record, geo::Point place) const;
  bool link_within(Record record, const geo::MultiPolygon& area);
  bool link_vacancy_to_building(Record record);
  bool link_vacancy_to_record(Record record);
  [[nodiscard]] std::vector<Record> records_by_key() const;
  void index_records();
  void add(Edge edge);
  void warn(Record record, const char* rule, const core::Phrase& value, const std::string& remedy);

  const Evidence& evidence_;
  const CandidateRule& rule_;
  BuildingFinder& finder_;
  core::Report& report_;
  DecisionBook decisions_;
  std::optional<geo::PolygonLocator> parcels_;
  std::optional<geo::PointIndex> monument_places_;
  std::vector<Edge> edges_;
  /// How many monuments of one complex have an address on this one building.
  std::map<std::pair<std::string, std::uint32_t>, std::size_t> shared_addresses_;
  std::set<std::uint32_t> claimed_slots_;       // of candidates and monuments
  std::vector<Record> records_;                 // candidates and monuments, by key
  AddressBook record_addresses_;                // positions in records_
  std::vector<std::uint32_t> free_;             // positions in records_ of those without a building
  std::optional<geo::PointIndex> free_places_;  // in the order of free_
};

}  // namespace trek::resolve::detail
