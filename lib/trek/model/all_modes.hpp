#pragma once

#include <array>

#include "trek/model/mode.hpp"

namespace trek::model {

inline constexpr std::array kAllModes{Mode::foot, Mode::bicycle, Mode::e_bike, Mode::car};

}  // namespace trek::model
