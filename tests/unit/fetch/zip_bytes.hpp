#pragma once

#include <string>
#include <utility>
#include <vector>

namespace trek::test {

/// A zip with its members stored (APPNOTE 4.3), without check sums.
inline std::string zip_bytes(const std::vector<std::pair<std::string, std::string>>& members) {
  const auto number = [](std::size_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text.push_back(i < 8 ? static_cast<char>(value >> (8 * i) & 0xFF) : '\0');
    return text;
  };
  std::string files;
  std::string directory;
  for (const auto& [name, content] : members) {
    const std::string sizes = number(content.size(), 4) + number(content.size(), 4) + number(name.size(), 2);
    const std::string common = number(0, 8) + number(0, 4) + sizes;
    directory += "PK\x01\x02" + number(20, 2) + number(20, 2) + common + number(0, 12) + number(files.size(), 4) + name;
    files += "PK\x03\x04" + number(20, 2) + common + number(0, 2) + name + content;
  }
  return files + directory + "PK\x05\x06" + number(0, 4) + number(members.size(), 2) + number(members.size(), 2) +
         number(directory.size(), 4) + number(files.size(), 4) + number(0, 2);
}

}  // namespace trek::test
