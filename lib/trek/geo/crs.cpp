#include "trek/geo/crs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/shortened.hpp"
#include "trek/geo/detail/proj.hpp"

namespace trek::geo {
namespace detail {

ProjContext::ProjContext() : message_{std::make_unique<std::string>()}, context_{proj_context_create()} {
  // Offline always: the same machine gives the same coordinates with and without a network.
  proj_context_set_enable_network(get(), 0);
  proj_log_level(get(), PJ_LOG_ERROR);
  proj_log_func(get(), message_.get(),
                [](void* message, int, const char* text) { *static_cast<std::string*>(message) = text; });
}

std::string ProjContext::remark() const {
  if (message_->empty()) return {};
  std::string text = *message_;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return fmt::format(" (PROJ: {})", text);
}

}  // namespace detail

namespace {

using core::Error;
using core::ErrorKind;
using detail::ProjContext;
using detail::ProjFactoryContext;
using detail::ProjObject;
using detail::ProjObjectList;

constexpr int kConfident = 90;  // of 100; PROJ gives 90 and more when all but the spelling of names agrees
constexpr double kNowhere = std::numeric_limits<double>::infinity();

/// A definition as it may stand in a one-line message.
std::string shortened(std::string_view definition) {
  constexpr std::size_t kLongest = 60;
  std::string text = core::shortened(definition, kLongest);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

bool is_bound(const PJ* object) { return proj_get_type(object) == PJ_TYPE_BOUND_CRS; }

/// Where PROJ finds nothing, memory or files may have run out.
[[noreturn]] void fail(const std::string& what) {
  core::check_shortage(what);
  throw Error{ErrorKind::data, what};
}

/// The horizontal CRS of a definition: heights (EPSG:7415) are no part of a plan.
ProjObject horizontal_crs(const ProjContext& context, std::string_view definition) {
  ProjObject crs{proj_create(context.get(), std::string{definition}.c_str())};
  if (!crs || proj_is_crs(crs.get()) == 0) {
    fail(fmt::format("CRS '{}': not known to PROJ {}{}; give an EPSG code such as EPSG:28992 or WKT",
                     shortened(definition), proj_version(), context.remark()));
  }
  if (proj_get_type(crs.get()) != PJ_TYPE_COMPOUND_CRS) return crs;
  ProjObject flat{proj_crs_get_sub_crs(context.get(), crs.get(), 0)};
  if (!flat) fail(fmt::format("CRS '{}': has no horizontal part", shortened(definition)));
  return flat;
}

/// Without the shift to WGS84 that old WKT and PROJ strings carry: coordinates are those of the CRS below it.
ProjObject without_shift(const ProjContext& context, ProjObject crs) {
  if (!is_bound(crs.get())) return crs;
  return ProjObject{proj_get_source_crs(context.get(), crs.get())};
}

std::optional<std::string> find_id(const PJ* object) {
  const char* authority = proj_get_id_auth_name(object, 0);
  const char* code = proj_get_id_code(object, 0);
  if (authority == nullptr || code == nullptr) return std::nullopt;
  return fmt::format("{}:{}", authority, code);
}

std::optional<std::string> find_code(const ProjContext& context, const PJ* crs) {
  int* confidence = nullptr;
  const ProjObjectList matches{proj_identify(context.get(), crs, "EPSG", nullptr, &confidence)};
  const std::unique_ptr<int, decltype(&proj_int_list_destroy)> free_confidence{confidence, &proj_int_list_destroy};
  if (!matches || proj_list_get_count(matches.get()) == 0 || confidence[0] < kConfident) return std::nullopt;
  const ProjObject best{proj_list_get(context.get(), matches.get(), 0)};
  return find_id(best.get());
}

std::string label(const PJ* crs) {
  if (auto id = find_id(crs)) return *id;
  const char* name = proj_get_name(crs);
  return name != nullptr ? name : "unnamed CRS";
}

/// Axis order does not count: coordinates are always x = east here.
bool same_crs(const ProjContext& context, const ProjObject& a, const ProjObject& b) {
  const ProjObject east_a{proj_normalize_for_visualization(context.get(), a.get())};
  const ProjObject east_b{proj_normalize_for_visualization(context.get(), b.get())};
  return east_a && east_b &&
         proj_is_equivalent_to_with_ctx(context.get(), east_a.get(), east_b.get(), PJ_COMP_EQUIVALENT) != 0;
}

/// The EPSG entry that a definition stands for, or the definition itself: however a file spells its CRS, it gets the
/// same operation. OGC:CRS84 has other operations in PROJ's database than EPSG:4326, but differs in axis order only.
ProjObject registered_crs(const ProjContext& context, ProjObject crs) {
  ProjObject wgs84{proj_create(context.get(), std::string{kWgs84}.c_str())};
  if (wgs84 && same_crs(context, crs, wgs84)) return wgs84;
  const ProjObject base = without_shift(context, ProjObject{proj_clone(context.get(), crs.get())});
  const auto code = base ? find_code(context, base.get()) : std::nullopt;
  ProjObject entry{code ? proj_create(context.get(), code->c_str()) : nullptr};
  return entry ? std::move(entry) : std::move(crs);
}

ProjObjectList candidate_operations(const ProjContext& context, const ProjObject& source, const ProjObject& target,
                                    PROJ_SPATIAL_CRITERION criterion) {
  const ProjFactoryContext factory{proj_create_operation_factory_context(context.get(), nullptr)};
  proj_operation_factory_context_set_spatial_criterion(context.get(), factory.get(), criterion);
  proj_operation_factory_context_set_grid_availability_use(context.get(), factory.get(),
                                                           PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
  proj_operation_factory_context_set_allow_ballpark_transformations(context.get(), factory.get(), 0);
  return ProjObjectList{proj_create_operations(context.get(), source.get(), target.get(), factory.get())};
}

/// Unknown accuracy ranks last.
double accuracy_rank_m(const ProjContext& context, const PJ* operation) {
  const double accuracy_m = proj_coordoperation_get_accuracy(context.get(), operation);
  if (accuracy_m >= 0.0) return accuracy_m;
  return std::numeric_limits<double>::infinity();
}

/// The most accurate operation that can be carried out; of equals the first in PROJ's own order. Null if there is none.
ProjObject most_accurate(const ProjContext& context, const ProjObjectList& candidates) {
  ProjObject best;
  const int count = candidates ? proj_list_get_count(candidates.get()) : 0;
  for (int i = 0; i < count; ++i) {
    ProjObject candidate{proj_list_get(context.get(), candidates.get(), i)};
    if (!candidate || proj_coordoperation_is_instantiable(context.get(), candidate.get()) == 0) continue;
    if (proj_coordoperation_has_ballpark_transformation(context.get(), candidate.get()) != 0) continue;
    if (!best || accuracy_rank_m(context, candidate.get()) < accuracy_rank_m(context, best.get())) {
      best = std::move(candidate);
    }
  }
  return best;
}

/// Operations that hold in the whole area that the two CRSs share come first: a sharper one for one province does not
/// help the others.
ProjObject best_operation(const ProjContext& context, const ProjObject& source, const ProjObject& target) {
  for (const auto criterion :
       {PROJ_SPATIAL_CRITERION_STRICT_CONTAINMENT, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION}) {
    if (auto best = most_accurate(context, candidate_operations(context, source, target, criterion))) return best;
  }
  return nullptr;
}

CrsOperation description(const ProjContext& context, const ProjObject& source, const ProjObject& target,
                         const PJ* operation) {
  CrsOperation result{label(source.get()), label(target.get()), "none", 0.0};
  if (operation == nullptr) return result;
  const char* name = proj_get_name(operation);
  result.name = name != nullptr ? name : "unnamed operation";
  const double accuracy_m = proj_coordoperation_get_accuracy(context.get(), operation);
  result.accuracy_m = accuracy_m >= 0.0 ? std::optional{accuracy_m} : std::nullopt;
  return result;
}

}  // namespace

struct Transformation::State {
  ProjContext context;
  ProjObject pipeline;  // null: identity
  CrsOperation operation;
};

Transformation::Transformation(std::string_view source, std::string_view target) : state_{std::make_unique<State>()} {
  const ProjContext& context = state_->context;
  const ProjObject from = registered_crs(context, horizontal_crs(context, source));
  const ProjObject to = registered_crs(context, horizontal_crs(context, target));
  if (same_crs(context, from, to)) {
    state_->operation = description(context, from, to, nullptr);
    return;
  }
  const ProjObject best = best_operation(context, from, to);
  if (!best) {
    fail(
        fmt::format("CRS '{}' to '{}': PROJ {} has no operation here that respects the datum (only a ballpark one, "
                    "about 100 m off in the Netherlands){}; use the EPSG code of the true CRS, or install its grids",
                    shortened(source), shortened(target), proj_version(), context.remark()));
  }
  // An operation that PROJ could not look up for want of memory would be a less accurate one, without a word.
  if (!context.remark().empty()) core::check_shortage(context.remark());
  state_->operation = description(context, from, to, best.get());
  state_->pipeline.reset(proj_normalize_for_visualization(context.get(), best.get()));
  if (!state_->pipeline) {
    core::check_shortage(context.remark());
    throw Error{ErrorKind::internal,
                fmt::format("PROJ cannot order the axes of '{}'{}", state_->operation.name, context.remark())};
  }
}

Transformation::~Transformation() = default;
Transformation::Transformation(Transformation&&) noexcept = default;
Transformation& Transformation::operator=(Transformation&&) noexcept = default;

const CrsOperation& Transformation::operation() const noexcept { return state_->operation; }
bool Transformation::is_identity() const noexcept { return state_->pipeline == nullptr; }

void Transformation::apply(std::span<double> x, std::span<double> y) const {
  if (x.size() != y.size()) {
    throw Error{ErrorKind::bad_argument,
                fmt::format("Transformation::apply: {} x and {} y coordinates, expected as many", x.size(), y.size())};
  }
  if (is_identity()) return;
  proj_errno_reset(state_->pipeline.get());
  proj_trans_generic(state_->pipeline.get(), PJ_FWD, x.data(), sizeof(double), x.size(), y.data(), sizeof(double),
                     y.size(), nullptr, 0, 0, nullptr, 0, 0);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i]) && std::isfinite(y[i])) continue;
    x[i] = kNowhere;
    y[i] = kNowhere;
  }
}

