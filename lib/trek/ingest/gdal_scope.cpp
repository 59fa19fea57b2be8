#include "trek/ingest/gdal_scope.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

#include "trek/core/error.hpp"
#include "trek/core/shortage.hpp"
#include "trek/core/text.hpp"

namespace trek::ingest {
namespace {

void register_drivers_once() {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
}

/// After a fatal error GDAL ends the process: of memory there is more to say than that.
void CPL_STDCALL note_failure(CPLErr severity, CPLErrorNum number, const char* message) {
  if (severity < CE_Failure) return;
  auto* const state = static_cast<GdalScope::State*>(CPLGetErrorHandlerUserData());
  ++state->failures;
  state->out_of_memory = state->out_of_memory || number == CPLE_OutOfMemory;
  if (severity == CE_Fatal && number == CPLE_OutOfMemory) throw std::bad_alloc{};
  state->message = message;
}

CPLHTTPResult* deny_fetch(const char* /*url*/, CSLConstList /*options*/, GDALProgressFunc /*progress*/,
                          void* /*progress_data*/, CPLHTTPFetchWriteFunc /*write*/, void* /*write_data*/,
                          void* /*user_data*/) {
  auto* const result = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
  result->nStatus = -1;
  result->pszErrBuf = CPLStrdup("trek opens no network connection");
  return result;
}

}  // namespace

GdalScope::GdalScope(std::stop_token stop) : state_{std::make_shared<State>()} {
  state_->stop = std::move(stop);
  register_drivers_once();
  CPLPushErrorHandlerEx(note_failure, state_.get());
  CPLHTTPPushFetchCallback(deny_fetch, nullptr);
  set("CPL_VSIL_CURL_ALLOWED_FILENAME", "trek opens no network connection");  // matches no address
  set("GDAL_PAM_ENABLED", "NO");                                              // no .aux.xml beside an input
  set("GML_SKIP_RESOLVE_ELEMS", "ALL");                                       // xlink:href is not followed
  set("GML_DOWNLOAD_SCHEMA", "NO");
}

GdalScope::~GdalScope() {
  for (const auto& setting : settings_) {
    CPLSetThreadLocalConfigOption(setting.key.c_str(), setting.previous ? setting.previous->c_str() : nullptr);
  }
  CPLHTTPPopFetchCallback();
  CPLPopErrorHandler();
}

void GdalScope::set(const char* key, const char* value) {
  const char* const previous = CPLGetThreadLocalConfigOption(key, nullptr);
  settings_.push_back({key, previous != nullptr ? std::optional<std::string>{previous} : std::nullopt});
  CPLSetThreadLocalConfigOption(key, value);
}

std::string GdalScope::last_failure() const {
  if (state_->stop.stop_requested()) throw core::Error{core::ErrorKind::cancelled, "stopped on request"};
  if (!state_->ended_because.empty()) return state_->ended_because;
  std::string line = core::cleaned(state_->message);
  std::replace(line.begin(), line.end(), '\n', ' ');
  const auto text = core::trimmed(line);
  core::check_shortage(text);
  if (state_->out_of_memory)
    throw core::Error{core::ErrorKind::limit, fmt::format("memory ran short in GDAL: {}", text)};
  return text.empty() ? "no reason given" : std::string{text};
}

}  // namespace trek::ingest
