#pragma once

#include <string>

namespace trek::model {

struct Address {
  std::string street;
  std::string number;    // house number with letter and addition: "41", "12a", "7-2"
  std::string postcode;  // "7511AB", no space
  std::string town;
  [[nodiscard]] bool empty() const noexcept { return street.empty() && postcode.empty() && town.empty(); }
};
/// "Stationsplein 1, 7551AB Hengelo"; what is unknown is left out.
[[nodiscard]] std::string one_line(const Address& address);

}  // namespace trek::model
