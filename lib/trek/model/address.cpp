#include "trek/model/address.hpp"

namespace trek::model {
namespace {

/// `first` and `second` with the separator between them, if there is something on both sides.
std::string joined(const std::string& first, const char* separator, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first + separator + second;
}

}  // namespace

std::string one_line(const Address& address) {
  const std::string street = address.street.empty() ? std::string{} : joined(address.street, " ", address.number);
  return joined(street, ", ", joined(address.postcode, " ", address.town));
}

}  // namespace trek::model
