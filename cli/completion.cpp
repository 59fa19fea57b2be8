#include "completion_script.hpp"
#include "printing.hpp"

namespace trek::cli {
namespace {

using Script = std::string (*)(std::span<const Verb>);

struct CompletionArguments {
  Script script = bash_completion;

  void declare(Arguments& all) {
    const Choices<Script> shells{{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};
    all.add("SHELL", script, shells, {"The shell that reads the script"});
  }
};

ExitCode print_completion(const CompletionArguments& arguments) {
  cli::print_text(arguments.script(all_verbs()));
  return kDone;
}

}  // namespace

Verb completion_verb() {
  return verb("completion", "Print the script by which a shell completes verbs, options and choices",
              {"trek completion bash", "trek completion fish"}, print_completion);
}

}  // namespace trek::cli
