#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace trek::test {

struct CommandResult {
  int exit_code = -1;  // 128 + signal when one ended it
  std::string out;
  std::string err;
};

struct CommandOptions {
  std::map<std::string, std::string> environment;  // added to this process's
  std::filesystem::path folder;                    // to run in; empty: this process's
  std::chrono::milliseconds interrupt_after{0};    // > 0: SIGINT after this long
  std::uint64_t largest_file_bytes = 0;            // > 0: no file may grow beyond (as on a full disk)
  std::uint64_t most_memory_bytes = 0;             // > 0: of address space
  std::uint64_t most_open_files = 0;               // > 0
  std::chrono::seconds longest{0};                 // > 0: killed after this long, which is exit code 137
};

/// Runs a program to its end, without a shell, and keeps what it prints.
[[nodiscard]] CommandResult run_command(const std::vector<std::string>& words, const CommandOptions& options = {});

}  // namespace trek::test
