#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// GDAL, kept on a short lead: no network, no side files, no error unseen.
namespace trek::ingest {

/// While it lives, GDAL on this thread reports to it instead of to stderr, fetches nothing and writes nothing beside
/// an input. Not to be moved between threads.
class GdalScope {
 public:
  /// `stop` ends what SQLite does for GDAL within a statement.
  explicit GdalScope(std::stop_token stop = {});
  ~GdalScope();
  GdalScope(const GdalScope&) = delete;
  GdalScope& operator=(const GdalScope&) = delete;

  /// A GDAL option for this thread, until the scope ends.
  void set(const char* key, const char* value);

  /// CE_Failure and worse since the scope began.
  [[nodiscard]] std::size_t failure_count() const noexcept { return state_->failures; }
  /// The last of them on one line, or "no reason given". Where trek ended what GDAL did, or GDAL found no memory, its
  /// words would mislead.
  /// Errors  Error{cancelled}: the stop that was asked for; Error{limit}: no more memory or files.
  [[nodiscard]] std::string last_failure() const;

  struct State {
    std::size_t failures = 0;
    std::string message;
    bool out_of_memory = false;
    std::stop_token stop;
    std::string ended_because;  // trek ended a statement of SQLite; empty: it did not
  };
  [[nodiscard]] std::shared_ptr<State> state() const noexcept { return state_; }

 private:
  struct Setting {
    std::string key;
    std::optional<std::string> previous;
  };

  std::shared_ptr<State> state_;  // its address is what GDAL holds
  std::vector<Setting> settings_;
};

}  // namespace trek::ingest
