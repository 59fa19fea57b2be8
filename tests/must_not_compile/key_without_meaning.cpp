#include "trek/config/toml_table.hpp"

std::optional<std::string> name(trek::config::TomlTable& table) {
#ifdef TREK_CONFUSED
  return table.text({"name"});
#else
  return table.text({"name", "what it is called"});
#endif
}
