// A server that answers anything. The first byte says what is fetched: a file (f), a zip (z), pages of a WFS (w) or of
// an OGC API (o). The rest are its answers, byte for byte, one per connection, separated by lines "=====".
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "fuzz/support/memory_folder.hpp"
#include "fuzz/support/require.hpp"
#include "fuzz/support/target.hpp"
#include "support/listening_socket.hpp"
#include "trek/fetch/fetch.hpp"

namespace trek::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "\n=====\n";

/// Sends the next answer to whoever connects, and hangs up.
class Server {
 public:
  Server() {
    const auto socket = test::listening_socket();
    listener_ = socket.descriptor;
    port_ = socket.port;
    std::thread{[this] { serve(); }}.detach();  // as long as the process
  }

  void answer_with(std::string_view input) {
    const std::lock_guard lock{mutex_};
    answers_.clear();
    next_ = 0;
    for (;;) {
      const auto end = input.find(kMark);
      answers_.emplace_back(input.substr(0, end));
      if (end == std::string_view::npos) return;
      input.remove_prefix(end + kMark.size());
    }
  }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/layer.gpkg"; }

 private:
  [[noreturn]] void serve() {
    for (;;) {
      const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) continue;
      if (has_asked(connection)) send_all(connection, next_answer());
      ::shutdown(connection, SHUT_WR);
      ::close(connection);
    }
  }
  static bool has_asked(int connection) {
    std::string head;
    char bytes[4096];
    while (head.find("\r\n\r\n") == std::string::npos) {
      pollfd wanted{connection, POLLIN, 0};
      const auto count = ::poll(&wanted, 1, 500) > 0 ? ::recv(connection, bytes, sizeof bytes, 0) : 0;
      if (count <= 0) return false;
      head.append(bytes, static_cast<std::size_t>(count));
    }
    return true;
  }
  static void send_all(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
      const auto count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  std::string next_answer() {
    const std::lock_guard lock{mutex_};
    return next_ < answers_.size() ? answers_[next_++] : std::string{"HTTP/1.1 404 gone\r\n\r\n"};
  }

  int listener_ = -1;
  unsigned port_ = 0;
  std::mutex mutex_;
  std::vector<std::string> answers_;
  std::size_t next_ = 0;
};

model::FetchKind kind_of(char first) {
  switch (first) {
    case 'w':
      return model::FetchKind::wfs;
    case 'o':
      return model::FetchKind::ogc_features;
    case 'z':
      return model::FetchKind::zip;
    default:
      return model::FetchKind::file;
  }
}

fetch::Target target_of(char first, const std::string& url, const fs::path& folder) {
  model::FetchRecipe recipe;
  recipe.kind = kind_of(first);
  recipe.url = url;
  recipe.type = "sites";
  recipe.page_size = 2;
  const bool pages = recipe.kind == model::FetchKind::wfs || recipe.kind == model::FetchKind::ogc_features;
  const char* const name = pages ? "layer.geojson" : first == 'z' ? "layer.zip" : "layer.gpkg";
  return {"layer", folder / name, "somewhere", recipe, "CC0", "its maker"};
}

void check(const fetch::Outcome& outcome, const fetch::Target& target) {
  require(outcome.there() == fs::exists(target.path), "a file is there where it is told to be");
  require(outcome.there() != !outcome.message.empty(), "what failed says why");
  if (outcome.there()) require(outcome.bytes == fs::file_size(target.path), "as many bytes as are told");
  if (!outcome.there() || target.path.extension() != ".geojson") return;
  const auto whole = nlohmann::json::parse(bytes_of(target.path), nullptr, false);
  require(whole.is_object() && whole["features"].is_array(), "pages become one collection");
  require(outcome.features.balances(), "read = used + joined + rejected + left out");
  require(whole["features"].size() == outcome.features.used_count, "as many features as are told");
}

std::string ok(const std::string& body, const std::string& headers = {}) {
  return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string page(const std::string& more, int id) {
  return R"({"type":"FeatureCollection",)" + more + R"("features":[{"type":"Feature","id":)" + std::to_string(id) +
         R"(,"properties":{},"geometry":null}]})";
}

}  // namespace

std::vector<std::string> seeds() {
  const std::string mark{kMark};
  const std::string package = std::string{"SQLite format 3\0", 16} + std::string(100, 'x');
  const std::string next = R"("links":[{"rel":"next","href":"?page=2"}],)";
  return {"f" + ok(package, "ETag: \"a\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
          "fHTTP/1.1 302 there\r\nLocation: /other.gpkg\r\nContent-Length: 0\r\n\r\n" + mark + ok(package),
          "fHTTP/1.1 503 later\r\nRetry-After: 1\r\n\r\n" + mark + ok(package),
          "fHTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 116\r\n\r\nSQLite f" + mark +
              "HTTP/1.1 206 part\r\nContent-Range: bytes 8-115/116\r\nContent-Length: 108\r\n\r\n" + package.substr(8),
          "fHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nSQLite format 3x\r\n0\r\n\r\n",
          "w" + ok(page("\"numberMatched\":2,", 1)) + mark + ok(page("\"numberMatched\":2,", 2)),
          "o" + ok(page(next, 1), "Content-Crs: <http://www.opengis.net/def/crs/EPSG/0/28992>\r\n") + mark +
              ok(page("", 2), "Content-Crs: <http://www.opengis.net/def/crs/EPSG/0/28992>\r\n"),
          "w" + ok("<ows:ExceptionReport><ows:ExceptionText>no</ows:ExceptionText></ows:ExceptionReport>"),
          "zHTTP/1.1 404 gone\r\nContent-Type: text/html\r\n\r\n<html>"};
}

std::vector<std::string> words() {
  return {"HTTP/1.1 200 OK\r\n",
          "HTTP/1.1 206 x\r\n",
          "HTTP/1.1 304 x\r\n",
          "HTTP/1.1 416 x\r\n",
          "HTTP/1.1 100 x\r\n",
          "HTTP/2 200\r\n",
          "Content-Length: ",
          "Content-Range: bytes ",
          "Transfer-Encoding: chunked\r\n",
          "Content-Encoding: gzip\r\n",
          "Location: ",
          "ETag: ",
          "Retry-After: ",
          "Connection: close\r\n",
          "\r\n\r\n",
          "Set-Cookie: ",
          "\"features\":[",
          "\"numberMatched\":",
          "\"links\":",
          "SQLite format 3",
          "Content-Crs: ",
          std::string{kMark},
          "\"type\":\"Feature\"",
          "Trailer: ",
          "WWW-Authenticate: "};
}

void run(std::string_view input) {
  static Server server;
  if (input.empty()) return;
  const fs::path folder = memory_folder() / "fetched";
  fs::remove_all(folder);
  fs::create_directories(folder);
  server.answer_with(input.substr(1));
  const auto target = target_of(input.front(), server.url(), folder);
  fetch::Options options;
  options.timestamp = "2026-01-02T03:04:05.000Z";
  options.tries = 2;
  options.largest_bytes = 1'000'000;
  options.wait = [](std::chrono::milliseconds, const core::Control&) {};
  const std::vector<std::string> named{server.url()};
  fetch::Fetcher fetcher{named, options};
  check(fetcher.fetch(target, geo::Box{255'000, 470'000, 256'000, 471'000}, {}), target);
}

}  // namespace trek::fuzz
