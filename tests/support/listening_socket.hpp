#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>

namespace trek::test {

/// A socket that listens on 127.0.0.1, at a port that was free. Whoever takes it closes it.
struct ListeningSocket {
  int descriptor = -1;
  std::uint16_t port = 0;
};
[[nodiscard]] inline ListeningSocket listening_socket() {
  // A proxy that the machine may name has no business with 127.0.0.1.
  ::setenv("no_proxy", "127.0.0.1,localhost", 1);
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  const bool up = descriptor >= 0 && ::bind(descriptor, generic, size) == 0 && ::listen(descriptor, 16) == 0 &&
                  ::getsockname(descriptor, generic, &size) == 0;
  if (!up) throw std::runtime_error{"no server on 127.0.0.1"};
  return {descriptor, ntohs(address.sin_port)};
}

}  // namespace trek::test
