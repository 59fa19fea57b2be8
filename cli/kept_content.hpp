#pragma once

#include <string>
#include <vector>

#include "console.hpp"
#include "trek/publish/users_content.hpp"

namespace trek::cli {

/// What of the user's an output holds that is to be overwritten: looked at before the work, told after it.
class KeptContent {
 public:
  KeptContent(const std::string& output, bool overwrite) {
    if (overwrite) names_ = publish::users_content(output);
  }
  void tell(Console& console) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace trek::cli
