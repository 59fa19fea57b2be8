#pragma once

#include <filesystem>

namespace trek::core {

/// Temporary files and folders that are there now: what a process must take with it that ends without unwinding.
/// Safe to call from any thread.
void add_leftover(const std::filesystem::path& path);
void forget_leftover(const std::filesystem::path& path);
/// Removes all that were added and not forgotten; what cannot be removed stays.
void remove_leftovers() noexcept;

}  // namespace trek::core
