#include "told_output.hpp"

#include <fmt/format.h>

#include "printing.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

void say_language(const std::filesystem::path& geopackage, model::Language found, model::Language wanted) {
  if (found == wanted) return;
  const Words words{wanted};
  say_line(fmt::format("{}: {}", geopackage.string(),
                       words("een oudere trek schreef de teksten alleen in het Engels, en zo staan ze hier; reken het "
                             "project opnieuw door voor het Nederlands",
                             "an older trek wrote its texts in Dutch alone, and so they stand here; run the project "
                             "again for English")));
}

}  // namespace

publish::ReadResults told_results(const std::filesystem::path& geopackage, model::Language language) {
  auto results = publish::read_results(geopackage, language);
  say_language(geopackage, results.language, language);
  return results;
}

publish::StoredCoverage told_coverage(const std::filesystem::path& geopackage, model::Language language) {
  auto coverage = publish::stored_coverage(geopackage, language);
  say_language(geopackage, coverage.language, language);
  return coverage;
}

publish::ComparedResults told_compared(const std::filesystem::path& geopackage, model::Language language) {
  auto compared = publish::read_compared(geopackage, language);
  say_language(geopackage, compared.results.language, language);
  return compared;
}

}  // namespace trek::cli
