#include "trek/ingest/detail/remedies.hpp"

#include <fmt/format.h>

namespace trek::ingest::detail {

std::string field_remedy(model::Told told, std::string_view canonical) {
  switch (told) {
    case model::Told::import:
      return fmt::format("name it with --field {}=...", canonical);
    case model::Told::travel:
      return fmt::format("rename it '{}' in the file", canonical);
    case model::Told::project:
      break;
  }
  return fmt::format("name it with fields.{} = \"...\"", canonical);
}

std::string layer_remedy(model::Told told) {
  switch (told) {
    case model::Told::import:
    case model::Told::travel:
      return "choose one with --layer NAME";
    case model::Told::project:
      break;
  }
  return "choose one with layer = \"...\"";
}

std::string decimal_remedy(model::Told told) {
  switch (told) {
    case model::Told::import:
    case model::Told::travel:
      return "say what the decimal mark of the source is with --decimal , or --decimal .";
    case model::Told::project:
      break;
  }
  return "say what its decimal mark is: decimal = \",\" or decimal = \".\" in its [[source]]";
}

std::string crs_remedy(model::Told told, std::string_view crs, std::string_view reason) {
  if (told == model::Told::import) {
    return fmt::format("say so with --source-crs {} --crs-reason \"{}\"", crs, reason);
  }
  if (told == model::Told::travel) return fmt::format("say so with --source-crs {}", crs);
  return fmt::format("add to its [[source]]: crs = \"{}\" and crs_reason = \"{}\"", crs, reason);
}

std::string_view where_name(model::Told told) noexcept { return told == model::Told::project ? "where" : "--where"; }

std::string_view day_name(model::Told told) noexcept {
  return told == model::Told::project ? "reference_date" : "--at";
}

std::string field_name(model::Told told, std::string_view canonical) {
  return fmt::format("{}{}", told == model::Told::project ? "fields." : "--field ", canonical);
}

}  // namespace trek::ingest::detail
