#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trek/model/mode.hpp"
#include "trek/report/subject.hpp"

/// What is said of a site, in words and in numbers.
namespace trek::report::detail {

/// How many people reach a site within so many minutes.
struct CatchmentFigure {
  bool of_target = false;  // people of 20-40; else all
  model::Mode mode = model::Mode::foot;
  int minutes = 0;
  std::optional<double> people;  // empty: unknown
};
/// All that the output has of a site, by mode, then of whom, then minutes.
[[nodiscard]] std::vector<CatchmentFigure> catchment_of(const Subject& subject, std::size_t site);
/// What a column of the output tells of a catchment: "..._bicycle_15min"; nothing for another.
[[nodiscard]] std::optional<CatchmentFigure> find_catchment_column(std::string_view name);

/// "Alle inwoners", "20-40-jarigen".
[[nodiscard]] std::string people_of(bool of_target, const model::Words& words);

/// A name as people say it, cut to about so many characters: "Berkengaarde 1, Enschede" of an address with its
/// postcode, which would push other names aside.
[[nodiscard]] std::string said_name(std::string_view name, std::size_t most);

/// "0,48 – 0,71"; one number where both ends are the same.
[[nodiscard]] std::string interval_text(double low, double high, int decimals, const model::Words& words);

/// As near to whole as the size of a number asks: "1.984", "25,97".
[[nodiscard]] std::string amount_text(double value, const model::Words& words);

/// The name of the page of a site: "site_3_gm0153_1.html". Letters and digits alone, whatever the key holds.
[[nodiscard]] std::string sheet_name(const Subject& subject, std::size_t row);
/// Such a page, where the report has one; empty otherwise.
[[nodiscard]] std::string sheet_link(const Subject& subject, std::size_t site);

/// Whether vetoes are passed, and how many questions are open: "voldoet", "3 vragen open", "afgevallen".
[[nodiscard]] std::string veto_state(const publish::ReadSite& site, const model::Words& words);

/// "binnen 15 minuten fietsen", of the norm by which coverage is told; empty without coverage.
[[nodiscard]] std::string norm_text(const Subject& subject);
/// "fietsen" of "bicycle"; the name itself where trek has no such mode.
[[nodiscard]] std::string mode_text(const std::string& mode, const model::Words& words);

}  // namespace trek::report::detail
