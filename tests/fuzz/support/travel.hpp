#pragma once

#include "trek/network/network_file.hpp"
#include "trek/network/osm.hpp"

namespace trek::fuzz {

/// Travels over the streets of a mode with every kernel, from columns on the heap, where a step beyond their ends is
/// seen. `sound`: searches and sweeps must agree (a forged hierarchy may say anything, within its columns).
enum class Streets { sound, forged };
void check_travel(const network::ModeNetwork& mode, Streets streets);

/// Ways = used + left out by reason.
void require_balance(const network::OsmCounts& counts);

}  // namespace trek::fuzz
