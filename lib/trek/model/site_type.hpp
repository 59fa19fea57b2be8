#pragma once

#include <cstdint>

namespace trek::model {

/// What a building was made for, or is known as.
enum class SiteType : std::uint8_t {
  factory,
  warehouse,
  department_store,
  shop,
  farm,
  church,
  monastery,
  school,
  country_house,
  library,
  station,
  office,
  other,
  unknown,
};

}  // namespace trek::model
