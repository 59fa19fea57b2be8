#include "trek/publish/detail/both_languages.hpp"

#include <fmt/format.h>

namespace trek::publish::detail {

void BothLanguages::add(std::string_view table, std::string_view column, const std::string& text,
                        const std::string& translation) {
  if (text.empty() || text == translation) return;
  if (!known_.insert(fmt::format("{}\n{}\n{}", table, column, text)).second) return;
  texts_.push_back({std::string{table}, std::string{column}, text, translation});
}

}  // namespace trek::publish::detail
