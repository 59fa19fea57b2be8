#include "words.hpp"

#include <fmt/format.h>

#include "trek/model/written.hpp"

namespace trek::cli {

std::string Words::number(double value, int decimals) const {
  return model::written(fmt::format("{:.{}f}", value, decimals), language_);
}

}  // namespace trek::cli
