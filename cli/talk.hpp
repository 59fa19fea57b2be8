#pragma once

#include <span>
#include <string>

#include "verb.hpp"

namespace trek::cli {

/// How much is told beside the results, and where that is kept: arguments of every verb (call_with_talk).
struct TalkOptions {
  bool quiet = false;
  bool verbose = false;
  std::string log_file;
  void declare(Arguments& all);
};

/// The words of the command, for the first line of a log. Before any verb begins.
void set_command(std::span<const char* const> words);

}  // namespace trek::cli
