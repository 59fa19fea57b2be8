#pragma once

#include <string>
#include <utility>
#include <vector>

namespace trek::fuzz {

/// A small LV BAG extract: a file of each object type, by its code ("VBO").
[[nodiscard]] std::vector<std::pair<std::string, std::string>> lv_bag_files();

}  // namespace trek::fuzz
