#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>

#include "options.hpp"
#include "printing.hpp"
#include "trek/profile/profile.hpp"
#include "trek/project/read_project.hpp"

namespace trek::cli {
namespace {

using profile::Profile;
using profile::ReuseCriterion;
using profile::Veto;

struct ProfilesArguments {
  std::string id;
  std::filesystem::path project;
  model::Language language = model::Language::en;
  SharedOptions shared;

  void declare(Arguments& all) {
    all.add("PROFILE", id, {"A profile, to see all that it asks", profile::default_profile().id, "all are listed"});
    all.add("--project", project, {"Those that this project asks for, its own among them", "trek.toml", "trek's own"});
    all.add("--lang", language, languages(), {"Language of names, questions and reasons"});
    shared.add_format(all);
  }
};

/// In one language.
class Said {
 public:
  explicit Said(model::Language language) : language_{language} {}
  const std::string& operator()(const core::Phrase& phrase) const {
    return language_ == model::Language::nl ? phrase.dutch() : phrase.en;
  }

 private:
  model::Language language_;
};

std::string ruled_out_by(const Veto& veto) {
  if (veto.at_least) return fmt::format("less than {:g} {}", *veto.at_least, veto.unit);
  return veto.fails_when == true ? "yes" : "no";
}

/// "150 = 0.3, 600 = 1"; "factory = 0.8, ...".
std::string worth_of(const ReuseCriterion& criterion) {
  std::vector<std::string> parts;
  if (criterion.value) {
    for (const auto& anchor : criterion.value->anchors())
      parts.push_back(fmt::format("{:g} = {:g}", anchor.raw, anchor.value));
  }
  for (const auto& [code, value] : criterion.values) parts.push_back(fmt::format("{} = {:g}", code, value));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// What the number is: "m2"; "of 3 for each 100 m2".
std::string measured_in(const ReuseCriterion& criterion) {
  return criterion.per_100m2 ? fmt::format("share of {:g} per 100 m2 of floor", *criterion.per_100m2) : criterion.unit;
}

double whole_weight(const Profile& profile) {
  double weight = 0.0;
  for (const ReuseCriterion& criterion : profile.criteria) weight += criterion.weight;
  return weight;
}

nlohmann::ordered_json json_of_profile(const Profile& profile, const Said& said) {
  nlohmann::ordered_json vetoes = nlohmann::ordered_json::array();
  for (const Veto& veto : profile.vetoes) {
    nlohmann::ordered_json one{
        {"veto", veto.id}, {"question", said(veto.question)}, {"ruled_out_by", ruled_out_by(veto)}};
    if (veto.at_least) one["at_least"] = *veto.at_least;
    one["unit"] = veto.unit;
    one["column"] = veto.column;
    one["only_disproves"] = veto.only_disproves;
    one["source"] = veto.source;
    vetoes.push_back(std::move(one));
  }
  nlohmann::ordered_json criteria = nlohmann::ordered_json::array();
  for (const ReuseCriterion& criterion : profile.criteria) {
    nlohmann::ordered_json one{{"criterion", criterion.id},
                               {"label", said(criterion.label)},
                               {"question", said(criterion.question)},
                               {"column", criterion.column},
                               {"unit", criterion.unit}};
    if (criterion.per_100m2) one["per_100m2"] = *criterion.per_100m2;
    if (criterion.value) {
      auto& anchors = one["anchors"] = nlohmann::ordered_json::array();
      for (const auto& anchor : criterion.value->anchors()) anchors.push_back({anchor.raw, anchor.value});
    } else {
      one["values"] = criterion.values;
    }
    one["weight"] = criterion.weight;
    one["weight_share"] = whole_weight(profile) > 0.0 ? criterion.weight / whole_weight(profile) : 0.0;
    one["reason"] = said(criterion.reason);
    one["source"] = criterion.source;
    criteria.push_back(std::move(one));
  }
  return {{"profile", profile.id},        {"name", said(profile.name)},  {"level", name_of(profile.level)},
          {"about", said(profile.about)}, {"vetoes", std::move(vetoes)}, {"criteria", std::move(criteria)}};
}

ResultTable listed(std::span<const Profile> profiles, const Said& said) {
  ResultTable table{{"profile", "name", "level", "vetoes", "criteria", "about"}};
  for (const Profile& profile : profiles) {
    table.add({profile.id, said(profile.name), std::string{name_of(profile.level)},
               static_cast<std::int64_t>(profile.vetoes.size()), static_cast<std::int64_t>(profile.criteria.size()),
               said(profile.about)});
  }
  return table;
}

/// Vetoes and criteria, a row each: what is asked, by which fact it is told, what it is worth and why.
ResultTable all_rules(const Profile& profile, const Said& said) {
  using Number = ResultTable::Number;
  ResultTable table{{"kind",
                     "rule",
                     "column",
                     {"worth", "ruled out by, or worth 0-1"},
                     "unit",
                     {"weight_share", "weight"},
                     "question",
                     "reason",
                     "source"}};
  for (const Veto& veto : profile.vetoes) {
    const char* const column = veto.only_disproves ? " (only disproves)" : "";
    table.add({std::string{"veto"},
               veto.id,
               veto.column + column,
               ruled_out_by(veto),
               veto.unit,
               {},
               said(veto.question),
               {},
               veto.source});
  }
  for (const ReuseCriterion& criterion : profile.criteria) {
    table.add({std::string{"criterion"}, criterion.id, criterion.column, worth_of(criterion), measured_in(criterion),
               Number{whole_weight(profile) > 0.0 ? criterion.weight / whole_weight(profile) : 0.0, 3},
               said(criterion.question), said(criterion.reason), criterion.source});
  }
  return table;
}

void print_profile_rules(const Profile& profile, const Said& said) {
  print_line("{} [{}], {}", said(profile.name), profile.id, said(label_of(profile.level)));
  print_line(said(profile.about));
  print_line();
  for (const Veto& veto : profile.vetoes) {
    print_line("veto {}: {}", veto.id, said(veto.question));
    print_line("  ruled out by: {}{}", ruled_out_by(veto),
               veto.column.empty()
                   ? std::string{}
                   : fmt::format("; by column {}{}", veto.column, veto.only_disproves ? ", which only disproves" : ""));
    print_line("  source: {}", veto.source);
  }
  print_line();
  const double weight = whole_weight(profile);
  for (const ReuseCriterion& criterion : profile.criteria) {
    print_line("criterion {} ({}), weight {:g} of {:g}: {}", criterion.id, said(criterion.label), criterion.weight,
               weight, said(criterion.question));
    const std::string unit = measured_in(criterion);
    print_line("  worth{}: {}", unit.empty() ? "" : fmt::format(" ({})", unit), worth_of(criterion));
    print_line("  read from: {}", criterion.column.empty() ? "answers only"
                                  : criterion.answer_replaces
                                      ? fmt::format("column {}, an answer goes before it", criterion.column)
                                      : fmt::format("column {}, else answers", criterion.column));
    print_line("  why: {}", said(criterion.reason));
    print_line("  source: {}", criterion.source);
  }
}

void print_profile(const Profile& profile, const ProfilesArguments& arguments, const Said& said) {
  switch (arguments.shared.format) {
    case Format::table:
      print_profile_rules(profile, said);
      break;
    case Format::json:
      print_json(json_of_profile(profile, said));
      break;
    case Format::csv:
      all_rules(profile, said).print(Format::csv);
      break;
  }
}

ExitCode show_profiles(const ProfilesArguments& arguments) {
  const Said said{arguments.language};
  std::vector<Profile> profiles;
  if (arguments.project.empty()) {
    const auto shipped = profile::shipped_profiles();
    profiles.assign(shipped.begin(), shipped.end());
  } else {
    profiles = project::read_project(arguments.project).profiles;
  }
  if (arguments.id.empty())
    listed(profiles, said).print(arguments.shared.format);
  else
    print_profile(profile::named_profile(profiles, arguments.id), arguments, said);
  return kDone;
}

}  // namespace

Verb profiles_verb() {
  return verb("profiles", "The kinds of place that may be sought, and what each asks of a building",
              {"trek profiles", "trek profiles xxl_hall", "trek profiles living_room --lang nl --format json"},
              show_profiles);
}

}  // namespace trek::cli
