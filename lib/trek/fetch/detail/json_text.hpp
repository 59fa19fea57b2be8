#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace trek::fetch::detail {

/// Empty where the object has no such key, or something else than a text there.
[[nodiscard]] inline std::string text_of(const nlohmann::ordered_json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace trek::fetch::detail
