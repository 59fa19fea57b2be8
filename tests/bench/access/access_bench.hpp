#pragma once

#include <cstdint>
#include <filesystem>

#include "bench/support/report.hpp"
#include "networks.hpp"
#include "support/threads.hpp"
#include "trek/access/router.hpp"

namespace trek::bench {

using ::bench::Report;

using trek::test::threads;

/// `count` nodes one after another along the curve, from the middle: near one another, as cells and sites of a town
/// are.
[[nodiscard]] access::Endpoints near_nodes(const access::Endpoints& all, std::size_t count);
/// `count` nodes spread evenly along the curve.
[[nodiscard]] access::Endpoints spread_nodes(const access::Endpoints& all, std::size_t count);

/// Times of the library, from any node to all, against both references; throws where they differ.
void check_times(const network::ModeNetwork& one);

/// Rows of the report, a part each. All check their answers before they print a time.
void measure_catchments(Report& report, const network::ModeNetwork& bicycle);
/// The same times from SciPy, where it is installed; else says that it is not and adds no row.
void compare_with_scipy(Report& report, const network::ModeNetwork& one);
void measure_one_to_all(Report& report, const network::ModeNetwork& one, const char* name, double goal);
void measure_matrix(Report& report, const network::ModeNetwork& one, const char* name, double goal, double goal_s,
                    double dense_goal_s);
/// People within reach where there are no streets, beside a look at every pair.
void measure_lines(Report& report, std::size_t site_count, double side_m);
/// Points brought to the streets, beside Boost's R-tree.
void measure_placing(Report& report, const network::ModeNetwork& one, double goal_us);
/// Isochrones, beside the nearest street and the time of every grid point.
void measure_areas(Report& report, const network::ModeNetwork& one, double goal);
void measure_preparation(Report& report, const std::filesystem::path& extract, const char* name,
                         ::bench::Goal order_goal, ::bench::Goal weights_goal);
/// Sources and destinations in steps of ten: growth beside that of the networks.
void measure_growth(Report& report, const network::ModeNetwork& bicycle);
void measure_memory(Report& report, const std::filesystem::path& extract);
void measure_city(Report& report);

/// What a child process of measure_memory does; its exit code.
[[nodiscard]] int memory_child(const char* task, const std::filesystem::path& file);

}  // namespace trek::bench
