#pragma once

#include <string>
#include <vector>

#include "trek/config/toml_table.hpp"
#include "trek/core/phrase.hpp"
#include "trek/profile/rules.hpp"

/// Keys of a profile. What stands in the table goes over what was taken over from the profile that it is like.
namespace trek::profile::detail {

void read_text(config::TomlTable& table, const config::Key& key, std::string& text);  // required, here or there
void read_phrase(config::TomlTable& table, const config::Key& key, core::Phrase& phrase);
void read_column(config::TomlTable& table, const config::Key& key, std::string& column);

/// All `[[veto]]`, and all `[[criterion]]`, of a profile.
void read_vetoes(config::TomlTable& root, std::vector<Veto>& vetoes);
void read_criteria(config::TomlTable& root, const std::vector<Veto>& vetoes, std::vector<ReuseCriterion>& criteria);

}  // namespace trek::profile::detail
