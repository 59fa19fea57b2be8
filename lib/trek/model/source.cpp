#include "trek/model/source.hpp"

namespace trek::model {

std::string told_time(const Words& words, const std::string& vintage, std::string_view fetched) {
  if (!vintage.empty() || fetched.empty()) return vintage;
  return words("opgehaald op ", "downloaded on ") + words.date(fetched);
}

}  // namespace trek::model
