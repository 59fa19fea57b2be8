#include <fmt/format.h>

#include <algorithm>

#include "trek/project/detail/section.hpp"

namespace trek::project::detail::sections {
namespace {

using Method = measure::CatchmentSettings::Method;

config::Words catchment_methods() { return {"2sfca", "e2sfca", "mh3sfca"}; }

Method method_of(std::string_view word) {
  if (word == "2sfca") return Method::two_step;
  return word == "mh3sfca" ? Method::huff : Method::enhanced;
}

/// Bands of Luo & Qi (2009), slow decay.
access::Bands usual_bands() { return {{{10.0, 1.0}, {20.0, 0.68}, {30.0, 0.22}}}; }

access::Bands parsed_bands(config::TomlTable& table) {
  const auto rows = table.number_rows(
      {"bands",
       "e2sfca and mh3sfca: minutes up to which a weight holds, and the weight: [[10, 1], [20, 0.68], [30, "
       "0.22]] (Luo & Qi 2009), which is the default"});
  if (rows.empty()) return usual_bands();
  access::Bands bands;
  for (const std::vector<double>& row : rows) {
    if (row.size() != 2) table.fail("bands", "expected pairs of minutes and weight: [[10, 1], [20, 0.68], [30, 0.22]]");
    const double until_min = bands.bands.empty() ? 0.0 : bands.bands.back().until_min;
    const double weight = bands.bands.empty() ? 1.0 : bands.bands.back().weight;
    if (!(row[0] > until_min)) table.fail("bands", fmt::format("{:g} min does not lie behind {:g}", row[0], until_min));
    if (!(row[1] > 0.0 && row[1] <= weight) || (bands.bands.empty() && row[1] != 1.0))
      table.fail("bands",
                 fmt::format("weight {:g} of {:g} min: expected 1 in the first band, and no more than {:g} here",
                             row[1], row[0], weight));
    bands.bands.push_back({row[0], row[1]});
  }
  return bands;
}

void read_catchment(config::TomlTable& table, Project& project) {
  measure::CatchmentSettings catchment;
  catchment.method = method_of(table.word(
      {"method",
       "2sfca: all within the limit alike; e2sfca: by bands; mh3sfca: by bands, and people choose as in Huff"},
      catchment_methods(), "e2sfca"));
  if (catchment.method == Method::two_step) {
    catchment.limit_min =
        table.number({"limit_min", "2sfca: minutes beyond which nobody uses a place"}, 30.0, 0.1, 120.0);
    catchment.decay = access::Step{catchment.limit_min};
  } else {
    access::Bands bands = parsed_bands(table);
    catchment.limit_min = bands.bands.back().until_min;
    catchment.decay = std::move(bands);
  }
  project.catchment = std::move(catchment);
}

/// Streets and people are looked at as far as a mode is measured, and no farther.
void check_catchment(const config::TomlTable& root, const Project& project) {
  if (!project.catchment) return;
  for (const TravelSettings& mode : project.modes) {
    const double horizon_min = measure::horizon_min(mode, project.decay);
    if (project.catchment->limit_min <= horizon_min) continue;
    root.fail("catchment",
              fmt::format("reaches {:g} min, but {} is measured to {:g} min; give its [[mode]] a limit in limits_min "
                          "as far, or end the catchment nearer",
                          project.catchment->limit_min, model::name_of(mode.mode), horizon_min));
  }
}

}  // namespace

Section catchment() {
  // Each method has keys of its own.
  Section section{.key = {"catchment",
                          "How existing third places are shared among those who reach them; without it "
                          "supply_MODE, supply_ratio_MODE and supply_around_MODE are not measured."},
                  .read = read_catchment};
  section.check = check_catchment;
  section.looks_at = {"mode", "decay"};
  for (const std::string_view method : catchment_methods())
    section.samples.push_back(fmt::format("[catchment]\nmethod = \"{}\"\n", method));
  return section;
}

}  // namespace trek::project::detail::sections
