#include <fmt/format.h>

#include <optional>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/demand/demand.hpp"
#include "trek/demand/detail/anchor.hpp"
#include "trek/demand/detail/people_words.hpp"
#include "trek/geo/spatial_index.hpp"
#include "trek/model/columns.hpp"

namespace trek::demand {
namespace {

class Counter {
 public:
  Counter(const model::PopulationAreas& population, CountedOnce& result) : population_{population}, result_{result} {
    result_.population.target_is_counted = population.target_is_counted;
    result_.population.cell_size_m = population.cell_size_m;
  }

  /// Takes the rows [first, first + row_count) of a source, but for those that `earlier` counts.
  void take(const PopulationPart& part, std::size_t first, const geo::PolygonLocator* earlier) {
    PopulationPart taken{part.source, 0, part.surroundings, part.abroad};
    std::size_t left_out = 0;
    double people = 0.0;
    for (std::size_t row = first; row < first + part.row_count; ++row) {
      const auto middle = earlier != nullptr ? detail::find_anchor(population_.area, row) : std::nullopt;
      const auto counted = middle ? earlier->find(*middle) : std::nullopt;
      if (!counted) {
        model::append_row(result_.population, population_, row);
        ++taken.row_count;
        continue;
      }
      ++left_out;
      people += population_.inhabitants[row].value_or(0.0);
      tell_row(part.source, row, *counted, *middle);
    }
    if (left_out > 0) tell_source(part.source, left_out, people);
    result_.parts.push_back(std::move(taken));
  }

 private:
  void tell_row(const std::string& source, std::size_t row, std::size_t counted, geo::Point middle) {
    const auto& people = population_.inhabitants[row];
    result_.report.add(
        {core::Severity::note, source, population_.key[row], "counted_by_other_source",
         people ? detail::inhabitants_text(*people, 1) : core::Phrase{},
         fmt::format("left out: it lies in '{}' of a source that comes first", result_.population.key[counted]),
         core::Location{middle.x_m, middle.y_m}});
  }

  void tell_source(const std::string& source, std::size_t rows, double people) {
    result_.report.add({core::Severity::warning,
                        source,
                        {fmt::format("{} gebieden", rows), fmt::format("{} areas", rows)},
                        "sources_overlap",
                        detail::inhabitants_text(people),
                        "they lie in areas of a population source that comes first, which counts; leave out one of the "
                        "two, or let 'where' take from each what the other lacks",
                        {}});
  }

  const model::PopulationAreas& population_;
  CountedOnce& result_;
};

}  // namespace

CountedOnce counted_once(model::PopulationAreas population, std::vector<PopulationPart> parts) {
  std::size_t rows = 0;
  for (const PopulationPart& part : parts) rows += part.row_count;
  if (rows != population.size())
    core::refuse_argument(fmt::format("counted_once: parts of {} rows, expected {}", rows, population.size()));
  if (parts.size() < 2) return {std::move(population), std::move(parts), {}};
  CountedOnce result;
  Counter counter{population, result};
  std::size_t first = 0;
  for (const PopulationPart& part : parts) {
    // What is taken already has the same rows as the result so far: a copy, since a locator needs what stays.
    const geo::PolygonColumn taken = result.population.area;
    std::optional<geo::PolygonLocator> earlier;
    if (!taken.empty()) earlier.emplace(taken);
    counter.take(part, first, earlier ? &*earlier : nullptr);
    first += part.row_count;
  }
  return result;
}

}  // namespace trek::demand
