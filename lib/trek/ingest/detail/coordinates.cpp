#include "trek/ingest/detail/coordinates.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <vector>

#include "trek/core/error.hpp"
#include "trek/geo/transformed_box.hpp"
#include "trek/ingest/detail/remedies.hpp"

namespace trek::ingest::detail {

namespace {

using geo::CoordinateLook;

[[noreturn]] void fail(const model::Source& source, const std::string& layer, const std::string& what) {
  throw core::Error{core::ErrorKind::data,
                    fmt::format("source '{}', {}, layer '{}': {}", source.name, source.path.string(), layer, what)};
}

bool is_rd(const std::string& crs) {
  if (crs == geo::kRdNew) return true;
  const auto code = geo::find_crs_code(crs);
  return code && *code == geo::kRdNew;
}

std::string short_name(const std::string& crs) {
  if (crs.size() <= 40) return crs;
  const auto code = geo::find_crs_code(crs);
  if (code) return *code;
  const auto from = crs.find('"');
  const auto to = from == std::string::npos ? from : crs.find('"', from + 1);
  return to == std::string::npos ? "a CRS without a code" : crs.substr(from, to - from + 1);
}

/// How to say what the coordinates are, in the words of whoever reads the message.
struct Remedy {
  bool from_columns = false;
  bool by_option = false;
  bool declared = false;
  model::Told told = model::Told::project;

  [[nodiscard]] std::string crs_line(std::string_view crs, std::string_view reason) const {
    if (!by_option) return crs_remedy(told, crs, reason);
    if (declared) return fmt::format("have the file declare {}", crs);
    return fmt::format("say so with --crs {}", crs);
  }
  [[nodiscard]] std::string swap_line() const {
    if (by_option) return "exchange x and y (or lon and lat) in the file";
    if (told == model::Told::import) {
      return from_columns ? "exchange them with --field x=... and --field y=... (or lon and lat)"
                          : "exchange x and y in the file";
    }
    return from_columns ? "exchange fields.x and fields.y (or fields.lon and fields.lat) in its [[source]]"
                        : "add to its [[source]]: constants.axis_order = \"yx\"";
  }
  [[nodiscard]] std::string other_line() const {
    if (by_option) return "look whether it is the right file, and say what its coordinates are with --crs EPSG:nnnn";
    return "look whether it is the right file, or " + crs_remedy(told, "EPSG:...", "...");
  }
};

std::string mend_line(CoordinateLook look, bool geographic, const Remedy& remedy) {
  switch (look) {
    case CoordinateLook::rd:
      return remedy.crs_line(geo::kRdNew, "its coordinates are RD metres");
    case CoordinateLook::degrees:
      return remedy.crs_line(geo::kWgs84, "its coordinates are degrees");
    case CoordinateLook::rd_swapped:
      return remedy.swap_line() +
             (geographic ? ", and " + remedy.crs_line(geo::kRdNew, "its coordinates are RD metres") : "");
    case CoordinateLook::degrees_swapped:
      return remedy.swap_line() +
             (geographic ? "" : ", and " + remedy.crs_line(geo::kWgs84, "its coordinates are degrees"));
    case CoordinateLook::elsewhere:
      break;
  }
  return remedy.other_line();
}

struct Misfits {
  std::size_t count = 0;
  std::size_t nowhere = 0;  // at 0 0
  const geo::Box* first = nullptr;
  std::map<CoordinateLook, std::size_t> looks;

