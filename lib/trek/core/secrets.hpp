#pragma once

#include <string>
#include <string_view>

namespace trek::core {

/// The text with *** for what an address in it keeps secret: user name and password before its host, and the values of
/// parameters that go by the name of a password, key, token, signature or session, in its query, its fragment and its
/// path, percent-encoded or not, and in an address inside an address. Outside addresses: settings and headers of such
/// names (`password = ...` of a database, `Authorization: ...`). All else stays as it is, also on a second call.
///
/// Whatever stores or shows an address, or a text in which somebody may have put one, goes through here: outputs, the
/// notes beside fetched files, messages. What is asked of a server is the address itself.
/// Cost  linear, but for addresses inside addresses, which are looked at three deep.
[[nodiscard]] std::string without_secrets(std::string_view text);

}  // namespace trek::core
