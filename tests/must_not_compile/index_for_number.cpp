#include "trek/model/tables.hpp"

unsigned row_of_site(trek::model::SiteIdx site) {
#ifdef TREK_CONFUSED
  return site;
}
#else
  return site.value();
}
#endif
