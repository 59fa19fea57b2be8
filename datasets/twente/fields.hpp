#pragma once

#include <string>
#include <utility>

#include "trek/publish/geopackage.hpp"

namespace trek::datasets {

[[nodiscard]] inline publish::FieldSchema text_field(std::string name, std::string title = "") {
  return {std::move(name), publish::FieldType::text, std::move(title), ""};
}
[[nodiscard]] inline publish::FieldSchema integer_field(std::string name, std::string title = "") {
  return {std::move(name), publish::FieldType::integer, std::move(title), ""};
}
[[nodiscard]] inline publish::FieldSchema real_field(std::string name, std::string title = "") {
  return {std::move(name), publish::FieldType::real, std::move(title), ""};
}

}  // namespace trek::datasets
