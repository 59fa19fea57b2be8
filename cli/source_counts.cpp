#include "source_counts.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace trek::cli {

std::string source_counts(const model::SourceRecord& source) {
  std::string text = fmt::format("{} read = {} used", source.read_count, source.used_count);
  const auto add = [&](std::uint64_t count, std::string_view mark, std::string_view what) {
    if (count > 0) text += fmt::format("{}{} {}", mark, count, what);
  };
  add(source.joined_count, " + ", "joined");
  add(source.rejected_count, " + ", "rejected");
  add(source.left_out_count, " + ", "left out");
  add(source.outside_count, "; ", "outside the region");
  add(source.elsewhere_count, "; ", "of buildings that the project does not have");
  return text;
}

}  // namespace trek::cli
