#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/config/toml_table.hpp"
#include "trek/core/phrase.hpp"
#include "trek/model/codes.hpp"
#include "trek/project/project.hpp"

/// Keys of a kind that several sections have.
namespace trek::project::detail {

/// What stands under the key, or the text for one language under `key_nl` or `key_en`, without secrets; empty for none.
[[nodiscard]] core::Phrase text_in(config::TomlTable& table, const config::Key& key);
[[nodiscard]] core::Phrase required_text_in(config::TomlTable& table, const config::Key& key);
/// The texts under `key_nl` and `key_en`, without secrets; what is lacking is that of `other`.
[[nodiscard]] core::Phrase phrase_in(config::TomlTable& table, const config::Key& key, const core::Phrase& other);

/// A file that lies beside the project file. Errors  as parsed_path.
[[nodiscard]] std::optional<std::filesystem::path> path_beside(config::TomlTable& table, const config::Key& key,
                                                               const Project& project);

/// The source `name` of `source_table`. Errors  Error{config}: there is none, with the nearest that there is.
[[nodiscard]] const model::Source& named_source(const config::TomlTable& table, std::string_view key,
                                                const std::string& name, std::string_view source_table,
                                                const Project& project);

/// `criterion = weight`, one a criterion of the project in its order; one that is not named weighs nothing. Errors
/// Error{config}: no criterion of that name, a weight out of range, none above 0.
[[nodiscard]] std::vector<double> criterion_weights(config::TomlTable& table, const config::Key& key,
                                                    const Project& project);

/// Types of building, as sources spell them.
[[nodiscard]] std::vector<model::SiteType> site_types(config::TomlTable& table, const config::Key& key);

/// The grades of a section whose keys are the words of a code list, by the name of the code. What is not graded is
/// unknown.
template <class Find>
std::map<std::string, double> graded_values(config::TomlTable& table, const config::Key& any, Find find) {
  std::map<std::string, double> values;
  for (const auto& [word, value] : table.all_numbers(any, 0.0, 1.0)) {
    const auto code = find(word);
    if (!code) table.fail(word, "is not in the code list of this section");
    values.emplace(model::name_of(*code), value);
  }
  return values;
}

}  // namespace trek::project::detail
