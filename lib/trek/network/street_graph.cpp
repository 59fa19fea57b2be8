#include "trek/network/street_graph.hpp"

namespace trek::network {

geo::Box StreetGraph::bounds() const noexcept {
  geo::Box box;
  for (const geo::Point p : shape_points) box.add(p);
  return box;
}

Streets::Streets(const std::vector<Street>& streets) {
  for (const Street& street : streets) add(street);
}

void Streets::add(const Street& street) {
  from_key.push_back(street.from_key);
  to_key.push_back(street.to_key);
  forward_ds.push_back(street.forward_ds);
  backward_ds.push_back(street.backward_ds);
  way.push_back(street.way);
  flags.push_back(street.flags);
  shape_points.insert(shape_points.end(), street.shape.begin(), street.shape.end());
  first_shape.push_back(shape_points.size());
}

}  // namespace trek::network
