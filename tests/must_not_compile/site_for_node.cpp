#include <vector>

#include "trek/model/tables.hpp"
#include "trek/network/street_graph.hpp"

std::vector<trek::network::NodeIdx> nodes(trek::model::SiteIdx site, trek::network::NodeIdx node) {
  (void)site;
  (void)node;
#ifdef TREK_CONFUSED
  return {site};
}
#else
  return {node};
}
#endif
