#include <cstddef>
#include <utility>

#include "bench/geo/baselines.hpp"
#include "trek/geo/detail/geos.hpp"

namespace bench {
namespace {

namespace detail = trek::geo::detail;

struct DestroyPrepared {
  GEOSContextHandle_t handle = nullptr;
  void operator()(const GEOSPreparedGeometry* prepared) const noexcept { GEOSPreparedGeom_destroy_r(handle, prepared); }
};
using Prepared = std::unique_ptr<const GEOSPreparedGeometry, DestroyPrepared>;

struct DestroyTree {
  GEOSContextHandle_t handle = nullptr;
  void operator()(GEOSSTRtree* tree) const noexcept { GEOSSTRtree_destroy_r(handle, tree); }
};

struct Shape {
  detail::Geometry geometry;
  Prepared prepared;
  std::uint32_t row = 0;
};

/// What GEOS' callback needs: it has no way to stop, but tests nothing that cannot lower the row.
struct Search {
  GEOSContextHandle_t handle = nullptr;
  const GEOSGeometry* place = nullptr;
  std::uint32_t row = kNoRow;
};

void visit(void* item, void* search_data) {
  const auto* shape = static_cast<const Shape*>(item);
  auto* search = static_cast<Search*>(search_data);
  if (shape->row >= search->row) return;
  if (GEOSPreparedCovers_r(search->handle, shape->prepared.get(), search->place) == 1) search->row = shape->row;
}

}  // namespace

struct GeosLocator::State {
  detail::Geos geos;
  std::vector<Shape> shapes;
  std::unique_ptr<GEOSSTRtree, DestroyTree> tree;
  std::vector<detail::Geometry> places;
};

GeosLocator::GeosLocator(const std::vector<trek::geo::MultiPolygon>& shapes) : state_{std::make_unique<State>()} {
  const auto handle = state_->geos.handle();
  state_->shapes.reserve(shapes.size());  // the tree holds their addresses
  state_->tree = {GEOSSTRtree_create_r(handle, 10), DestroyTree{handle}};
  for (std::size_t row = 0; row < shapes.size(); ++row) {
    auto geometry = shapes[row].size() == 1 ? state_->geos.polygon(shapes[row].front())  // simpler, and faster for GEOS
                                            : state_->geos.multipolygon(shapes[row]);
    Prepared prepared{GEOSPrepare_r(handle, geometry.get()), DestroyPrepared{handle}};
    auto& shape =
        state_->shapes.emplace_back(Shape{std::move(geometry), std::move(prepared), static_cast<std::uint32_t>(row)});
    GEOSSTRtree_insert_r(handle, state_->tree.get(), shape.geometry.get(), &shape);
  }
  set_points({{0.0, 0.0}});  // GEOS builds its tree at the first query
  Rows rows;
  find_all(rows);
}
GeosLocator::~GeosLocator() = default;

void GeosLocator::set_points(const std::vector<trek::geo::Point>& places) {
  state_->places.clear();
  for (const auto place : places) state_->places.push_back(state_->geos.point(place));
}

void GeosLocator::find_all(Rows& rows) const {
  const auto handle = state_->geos.handle();
  rows.resize(state_->places.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Search search{handle, state_->places[i].get(), kNoRow};
    GEOSSTRtree_query_r(handle, state_->tree.get(), search.place, visit, &search);
    rows[i] = search.row;
  }
}

}  // namespace bench
