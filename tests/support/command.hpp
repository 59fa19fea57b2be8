#pragma once

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

/// Runs a program to its end, without a shell, and keeps what it prints. `environment` is added to this process's.
[[nodiscard]] CommandResult run_command(const std::vector<std::string>& words,
                                        const std::map<std::string, std::string>& environment = {},
                                        const std::filesystem::path& folder = {});

}  // namespace trek::test
