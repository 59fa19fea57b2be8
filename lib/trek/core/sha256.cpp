#include "trek/core/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>

#include "trek/core/error.hpp"
#include "trek/core/input_file.hpp"

namespace trek::core {

struct Sha256::State {
  struct FreeContext {
    void operator()(EVP_MD_CTX* handle) const noexcept { EVP_MD_CTX_free(handle); }
  };
  std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
};

namespace {

void check_openssl(int result) {
  if (result != 1) throw Error{ErrorKind::internal, "SHA-256 failed in libcrypto"};
}

}  // namespace

Sha256::Sha256() : state_{std::make_unique<State>()} {
  check_openssl(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  check_openssl(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string Sha256::finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  check_openssl(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &length));
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  text.reserve(std::size_t{2} * length);
  for (unsigned i = 0; i < length; ++i) {
    text.push_back(kHex[digest[i] >> 4U]);
    text.push_back(kHex[digest[i] & 0xFU]);
  }
  return text;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  check_input(path);
  std::ifstream file{path, std::ios::binary};
  if (!file)
    throw Error{ErrorKind::data, path.string() + ": cannot be opened for reading; check the path and its permissions"};
  Sha256 hash;
  std::array<char, 1U << 16U> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    hash.update({buffer.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad())
    throw Error{ErrorKind::data, path.string() + ": reading broke off; the disk or the network share reports an error"};
  return hash.finish();
}

}  // namespace trek::core
