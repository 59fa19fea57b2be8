#include "trek/ingest/detail/remedies.hpp"

#include <fmt/format.h>

namespace trek::ingest::detail {

std::string field_remedy(Told told, std::string_view canonical) {
  switch (told) {
    case Told::import:
      return fmt::format("name it with --field {}=...", canonical);
    case Told::travel:
      return fmt::format("rename it '{}' in the file", canonical);
    case Told::project:
      break;
  }
  return fmt::format("name it with fields.{} = \"...\"", canonical);
}

std::string layer_remedy(Told told) {
  switch (told) {
    case Told::import:
    case Told::travel:
      return "choose one with --layer NAME";
    case Told::project:
      break;
  }
  return "choose one with layer = \"...\"";
}

std::string decimal_remedy(Told told) {
  switch (told) {
    case Told::import:
    case Told::travel:
      return "say what the decimal mark of the source is with --decimal , or --decimal .";
    case Told::project:
      break;
  }
  return "say what its decimal mark is: decimal = \",\" or decimal = \".\" in its [[source]]";
}

std::string crs_remedy(Told told, std::string_view crs, std::string_view reason) {
  if (told == Told::import) {
    return fmt::format("say so with --source-crs {} --crs-reason \"{}\"", crs, reason);
  }
  if (told == Told::travel) return fmt::format("say so with --source-crs {}", crs);
  return fmt::format("add to its [[source]]: crs = \"{}\" and crs_reason = \"{}\"", crs, reason);
}

std::string_view where_name(Told told) noexcept { return told == Told::project ? "where" : "--where"; }

std::string_view day_name(Told told) noexcept { return told == Told::project ? "reference_date" : "--at"; }

std::string field_name(Told told, std::string_view canonical) {
  return fmt::format("{}{}", told == Told::project ? "fields." : "--field ", canonical);
}

}  // namespace trek::ingest::detail
