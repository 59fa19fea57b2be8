#include "trek/profile/outcome.hpp"

namespace trek::profile {

std::string_view name_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

core::Phrase label_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return {"voldoet", "passes"};
    case Verdict::fail:
      return {"valt af", "ruled out"};
    case Verdict::unknown:
      break;
  }
  return {"nog open", "still open"};
}

}  // namespace trek::profile
