#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "trek/core/report.hpp"
#include "trek/resolve/detail/building_finder.hpp"
#include "trek/resolve/resolve.hpp"

namespace trek::resolve::detail {

enum class Table : std::uint8_t { candidate, monument, vacancy, building };

/// A record of one of the tables.
struct Record {
  Table table = Table::candidate;
  std::uint32_t row = 0;  // of a building: its slot
  friend constexpr auto operator<=>(Record, Record) = default;
};

/// That a record belongs to a building, or to another record, and why.
struct Edge {
  Record from;
  Record to;
  model::LinkMethod method = model::LinkMethod::key;
  double distance_m = 0.0;
  double confidence = 1.0;
  std::string unit;  // id of the unit through which the building was found; may be empty
  std::vector<std::uint32_t> alternatives{};  // slots of other buildings that it may be, the likeliest first
};

/// Links below this confidence are for review (METHODS "Sites").
inline constexpr double kDoubtfulBelow = 0.65;

/// The key of a record in its own source, and where it lies.
[[nodiscard]] std::string key_of(const Evidence& evidence, Record record);
[[nodiscard]] std::string source_of(const Evidence& evidence, Record record);
/// Of a candidate or a monument.
[[nodiscard]] geo::Point place_of(const Evidence& evidence, Record record);
[[nodiscard]] std::optional<core::Location> location_of(const Evidence& evidence, Record record);

/// "±250 m", "250 m", "positie +/- 250 m" -> 250; empty where the text names no distance.
[[nodiscard]] std::optional<double> stated_uncertainty_m(std::string_view certainty);

/// Links every record to buildings, and the records without a building to each other. Doubts go to the report.
///
/// The edges do not depend on the order of the rows: ties are broken by keys.
class Linker {
 public:
  Linker(const Evidence& evidence, const CandidateRule& rule, BuildingFinder& finder, core::Report& report);
  [[nodiscard]] std::vector<Edge> edges(const core::Control& control);

 private:
  void link_candidate(std::uint32_t row);
  void link_monument(std::uint32_t row);
  void link_vacancy(std::uint32_t row);
  void link_monument_numbers();
  bool link_by_key(Record record, const std::string& building_ids, const std::string& unit_id);
  bool link_by_address(Record record, const model::Address& address, std::optional<geo::Point> place);
  bool link_inside(Record record, geo::Point place, double confidence);
  bool link_nearest(Record record, geo::Point place, double tolerance_m, double confidence);
  bool link_within(Record record, const geo::MultiPolygon& area);
  bool link_vacancy_to_building(Record record);
  bool link_vacancy_to_record(Record record);
  [[nodiscard]] std::vector<Record> records_by_key() const;
  void index_records();
  void add(Edge edge);
  void warn(Record record, const char* rule, const std::string& value, const char* remedy);

  const Evidence& evidence_;
  const CandidateRule& rule_;
  BuildingFinder& finder_;
  core::Report& report_;
  std::vector<Edge> edges_;
  std::set<std::uint32_t> claimed_slots_;       // of candidates and monuments
  std::vector<Record> records_;                 // candidates and monuments, by key
  AddressBook record_addresses_;                // positions in records_
  std::vector<std::uint32_t> free_;             // positions in records_ of those without a building
  std::optional<geo::PointIndex> free_places_;  // in the order of free_
};

}  // namespace trek::resolve::detail
