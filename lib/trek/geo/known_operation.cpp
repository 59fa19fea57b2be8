#include "trek/geo/known_operation.hpp"

#include <fmt/format.h>

#include <optional>

#include "trek/core/error.hpp"
#include "trek/geo/detail/proj.hpp"

namespace trek::geo {
namespace {

using detail::ProjContext;
using detail::ProjFactoryContext;
using detail::ProjObject;
using detail::ProjObjectList;

ProjObject known_crs(const ProjContext& context, std::string_view code) {
  ProjObject crs{proj_create(context.get(), std::string{code}.c_str())};
  if (crs && proj_is_crs(crs.get()) != 0) return crs;
  throw core::Error{core::ErrorKind::data,
                    fmt::format("CRS '{}': not known to PROJ {}{}; install its database (Debian: proj-data)", code,
                                proj_version(), context.remark())};
}

ProjObjectList all_operations(const ProjContext& context, const ProjObject& source, const ProjObject& target) {
  const ProjFactoryContext factory{proj_create_operation_factory_context(context.get(), nullptr)};
  proj_operation_factory_context_set_grid_availability_use(context.get(), factory.get(),
                                                           PROJ_GRID_AVAILABILITY_IGNORED);
  proj_operation_factory_context_set_allow_ballpark_transformations(context.get(), factory.get(), 0);
  return ProjObjectList{proj_create_operations(context.get(), source.get(), target.get(), factory.get())};
}

std::vector<GridFile> grids_of(const ProjContext& context, const PJ* operation) {
  std::vector<GridFile> grids;
  for (int i = 0; i < proj_coordoperation_get_grid_used_count(context.get(), operation); ++i) {
    const char* name = nullptr;
    int is_there = 0;
    if (proj_coordoperation_get_grid_used(context.get(), operation, i, &name, nullptr, nullptr, nullptr, nullptr,
                                          nullptr, &is_there) != 0)
      grids.push_back({name, is_there != 0});
  }
  return grids;
}

}  // namespace

std::optional<KnownOperation> find_known_operation(std::string_view source, std::string_view target) {
  const ProjContext context;
  const ProjObjectList operations = all_operations(context, known_crs(context, source), known_crs(context, target));
  std::optional<KnownOperation> best;
  const int count = operations ? proj_list_get_count(operations.get()) : 0;
  for (int i = 0; i < count; ++i) {
    const ProjObject operation{proj_list_get(context.get(), operations.get(), i)};
    const double accuracy_m = operation ? proj_coordoperation_get_accuracy(context.get(), operation.get()) : -1.0;
    if (accuracy_m < 0.0 || (best && accuracy_m >= *best->operation.accuracy_m)) continue;
    best = KnownOperation{{std::string{source}, std::string{target}, proj_get_name(operation.get()), accuracy_m},
                          grids_of(context, operation.get())};
  }
  return best;
}

}  // namespace trek::geo
