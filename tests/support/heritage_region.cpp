#include "support/heritage_region.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "trek/geo/spatial_index.hpp"

namespace trek::test {
namespace {

/// Share of the objects of a kind that are listed. The mix of kinds is that of the 13 main categories by eye: more than
/// half houses, then farms, then churches and works.
double listed_share(Premises premises) noexcept {
  switch (premises) {
    case Premises::house:
      return 0.14;
    case Premises::shop:
      return 0.16;
    case Premises::church:
    case Premises::factory:
      return 0.9;
    case Premises::farm:
      break;
  }
  return 0.5;
}

struct Category {
  const char* main;
  const char* sub;
};

Category category_of(Premises premises) noexcept {
  switch (premises) {
    case Premises::house:
      break;
    case Premises::shop:
      return {"Handelsgebouwen, opslag- en transportgebouwen", "Winkel"};
    case Premises::church:
      return {"Religieuze gebouwen", "Kerk en kerkonderdeel"};
    case Premises::factory:
      return {"Boerderijen, molens en bedrijven", "Industrie"};
    case Premises::farm:
      return {"Boerderijen, molens en bedrijven", "Boerderij (M)"};
  }
  return {"Woningen en woningbouwcomplexen", "Woonhuis(K)"};
}

class RegionDrawing {
 public:
  RegionDrawing(const RegionOptions& options, std::uint64_t seed)
      : options_{options}, random_{seed}, towns_{build_towns(options.town_count, options.streets_a_town, random_)} {
    for (const auto& row : towns_.buildings) add(region_.buildings, row);
    for (const auto& row : towns_.units) add(region_.units, row);
    footprints_.emplace(region_.buildings.footprint);
    for (const Object& object : towns_.objects) note_complex(object);
  }

  HeritageRegion result() {
    for (const Object& object : towns_.objects) {
      if (chance(listed_share(object.premises))) list(object);
      if (chance(object.premises == Premises::factory || object.premises == Premises::church ? 0.3 : 0.04)) {
        report_vacancy(object);
      }
    }
    add_monuments_without_building();
    move_points_into_buildings();
    for (const Monument& row : monuments_) add(region_.monuments, row);
    for (const Vacancy& row : vacancy_) add(region_.vacancy, row);
    return std::move(region_);
  }

 private:
  bool chance(double share) { return random_.uniform() < share; }

  void note_complex(const Object& object) {
    for (const std::string& building : object.buildings) {
      if (object.complex.empty()) continue;
      region_.truth.complex_of_building.emplace_back(building, object.complex);
    }
  }

  geo::Point in(const geo::Box& box) {
    return {random_.uniform(box.min_x_m, box.max_x_m), random_.uniform(box.min_y_m, box.max_y_m)};
  }
  /// At a wall, up to `most_m` outside.
  geo::Point just_outside(const geo::Box& box, double most_m) {
    const double away = random_.uniform(0.5, most_m);
    geo::Point place = in(box);
    if (chance(0.5)) {
      place.x_m = chance(0.5) ? box.min_x_m - away : box.max_x_m + away;
    } else {
      place.y_m = chance(0.5) ? box.min_y_m - away : box.max_y_m + away;
    }
    return place;
  }
  geo::Point displaced(geo::Point place) {
    const double distance = options_.displacement_median_m * std::exp(options_.displacement_sigma * random_.normal());
    const double angle = random_.uniform(0.0, 6.283185307179586);
    return {place.x_m + distance * std::cos(angle), place.y_m + distance * std::sin(angle)};
  }

  void place(Monument& monument, const geo::Box& box) {
    const double kind = random_.uniform();
    if (kind < options_.globaal_share) {
      monument.quality = model::LocationQuality::approximate;
      monument.place = displaced(in(box));
    } else if (kind < options_.globaal_share + options_.decision_share) {
      monument.quality = model::LocationQuality::decision;
      monument.place = chance(0.9) ? in(box) : just_outside(box, 12.0);
    } else {
      monument.quality = model::LocationQuality::exact;
      monument.place = chance(0.96) ? in(box) : just_outside(box, 5.0);
    }
  }

