#pragma once

#include <string>
#include <string_view>

namespace trek::test {

inline bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace trek::test
