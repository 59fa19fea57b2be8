#include "told_output.hpp"

#include <fmt/format.h>

#include "printing.hpp"
#include "words.hpp"

namespace trek::cli {
namespace {

void say_language(const publish::ReadResults& results, model::Language wanted) {
  if (results.language == wanted) return;
  const Words words{wanted};
  say_line(fmt::format("{}: {}", results.file.string(),
                       words("een oudere trek schreef de teksten alleen in het Engels, en zo staan ze hier; reken het "
                             "project opnieuw door voor het Nederlands",
                             "an older trek wrote its texts in Dutch alone, and so they stand here; run the project "
                             "again for English")));
}

}  // namespace

publish::ReadResults told_results(const std::filesystem::path& geopackage, model::Language language) {
  auto results = publish::read_results(geopackage, language);
  say_language(results, language);
  return results;
}

publish::ComparedResults told_compared(const std::filesystem::path& geopackage, model::Language language) {
  auto compared = publish::read_compared(geopackage, language);
  say_language(compared.results, language);
  return compared;
}

}  // namespace trek::cli