  std::string damaged(const std::string& id, bool of_building) {
    if (!chance(options_.damaged_key_share)) return id;
    return of_building && chance(0.5) ? "NL.IMBAG.Pand." + id : id.substr(1);
  }

  /// Writes id, address, both or nothing into a record.
  template <class Row>
  void write_evidence(Row& row, const Object& object, double stale_key_share) {
    const double kind = random_.uniform();
    if (kind < options_.mix.key_share) {
      const bool stale = chance(stale_key_share);
      const bool by_unit = !object.unit.empty() && chance(0.8);
      std::string& id = by_unit ? row.unit_id : row.building_id;
      id = by_unit ? object.unit : object.building;
      id = stale ? id.substr(0, 6) + "9" + id.substr(7) : damaged(id, !by_unit);
      if (options_.mix.address_beside_key_share > 0.0 && chance(options_.mix.address_beside_key_share)) {
        row.address = written_down(object.address, options_.mistakes, random_);
      }
    } else if (kind < options_.mix.key_share + options_.mix.address_share) {
      row.address = written_down(object.address, options_.mistakes, random_);
    }
  }

  void push(Monument monument, Truth::Whereabouts whereabouts) {
    monument.number = std::to_string(500'000 + monuments_.size());
    monuments_.push_back(std::move(monument));
    region_.truth.monuments.push_back(std::move(whereabouts));
  }

  /// Some neighbouring farms have one complex number though they stand apart: a number alone makes no site.
  std::string complex_number(const Object& object) {
    if (object.premises != Premises::farm || !chance(0.3)) return object.complex;
    return std::to_string(9'500'000 + monuments_.size() / 8);
  }

  void list(const Object& object) {
    Monument monument;
    place(monument, object.place);
    monument.main_category = category_of(object.premises).main;
    monument.sub_category = category_of(object.premises).sub;
    write_evidence(monument, object, options_.stale_key_share);
    monument.complex_number = complex_number(object);
    push(std::move(monument), {object.building, object.buildings});
  }

  void report_vacancy(const Object& object) {
    const bool is_old = chance(options_.old_vacancy_share);
    Vacancy row;
    row.date = is_old ? "2019-06-01" : "2026-01-01";
    write_vacancy(std::move(row), object, is_old ? options_.stale_key_share_of_old : options_.stale_key_share);
    if (!is_old) return;
    Vacancy later;
    later.source = "survey";
    later.date = "2025-09-15";
    later.kind = model::VacancyKind::in_use;
    write_vacancy(std::move(later), object, options_.stale_key_share);
    region_.truth.contradicted.insert(object.building);
  }

  void write_vacancy(Vacancy row, const Object& object, double stale_key_share) {
    row.record = "v" + std::to_string(vacancy_.size());
    write_evidence(row, object, stale_key_share);
    const bool point_only = row.building_id.empty() && row.unit_id.empty() && row.address.empty();
    if (point_only || chance(0.5)) row.place = chance(0.8) ? in(object.place) : just_outside(object.place, 8.0);
    vacancy_.push_back(std::move(row));
    region_.truth.vacancy.push_back({object.building, object.buildings});
  }

  /// Mills, pumps and finds in the ground, near buildings as often as not.
  void add_monuments_without_building() {
    const auto count = static_cast<double>(monuments_.size());
    const auto add_some = [&](double share, const char* main, const char* sub) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(share * count); ++i) {
        const Object& near = towns_.objects[random_.below(towns_.objects.size())];
        Monument monument;
        const geo::Box box = near.place.grown(40.0);
        do monument.place = in(box);
        while (footprints_->find(monument.place));
        const bool globaal = chance(options_.globaal_share);
        monument.quality = globaal ? model::LocationQuality::approximate : model::LocationQuality::exact;
        monument.main_category = main;
        monument.sub_category = sub;
        push(std::move(monument), {});
      }
    };
    add_some(options_.without_building_share, "Boerderijen, molens en bedrijven", "Molen");
    add_some(options_.archaeology_share, "Archeologie (N)", "");
  }

