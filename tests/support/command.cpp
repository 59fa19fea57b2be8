#include "support/command.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "support/temporary_folder.hpp"

namespace trek::test {
namespace {

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

bool redirect_output(const TemporaryFolder& capture) {
  return std::freopen("/dev/null", "r", stdin) != nullptr &&
         std::freopen((capture / "out").c_str(), "w", stdout) != nullptr &&
         std::freopen((capture / "err").c_str(), "w", stderr) != nullptr;
}

bool limit(decltype(RLIMIT_FSIZE) what, std::uint64_t most) {
  const rlimit limits{most, most};
  return most == 0 || setrlimit(what, &limits) == 0;
}

bool set_limits(const CommandOptions& options) {
  return limit(RLIMIT_FSIZE, options.largest_file_bytes) && limit(RLIMIT_AS, options.most_memory_bytes) &&
         limit(RLIMIT_NOFILE, options.most_open_files);
}

/// Its end, or the one that is made when it takes too long.
int status_of(pid_t child, std::chrono::seconds longest) {
  int status = 0;
  const auto begun = std::chrono::steady_clock::now();
  while (longest.count() > 0 && waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() - begun > longest) kill(child, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  if (longest.count() == 0 && waitpid(child, &status, 0) != child) throw std::runtime_error{"waitpid failed"};
  return status;
}

[[noreturn]] void become(const std::vector<std::string>& words, const CommandOptions& options,
                         const TemporaryFolder& capture) {
  signal(SIGINT, SIG_DFL);  // until the program has its own, not the one of the test
  for (const auto& [name, value] : options.environment) setenv(name.c_str(), value.c_str(), 1);
  const bool in_folder = options.folder.empty() || chdir(options.folder.c_str()) == 0;
  ::closefrom(STDERR_FILENO + 1);  // what the test was given by whoever started it
  if (!redirect_output(capture) || !in_folder || !set_limits(options)) _exit(126);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments.front(), arguments.data());
  _exit(127);
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& words, const CommandOptions& options) {
  const TemporaryFolder capture;
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error{"fork failed"};
  if (child == 0) become(words, options, capture);
  if (options.interrupt_after.count() > 0) {
    std::this_thread::sleep_for(options.interrupt_after);
    kill(child, SIGINT);
  }
  const int status = status_of(child, options.longest);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {code, read_file(capture / "out"), read_file(capture / "err")};
}

}  // namespace trek::test
