#include "trek/resolve/detail/monument_grade.hpp"

namespace trek::resolve::detail {

using model::MonumentKind;

int strength(MonumentKind kind) noexcept {
  switch (kind) {
    case MonumentKind::national:
      return 4;
    case MonumentKind::municipal:
      return 3;
    case MonumentKind::townscape:
      return 2;
    case MonumentKind::none:
      return 1;
    case MonumentKind::unknown:
      break;
  }
  return 0;
}

MonumentGrade MonumentLists::grade(MonumentKind recorded, bool unclear, std::optional<bool> in_townscape,
                                   model::MunicipalityIdx municipality) const {
  if (recorded == MonumentKind::national || recorded == MonumentKind::municipal) return {recorded, recorded};
  const bool in_one = in_townscape.value_or(false) || recorded == MonumentKind::townscape;
  const MonumentKind least = in_one ? MonumentKind::townscape : MonumentKind::none;
  if (recorded != MonumentKind::unknown) return {least, least};
  if (unclear || !national_) {
    return {in_one ? MonumentKind::townscape : MonumentKind::unknown, MonumentKind::national};
  }
  if (!municipal_.contains(municipality)) return {least, MonumentKind::municipal};
  return {least, in_townscape || in_one ? least : MonumentKind::townscape};
}

}  // namespace trek::resolve::detail
