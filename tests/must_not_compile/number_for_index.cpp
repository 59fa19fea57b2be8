#include "trek/model/tables.hpp"

trek::model::SiteIdx site_of_row(unsigned row) {
#ifdef TREK_CONFUSED
  return row;
}
#else
  return trek::model::SiteIdx{row};
}
#endif
