#include "browser.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <thread>

#include "trek/core/error.hpp"
#include "trek/core/private_folder.hpp"
#include "trek/core/text.hpp"

namespace trek::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array kBrowsers{"chromium",       "chromium-browser",     "google-chrome", "google-chrome-stable",
                               "microsoft-edge", "microsoft-edge-stable"};
constexpr std::chrono::minutes kLongestPrint{2};
constexpr std::chrono::milliseconds kGlance{20};

bool is_program(const fs::path& file) { return fs::is_regular_file(file) && ::access(file.c_str(), X_OK) == 0; }

std::optional<std::string> on_path(const std::string& name) {
  const char* const path = std::getenv("PATH");
  if (path == nullptr) return std::nullopt;
  for (const std::string& folder : core::split(path, ':')) {
    const fs::path file = fs::path{folder} / name;
    if (!folder.empty() && is_program(file)) return file.string();
  }
  return std::nullopt;
}

/// As an address of a browser. Whatever is no plain letter is written as its bytes.
std::string address_of(const fs::path& file) {
  std::string address{"file://"};
  for (const char c : file.string()) {
    const bool is_plain = core::is_letter(c) || core::is_digit(c) || c == '/' || c == '.' || c == '-' || c == '_';
    address += is_plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return address;
}

/// Without what it links to beside it.
std::string without_links(std::string text, const std::vector<report::PageFile>& files) {
  for (const report::PageFile& file : files) {
    const std::string link = fmt::format(" href=\"{}\"", file.name);
    for (auto at = text.find(link); at != std::string::npos; at = text.find(link, at)) text.erase(at, link.size());
  }
  return text;
}

/// A program and the programs that it starts; all of them end with this.
class Running {
 public:
  explicit Running(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    sigset_t none;  // what this program waits for by itself, it may hear
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    const int fault = posix_spawn(&process_, arguments.front(), &files, &how, arguments.data(), environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    if (fault != 0) {
      process_ = -1;
      throw core::Error{core::ErrorKind::output, fmt::format("{}: cannot be started ({})", words.front(),
                                                             std::generic_category().message(fault))};
    }
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    if (process_ < 0) return;
    ::kill(-process_, SIGKILL);
    if (!status_) ::waitpid(process_, nullptr, 0);
  }

  /// What it said when it ended: empty when it was fine, or after too long.
  [[nodiscard]] std::optional<std::string> fault(const core::Control& control) {
    const auto begin = std::chrono::steady_clock::now();
    while (!has_ended()) {
      control.check_stop();
      if (std::chrono::steady_clock::now() - begin > kLongestPrint) return "took more than two minutes";
      std::this_thread::sleep_for(kGlance);
    }
    if (WIFSIGNALED(*status_)) return fmt::format("was ended by signal {}", WTERMSIG(*status_));
    if (WEXITSTATUS(*status_) != 0) return fmt::format("ended with code {}", WEXITSTATUS(*status_));
    return std::nullopt;
  }

 private:
  bool has_ended() {
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) == process_) status_ = status;
    return status_.has_value();
  }

  pid_t process_ = -1;
  std::optional<int> status_;
};

std::string content_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

std::optional<std::string> find_browser() {
  if (const char* const named = std::getenv("TREK_BROWSER"); named != nullptr && *named != '\0') {
    if (is_program(named)) return named;
    return on_path(named);
  }
  for (const char* const name : kBrowsers) {
    if (auto found = on_path(name)) return found;
  }
  return std::nullopt;
}

std::vector<report::PageFile> printed(const std::vector<report::PageFile>& files, const core::Control& control) {
  const auto browser = find_browser();
  if (!browser) {
    core::refuse_argument(
        "--pdf: no Chromium, Chrome or Edge was found to print with; install one (Debian: apt install chromium), name "
        "its "
        "program in TREK_BROWSER, or leave --pdf out and print the pages in a browser of your own");
  }
  const core::PrivateFolder folder{"trek-print"};
  const fs::path page = folder.path() / "page.html";
  const fs::path sheet = folder.path() / "page.pdf";
  std::vector<const report::PageFile*> pages;
  for (const report::PageFile& file : files) {
    if (file.for_paper) pages.push_back(&file);
  }
  std::vector<report::PageFile> result;
  for (const report::PageFile* const file : pages) {
    control.report("print", result.size(), pages.size());
    std::ofstream{page, std::ios::binary} << without_links(file->text, files);
    fs::remove(sheet);
    std::vector<std::string> words{*browser,
                                   "--headless",
                                   "--disable-gpu",
                                   "--no-first-run",
                                   "--disable-background-networking",
                                   "--disable-extensions",
                                   "--disable-sync",
                                   "--host-resolver-rules=MAP * ~NOTFOUND",
                                   "--no-pdf-header-footer",
                                   "--print-to-pdf-no-header",  // what older ones call it
                                   "--user-data-dir=" + (folder.path() / "profile").string(),
                                   "--print-to-pdf=" + sheet.string(),
                                   address_of(page)};
    if (::geteuid() == 0) words.insert(words.begin() + 1, "--no-sandbox");  // it refuses to start as root otherwise
    const auto fault = Running{words}.fault(control);
    std::string text = content_of(sheet);
    if (fault || !text.starts_with("%PDF-")) {
      throw core::Error{
          core::ErrorKind::output,
          fmt::format("{}: {} and printed no PDF of {}; see whether it starts by itself, name another one in "
                      "TREK_BROWSER, or leave --pdf out",
                      *browser, fault.value_or("ended"), file->name)};
    }
    result.push_back({fs::path{file->name}.replace_extension(".pdf").string(), {}, std::move(text)});
  }
  return result;
}

}  // namespace trek::cli
