#include "trek/project/detail/doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "trek/core/date.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/geo/topology.hpp"

namespace trek::project::detail {
namespace {

constexpr int kApart_years = 3;        // sources that are added up should be of about the same time
constexpr double kPeopleApart = 0.05;  // share of the official number

std::optional<int> year_of(std::string_view text) {
  const std::string date = core::find_iso_date(text).value_or(std::string{text});
  int year = 0;
  const auto [end, error] = std::from_chars(date.data(), date.data() + std::min<std::size_t>(date.size(), 4), year);
  return error == std::errc{} && end == date.data() + 4 ? std::optional{year} : std::nullopt;
}

class SourceDoubts {
 public:
  SourceDoubts(std::string_view today, int oldest_years) : this_year_{year_of(today)}, oldest_years_{oldest_years} {}

  void look_at(const model::SourceRecord& record) {
    const model::Source& source = record.source;
    if (source.made_up) return;
    if (source.licence.empty())
      add(source, "no_licence", "", "say under which licence it may be used: licence = \"...\"");
    if (source.attribution.empty())
      add(source, "no_attribution", "", "say whose it is, as it must stand on the map: attribution = \"...\"");
    const auto year = year_of(source.vintage);
    if (!year)
      return add(source, "no_vintage", what_is_known(record), "say of when it is: vintage = \"2025\" or a date");
    if (this_year_ && *this_year_ - *year > oldest_years_)
      add(source, "old_source", source.vintage, "look for a newer one, or say in a report how old it is");
    note_vintage(source, *year);
  }

  [[nodiscard]] core::Report report() && {
    if (oldest_ != nullptr && youngest_ != oldest_ && newest_year_ - oldest_year_ > kApart_years) {
      add(*youngest_, "vintages_apart",
          {fmt::format("{}; '{}' is van {}", newest_year_, oldest_->name, oldest_year_),
           fmt::format("{}; '{}' is of {}", newest_year_, oldest_->name, oldest_year_)},
          "municipalities, people and buildings of different years do not add up; take one year, or say so");
    }
    return std::move(report_);
  }

 private:
  /// A vintage that is none, else the day of download: it helps to find out, and is no vintage.
  static core::Phrase what_is_known(const model::SourceRecord& record) {
    const auto told = [&](model::Language language) {
      return model::told_time(model::Words{language}, record.source.vintage, record.fetched);
    };
    return {told(model::Language::nl), told(model::Language::en)};
  }

  /// Of the tables that are counted together.
  void note_vintage(const model::Source& source, int year) {
    constexpr std::string_view kCounted[] = {"municipalities", "population", "population_totals", "buildings", "units"};
    if (std::find(std::begin(kCounted), std::end(kCounted), source.table) == std::end(kCounted)) return;
    if (oldest_ == nullptr || year < oldest_year_) oldest_ = &source, oldest_year_ = year;
    if (youngest_ == nullptr || year > newest_year_) youngest_ = &source, newest_year_ = year;
  }

  void add(const model::Source& source, const char* rule, core::Phrase value, std::string remedy) {
    report_.add({core::Severity::warning,
                 source.name,
                 source.path.filename().string(),
                 rule,
                 std::move(value),
                 std::move(remedy),
                 {}});
  }

  std::optional<int> this_year_;
  int oldest_years_;
  const model::Source* oldest_ = nullptr;
  const model::Source* youngest_ = nullptr;
  int oldest_year_ = 0;
  int newest_year_ = 0;
  core::Report report_;
};

/// Points of a table by municipality.
std::vector<std::size_t> counts_in(const geo::PolygonLocator& locator, std::size_t municipality_count,
                                   const std::vector<geo::Point>& places) {
  std::vector<std::size_t> counts(municipality_count, 0);
  for (const geo::Point place : places) {
    if (const auto row = locator.find(place)) ++counts[*row];
  }
  return counts;
}

class MunicipalityDoubts {
 public:
  explicit MunicipalityDoubts(const model::Municipalities& municipalities)
      : municipalities_{municipalities}, locator_{municipalities.area} {}

  void look_for(const char* rule, const char* what, const std::vector<geo::Point>& places) {
    const auto counts = counts_in(locator_, municipalities_.size(), places);
    for (std::size_t row = 0; row < counts.size(); ++row) {
      if (counts[row] == 0)
        add(row, rule, "0", fmt::format("no {} lie in it; look whether the source covers the whole region", what));
    }
  }

  void look_at_people(const model::Demand& demand) {
    std::vector<double> people(municipalities_.size(), 0.0);
    for (std::size_t row = 0; row < demand.size(); ++row) {
      if (demand.municipality[row].valid()) people[demand.municipality[row].value()] += demand.inhabitants[row];
    }
    for (std::size_t row = 0; row < people.size(); ++row) {
      if (!(people[row] > 0.0)) {
        add(row, "municipality_without_people", "0", "no people lie in it; look whether the source covers the region");
        continue;
      }
      const auto official = municipalities_.inhabitants[row];
      if (!official || std::abs(people[row] - *official) <= kPeopleApart * *official) continue;
      add(row, "population_differs",
          {fmt::format("{:.0f}, officieel {:.0f}", people[row], *official),
           fmt::format("{:.0f}, officially {:.0f}", people[row], *official)},
          "the two are of different dates, or cells are secret: give population_totals, or say so in a report");
    }
  }

  [[nodiscard]] core::Report report() && { return std::move(report_); }

 private:
  void add(std::size_t row, const char* rule, core::Phrase value, std::string remedy) {
    core::Finding finding{core::Severity::warning,
                          "municipalities",
                          municipalities_.code[row],
                          rule,
                          std::move(value),
                          std::move(remedy),
                          {}};
    const auto area = municipalities_.area.feature(row);
    if (!area.empty()) {
      const auto place = geo::interior_point(area);
      finding.location = core::Location{place.x_m, place.y_m};
    }
    report_.add(std::move(finding));
  }

  const model::Municipalities& municipalities_;
  geo::PolygonLocator locator_;
  core::Report report_;
};

std::vector<geo::Point> middles_of(const geo::PolygonColumn& areas) {
  std::vector<geo::Point> places;
  for (std::size_t row = 0; row < areas.size(); ++row) {
    const geo::Box& box = areas.box(row);
    if (!box.empty()) places.push_back(box.centre());
  }
  return places;
}

std::vector<geo::Point> known_places(const std::vector<std::optional<geo::Point>>& column) {
  std::vector<geo::Point> places;
  for (const auto& place : column) {
    if (place) places.push_back(*place);
  }
  return places;
}

}  // namespace

core::Report source_doubts(const std::vector<model::SourceRecord>& sources, std::string_view today, int oldest_years) {
  SourceDoubts doubts{today, oldest_years};
  for (const model::SourceRecord& record : sources) doubts.look_at(record);
  return std::move(doubts).report();
}

core::Report municipality_doubts(const Inputs& inputs, const model::Demand& demand, const model::Sites& sites) {
  MunicipalityDoubts doubts{inputs.municipalities};
  doubts.look_at_people(demand);
  if (inputs.buildings)
    doubts.look_for("municipality_without_buildings", "buildings", middles_of(inputs.buildings->footprint));
  if (inputs.monuments) {
    doubts.look_for("municipality_without_monuments", "monuments", known_places(inputs.monuments->place));
  }
  if (inputs.places) doubts.look_for("municipality_without_places", "existing places", inputs.places->place);
  doubts.look_for("municipality_without_sites", "candidate sites", sites.place);
  return std::move(doubts).report();
}

}  // namespace trek::project::detail