  [[nodiscard]] CoordinateLook most_frequent() const {
    auto best = looks.begin();
    for (auto it = looks.begin(); it != looks.end(); ++it) {
      if (it->second > best->second) best = it;
    }
    return best->first;
  }
};

}  // namespace

CoordinateGate::CoordinateGate(const SourceCrs& source, const std::string& project_crs)
    : source_{source},
      geographic_{geo::is_geographic(source.crs)},
      source_is_rd_{is_rd(source.crs)},
      project_is_rd_{is_rd(project_crs)} {}

bool CoordinateGate::plausible(const geo::Box& bounds) const {
  const auto look = geo::coordinate_look(bounds);
  if (source_is_rd_) return look == CoordinateLook::rd;
  if (geographic_ && project_is_rd_) return look == CoordinateLook::degrees;
  if (geographic_)
    return bounds.min_x_m >= -360.0 && bounds.max_x_m <= 360.0 && bounds.min_y_m >= -90.0 && bounds.max_y_m <= 90.0;
  return look != CoordinateLook::degrees && look != CoordinateLook::degrees_swapped;
}

bool CoordinateGate::plausible_result(const geo::Box& bounds) const {
  return !project_is_rd_ || geo::coordinate_look(bounds) == CoordinateLook::rd;
}

std::optional<std::string> CoordinateGate::find_doubt(const geo::Box& source_bounds) const {
  if (plausible(source_bounds)) return std::nullopt;
  const auto look = geo::coordinate_look(source_bounds);
  return fmt::format("CRS {} ({}), but the coordinates look like {}; {}", short_name(source_.crs), source_.basis.en,
                     geo::describe(look), mend_line(look, geographic_, {}));
}

void CoordinateGate::check_sample(std::span<const geo::Box> sample, const model::Source& source,
                                  const std::string& layer, bool from_columns) const {
  Misfits misfits;
  for (const auto& box : sample) {
    if (plausible(box)) continue;
    if (misfits.count++ == 0) misfits.first = &box;
    if (box.min_x_m == 0.0 && box.min_y_m == 0.0 && box.max_x_m == 0.0 && box.max_y_m == 0.0) ++misfits.nowhere;
    ++misfits.looks[geo::coordinate_look(box)];
  }
  if (misfits.count * 2 <= sample.size()) return;
  if (misfits.nowhere * 2 > misfits.count) {
    fail(source, layer,
         fmt::format("{} of the first {} features lie at 0 0, which is how an export writes places that it lost (the "
                     "RCE's outlines of 2020 are so); use another export",
                     misfits.nowhere, sample.size()));
  }
  const auto look = misfits.most_frequent();
  fail(source, layer,
       fmt::format(
           "CRS {} ({}), but {} of the first {} features look like {}, such as {:.6g} {:.6g}; {}",
           short_name(source_.crs), source_.basis.en, misfits.count, sample.size(), geo::describe(look),
           misfits.first->min_x_m, misfits.first->min_y_m,
           mend_line(look, geographic_, {from_columns, source_.by_option, !source_.declared.empty(), source.told})));
}

SourceCrs source_crs(const model::Source& source, const std::string& layer, const std::string& declared,
                     const std::string& assumed, const core::Phrase& assumed_basis) {
  if (!source.crs.empty()) {
    if (!declared.empty() && source.crs_reason.empty()) {
      fail(source, layer,
           fmt::format("crs = \"{}\" overrides what the file declares ({}) without a reason; add crs_reason = \"...\"",
                       source.crs, short_name(declared)));
    }
    return {source.crs,
            declared,
            {"opgegeven in het project: " + source.crs_reason, "set in the project file: " + source.crs_reason},
            false,
            false};
  }
  if (!declared.empty()) return {declared, declared, {"volgens het bestand", "declared by the file"}, true, false};
  if (!assumed.empty()) return {assumed, "", assumed_basis, false, false};
  fail(source, layer,
       source.told == model::Told::import
           ? "the file declares no CRS; say which with --source-crs EPSG:28992 (or another) and --crs-reason"
           : "the file declares no CRS; say which with crs = \"EPSG:28992\" (or another) in its [[source]]");
}

geo::Box box_in_source(const geo::Box& region, const std::string& project_crs, const std::string& source_crs) {
  const geo::Box box = geo::transformed(region, project_crs, source_crs);
  if (box.empty()) return box;
  return box.grown(0.01 * std::max(box.max_x_m - box.min_x_m, box.max_y_m - box.min_y_m));
}

}  // namespace trek::ingest::detail
