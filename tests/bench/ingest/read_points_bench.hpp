#pragma once

#include <cstddef>

#include "bench/support/report.hpp"

namespace bench {

/// Times reading `count` points with two weights from a plain CSV, beside the same file with quotes that mean nothing,
/// which is read feature by feature.
void measure_points(Report& report, std::size_t count);

}  // namespace bench
