#pragma once

#include <vector>

#include "trek/core/books.hpp"
#include "trek/core/control.hpp"
#include "trek/core/report.hpp"
#include "trek/model/site_answer.hpp"
#include "trek/model/tables.hpp"
#include "trek/resolve/evidence.hpp"

namespace trek::resolve {

struct Resolution {
  model::Sites sites;                      // by key, ascending
  std::vector<model::RecordLink> links;    // every link that was made, by table, record and building
  std::vector<model::SiteAnswer> answers;  // that lists of candidates give, by the key of the site
  core::Books decisions;                   // of the user: used are those that are followed
  std::vector<LeftOut> left_out;           // sites, by reason: the user's own first, then by number
  core::Report report;  // records without a site, doubtful links, candidates left out with the reason
};

/// One site out of many records (of national monuments those of one number are one to begin with): keys first (BAG
/// ids), then address, then geometry within the tolerance of how well the record itself is placed and on its parcel,
/// then name. A candidate without a place has that of its building, unit, address or monument. Each link carries
/// method, distance and confidence.
///
/// Shape   sites.key is unique and ascending; it comes from the strongest key of the records (candidate, monument,
///         building), so that it is the same in the next run.
/// Unknown stays unknown: no vacancy evidence is an empty vacancy_share; no floor area an empty floor_area_m2.
/// Source  METHODS "Sites".
[[nodiscard]] Resolution resolve_sites(const Evidence& given, const CandidateRule& rule, const core::Control& control);

}  // namespace trek::resolve
