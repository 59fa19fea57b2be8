#pragma once

#include <cstddef>

#include "bench/support/report.hpp"

namespace bench {

/// Draws an LV BAG extract (zips in a zip) of `count` buildings and as many units, and times reading it.
void measure_lv_bag(Report& report, std::size_t count);

}  // namespace bench