  /// Geocoders put points into buildings: of the `globaal` points in the open, so many go into the building that is
  /// nearest, the right one or not, that the share of all points outside any footprint is that of METHODS "Sites".
  void move_points_into_buildings() {
    std::vector<std::size_t> movable;
    std::size_t outside = 0;
    std::size_t of_buildings = 0;
    for (std::size_t row = 0; row < monuments_.size(); ++row) {
      if (region_.truth.monuments[row].building.empty()) continue;
      ++of_buildings;
      if (footprints_->find(monuments_[row].place)) continue;
      ++outside;
      if (monuments_[row].quality == model::LocationQuality::approximate) movable.push_back(row);
    }
    random_.shuffle(movable);
    const auto wanted = static_cast<std::size_t>(options_.outside_share * static_cast<double>(of_buildings));
    for (std::size_t i = 0; i < movable.size() && outside > wanted; ++i, --outside) {
      geo::Point& place = monuments_[movable[i]].place;
      place = in(nearest_building(place));
    }
  }

  [[nodiscard]] geo::Box nearest_building(geo::Point place) const {
    const auto distance_m = [&](const geo::Box& box) {
      const double dx = std::max({box.min_x_m - place.x_m, 0.0, place.x_m - box.max_x_m});
      const double dy = std::max({box.min_y_m - place.y_m, 0.0, place.y_m - box.max_y_m});
      return std::hypot(dx, dy);
    };
    const auto nearest = std::min_element(
        towns_.buildings.begin(), towns_.buildings.end(),
        [&](const Building& a, const Building& b) { return distance_m(a.footprint) < distance_m(b.footprint); });
    return nearest->footprint;
  }

  const RegionOptions& options_;
  core::Random random_;
  Towns towns_;
  HeritageRegion region_;
  std::optional<geo::PolygonLocator> footprints_;
  std::vector<Monument> monuments_;
  std::vector<Vacancy> vacancy_;
};

}  // namespace

std::vector<EvidenceMix> evidence_mixes() {
  return {{"joined", 0.85, 0.135, 0.90}, {"rich", 0.85, 0.12},   {"complete", 0.10, 0.90},
          {"middle", 0.10, 0.86},        {"ragged", 0.05, 0.45}, {"poor", 0.0, 0.0}};
}

resolve::Evidence HeritageRegion::evidence() const {
  resolve::Evidence result;
  result.buildings = &buildings;
  result.units = &units;
  result.monuments = &monuments;
  result.vacancy = &vacancy;
  return result;
}

bool HeritageRegion::says_in_use(const std::string& record) const {
  const auto at = std::find(vacancy.record.begin(), vacancy.record.end(), record) - vacancy.record.begin();
  const auto row = static_cast<std::size_t>(at);
  return row < vacancy.size() && vacancy.kind[row] == model::VacancyKind::in_use;
}

HeritageRegion heritage_region(const RegionOptions& options, std::uint64_t seed) {
  return RegionDrawing{options, seed}.result();
}

resolve::CandidateRule everything_counts() {
  resolve::CandidateRule rule;
  for (const std::string& name : model::site_type_names()) rule.types.push_back(*model::find_site_type(name));
  if (std::find(rule.types.begin(), rule.types.end(), model::SiteType::unknown) == rule.types.end()) {
    rule.types.push_back(model::SiteType::unknown);
  }
  rule.smallest_area = core::SquareMeters{0.0};
  rule.exclude_demolished = false;
  return rule;
}

}  // namespace trek::test
