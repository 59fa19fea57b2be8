#include "kept_content.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace trek::cli {

void KeptContent::tell(Console& console) const {
  if (!names_.empty()) console.say(fmt::format("Kept from the file that was there: {}", fmt::join(names_, ", ")));
}

}  // namespace trek::cli
