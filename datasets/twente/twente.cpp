#include "twente/twente.hpp"

#include <fmt/format.h>

#include <utility>

#include "trek/core/error.hpp"
#include "twente/surroundings.hpp"
#include "twente/write.hpp"

namespace trek::datasets {
namespace {

constexpr std::string_view kStage = "twente";
constexpr std::uint64_t kStepCount = 8;

void check_options(const TwenteOptions& options) {
  if (options.scale > 0.0 && options.scale <= 1.0) return;
  throw core::Error{core::ErrorKind::bad_argument,
                    fmt::format("twente: scale is {:g}, expected more than 0 and at most 1", options.scale)};
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw core::Error{core::ErrorKind::output, folder.string() + ": folder cannot be made (" + error.message() + ")"};
  }
}

}  // namespace

std::vector<WrittenFile> write_twente(const std::filesystem::path& folder, const TwenteOptions& options,
                                      const core::Control& control) {
  check_options(options);
  make_folder(folder);
  std::uint64_t done = 0;
  const auto step = [&] {
    control.check_stop();
    control.report(kStage, done++, kStepCount);
  };
  std::vector<WrittenFile> files;

  step();
  const auto facts = read_facts();
  const auto all_towns = towns(facts, options.seed);
  const auto borders = boundaries(facts, all_towns, options.seed);
  files.push_back(write_municipalities(folder, facts, borders, options.scale));
  step();
  auto map = street_map(all_towns, borders.grid, options.seed);
  step();
  Construction site{facts, map, options.seed};
  const auto named = build_named_sites(site, facts, all_towns, borders.grid, map);
  build_towns(site, facts, all_towns, map, options.scale, options.seed);
  step();
  build_country(site, facts, all_towns, borders.grid, map, options.scale, options.seed);
  site.finish();
  const auto around = surroundings(borders, map, options.scale, options.seed);
  files.push_back(write_osm(folder, facts, map, parking_grounds(site, all_towns, map, options.seed)));
  step();
  files.push_back(write_bag(folder, site, facts, all_towns, map));
  step();
  const auto cells = people_cells(site, residents(site, facts, options.scale, options.seed), options.seed);
  files.push_back(write_cells(folder, cells));
  files.push_back(write_districts(folder, facts, cbs_districts(facts, all_towns, borders, cells)));
  step();
  const auto listed = monuments(site, named, options.scale, options.seed);
  files.push_back(write_monuments(folder, listed));
  files.push_back(write_townscapes(folder, townscapes(facts, all_towns, options.seed)));
  files.push_back(
      write_vacancy(folder, vacancy_register(site, facts, map, named, listed, options.scale, options.seed), site));
  files.push_back(write_heights(folder, site, building_heights(site, named, options.seed)));
  const auto plots = parcels(site, named, options.seed);
  files.push_back(write_parcels(folder, facts, plots));
  files.push_back(write_zones(folder, zones(site, all_towns, plots, options.seed)));
  step();
  files.push_back(write_places(folder, existing_places(site, facts, options.seed)));
  files.push_back(write_plans(folder, facts, options.scale));
  files.push_back(write_candidates(folder, site, named));
  files.push_back(write_stations(folder, stations(facts, all_towns, options.seed)));
  for (WrittenFile& file : write_surroundings(folder, around)) files.push_back(std::move(file));
  files.push_back(write_readme(folder, options));
  control.report(kStage, kStepCount, kStepCount);
  return files;
}

}  // namespace trek::datasets
