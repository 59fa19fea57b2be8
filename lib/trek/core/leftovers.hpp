#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace trek::core {

/// Temporary files and folders that are there now: what a process must take with it that ends without unwinding.
/// Safe to call from any thread.
void add_leftover(const std::filesystem::path& path);
void forget_leftover(const std::filesystem::path& path);
/// Removes all that were added and not forgotten. False: something cannot be removed, and stays.
bool remove_leftovers() noexcept;

/// Who is told, a line each, of leftovers of earlier runs that were found (and removed, or why not), and of what this
/// run cannot take away. Nobody at first; an empty one hears nothing. May be called from any thread.
void set_leftover_listener(std::function<void(const std::string& line)> call);
/// Tells the listener.
void tell_leftover(const std::string& line);

}  // namespace trek::core
