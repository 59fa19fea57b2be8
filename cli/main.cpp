#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <system_error>
#include <variant>

#include "command_line.hpp"
#include "log.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "standard_streams.hpp"
#include "talk.hpp"
#include "trek/core/leftovers.hpp"
#include "trek/core/shortage.hpp"

namespace trek::cli {
namespace {

std::string system_fault(const std::system_error& error) {
  const std::string reason = error.code().message();
  const auto* const of_file = dynamic_cast<const std::filesystem::filesystem_error*>(&error);
  if (of_file != nullptr && !of_file->path1().empty())
    return fmt::format("{}: {}; correct the path, or its permissions", of_file->path1().string(), reason);
  return fmt::format("the system refuses: {} ({})", error.what(), reason);
}

ExitCode complain_of_system(const std::system_error& error) {
  try {
    core::refuse_want_of_threads(error);
    core::check_shortage(system_fault(error));
  } catch (const core::Error& shortage) {
    complain(shortage.what());
    return exit_code(shortage.kind());
  }
  complain(system_fault(error));
  return kData;
}

/// Memory can run out where nothing may be thrown: in a library's callback, or while another fault is passed on.
[[noreturn]] void end_without_memory() noexcept {
  try {
    if (const auto fault = std::current_exception()) std::rethrow_exception(fault);
  } catch (const std::bad_alloc&) {
    constexpr std::string_view kWords = "trek: out of memory; 'trek check' estimates what a run needs\n";
    static_cast<void>(!::write(STDERR_FILENO, kWords.data(), kWords.size()));
    core::remove_leftovers();
    _exit(kLimit);
  } catch (...) {
    std::abort();  // trek's own mistake
  }
  std::abort();
}

ExitCode perform(const Action& action) {
  try {
    return action();
  } catch (const core::Error& error) {
    complain(error.what());
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    const std::string shortage = core::find_shortage();
    complain((shortage.empty() ? "out of memory" : shortage) + "; 'trek check' estimates what a run needs");
    return kLimit;
  } catch (const std::system_error& error) {  // of files, streams and threads: the outside, not trek
    return complain_of_system(error);
  } catch (const std::exception& error) {
    if (stdout_failed()) return kData;  // told by finish_stdout
    complain(fmt::format("internal error: {}; please report it with the command you gave", error.what()));
    return kInternal;
  }
}

ExitCode trek_main(int argc, char** argv) {
  std::set_terminate(end_without_memory);
  set_command({argv, static_cast<std::size_t>(argc)});
  const auto command = parsed_command(all_verbs(), argc, argv);
  const auto* const action = std::get_if<Action>(&command);
  return action != nullptr ? perform(*action) : std::get<ExitCode>(command);
}

}  // namespace
}  // namespace trek::cli

int main(int argc, char** argv) {
  trek::cli::prepare_standard_streams();
  try {
    return trek::cli::close_log(trek::cli::finish_stdout(trek::cli::trek_main(argc, argv)));
  } catch (const std::exception& error) {
    trek::cli::complain(std::string{"internal error: "} + error.what());
    return trek::cli::kInternal;
  }
}
