#include "support/loopback_server.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sstream>

#include "support/listening_socket.hpp"

namespace trek::test {
namespace {

bool readable(int socket, int milliseconds) {
  pollfd wanted{socket, POLLIN, 0};
  return ::poll(&wanted, 1, milliseconds) > 0;
}

std::string read_head(int connection) {
  std::string head;
  char bytes[4096];
  while (head.find("\r\n\r\n") == std::string::npos) {
    const auto count = readable(connection, 2000) ? ::recv(connection, bytes, sizeof bytes, 0) : 0;
    if (count <= 0) return {};
    head.append(bytes, static_cast<std::size_t>(count));
  }
  return head;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

SeenRequest parsed(const std::string& head) {
  std::istringstream lines{head};
  std::string line;
  std::getline(lines, line);
  SeenRequest request;
  const auto from = line.find(' ') + 1;
  request.target = line.substr(from, line.rfind(' ') - from);
  while (std::getline(lines, line) && line != "\r") {
    const auto colon = line.find(": ");
    if (colon != std::string::npos)
      request.headers[lower(line.substr(0, colon))] = line.substr(colon + 2, line.size() - colon - 3);
  }
  return request;
}

/// False: the client hung up.
bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool send_slowly(int connection, std::string_view bytes, std::chrono::milliseconds drip, const std::stop_token& stop) {
  if (drip.count() == 0) return send_all(connection, bytes);
  for (const char& byte : bytes) {
    if (stop.stop_requested() || !send_all(connection, {&byte, 1})) return false;
    std::this_thread::sleep_for(drip);
  }
  return true;
}

void send_raw(int connection, const Reply& reply, const std::stop_token& stop) {
  if (!send_slowly(connection, reply.raw, reply.drip, stop) || reply.endless.empty()) return;
  while (!stop.stop_requested() && send_slowly(connection, reply.endless, reply.drip, stop)) {
  }
}

std::string in_chunks(const Reply& reply) {
  std::ostringstream out;
  for (std::size_t at = 0; at < reply.body.size(); at += 100) {
    const std::string chunk = reply.body.substr(at, 100);
    out << std::hex << chunk.size() << "\r\n" << chunk << "\r\n";
  }
  if (reply.ends_chunks) out << "0\r\n\r\n";
  return out.str();
}

std::string text_of(const Reply& reply) {
  std::ostringstream out;
  out << "HTTP/1.1 " << reply.status << " scripted\r\nConnection: close\r\n";
  for (const std::string& header : reply.headers) out << header << "\r\n";
  if (reply.chunked) {
    out << "Transfer-Encoding: chunked\r\n\r\n" << in_chunks(reply);
  } else if (reply.status == 304) {
    out << "\r\n";
  } else {
    out << "Content-Length: " << (reply.promised_bytes == Reply::npos ? reply.body.size() : reply.promised_bytes)
        << "\r\n\r\n"
        << reply.body;
  }
  return out.str();
}

}  // namespace

std::string SeenRequest::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

LoopbackServer::LoopbackServer() {
  const auto socket = test::listening_socket();
  listener_ = socket.descriptor;
  port_ = socket.port;
  thread_ = std::jthread{[this](const std::stop_token& stop) { serve(stop); }};
}

LoopbackServer::~LoopbackServer() {
  thread_.request_stop();
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void LoopbackServer::script(const std::string& path, std::vector<Reply> replies) {
  const std::lock_guard lock{mutex_};
  script_[path] = {replies.begin(), replies.end()};
}

std::string LoopbackServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string{path};
}

std::vector<SeenRequest> LoopbackServer::requests() const {
  const std::lock_guard lock{mutex_};
  return requests_;
}

void LoopbackServer::serve(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (!readable(listener_, 20)) continue;
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    answer(connection, stop);
    ::close(connection);
  }
}

void LoopbackServer::answer(int connection, const std::stop_token& stop) {
  const std::string head = read_head(connection);
  if (head.empty()) return;
  const SeenRequest request = parsed(head);
  const Reply reply = next_reply(request.target.substr(0, request.target.find('?')));
  {
    const std::lock_guard lock{mutex_};
    requests_.push_back(request);
  }
  if (reply.raw.empty() && reply.endless.empty()) {
    send_all(connection, text_of(reply));
  } else {
    send_raw(connection, reply, stop);
  }
  for (auto left = reply.holds; left.count() > 0 && !stop.stop_requested(); left -= std::chrono::milliseconds{10})
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
}

Reply LoopbackServer::next_reply(const std::string& path) {
  const std::lock_guard lock{mutex_};
  const auto found = script_.find(path);
  if (found == script_.end() || found->second.empty()) return {404, {}, "not found"};
  Reply reply = found->second.front();
  if (found->second.size() > 1) found->second.pop_front();
  return reply;
}

}  // namespace trek::test