Point Transformation::to_point(LonLat place) const {
  apply({&place.lon_deg, 1}, {&place.lat_deg, 1});
  return {place.lon_deg, place.lat_deg};
}

LonLat Transformation::to_lon_lat(Point place) const {
  apply({&place.x_m, 1}, {&place.y_m, 1});
  return {place.x_m, place.y_m};
}

std::string crs_wkt(std::string_view crs, bool wkt1) {
  const ProjContext context;
  const ProjObject object{proj_create(context.get(), std::string{crs}.c_str())};
  const std::array<const char*, 2> options{"MULTILINE=NO", nullptr};
  const char* wkt =
      object ? proj_as_wkt(context.get(), object.get(), wkt1 ? PJ_WKT1_GDAL : PJ_WKT2_2019, options.data()) : nullptr;
  if (wkt == nullptr) {
    fail(fmt::format("CRS '{}': PROJ {} cannot write it as {}{}; give an EPSG code such as EPSG:28992", shortened(crs),
                     proj_version(), wkt1 ? "WKT1" : "WKT2", context.remark()));
  }
  return wkt;
}

std::optional<std::string> find_crs_code(std::string_view definition) {
  const ProjContext context;
  ProjObject crs{proj_create(context.get(), std::string{definition}.c_str())};
  if (!crs) core::check_shortage(context.remark());
  if (!crs || proj_is_crs(crs.get()) == 0) return std::nullopt;
  return find_code(context, without_shift(context, std::move(crs)).get());
}

std::string projected_crs_for(const Box& lon_lat_deg) {
  constexpr Box kNetherlands{3.2, 50.75, 7.22, 53.7};  // area of use of EPSG:28992
  const bool dutch = kNetherlands.contains({lon_lat_deg.min_x_m, lon_lat_deg.min_y_m}) &&
                     kNetherlands.contains({lon_lat_deg.max_x_m, lon_lat_deg.max_y_m});
  if (dutch) return std::string{kRdNew};
  const double lon_deg = (lon_lat_deg.min_x_m + lon_lat_deg.max_x_m) / 2.0;
  const double lat_deg = (lon_lat_deg.min_y_m + lon_lat_deg.max_y_m) / 2.0;
  const int zone = std::clamp(static_cast<int>(std::floor((lon_deg + 180.0) / 6.0)) + 1, 1, 60);
  return fmt::format("EPSG:{}", (lat_deg < 0.0 ? 32700 : 32600) + zone);
}

bool is_geographic(std::string_view crs) {
  const ProjContext context;
  const ProjObject base = without_shift(context, horizontal_crs(context, crs));
  const PJ_TYPE type = proj_get_type(base.get());
  return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

std::string proj_version() { return proj_info().version; }

}  // namespace trek::geo
