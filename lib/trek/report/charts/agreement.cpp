#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/site_texts.hpp"

/// How far stakeholders agree: the rank of each site on the list by each one's weights.
namespace trek::report::charts::agreement {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kRow = 22.0;
constexpr double kLabels = 270.0;
constexpr double kTop = 26.0;

std::vector<std::string> names_of(const Subject& subject) {
  std::vector<std::string> names;
  for (const publish::ReadView& view : subject.results.views) {
    if (std::ranges::find(names, view.stakeholder) == names.end()) names.push_back(view.stakeholder);
  }
  return names;
}

/// A mark of its own a stakeholder, for who cannot tell the colours apart.
void add_mark(Element& svg, std::size_t number, double x, double y) {
  constexpr std::array kFills{colour::kBlue,   colour::kVermilion, colour::kGreen,
                              colour::kPurple, colour::kOrange,    colour::kInk};
  const char* const fill = kFills.at(number % kFills.size());
  const std::string around = fmt::format("{},{} {},{} {},{}", units(x), units(y - 5.5), units(x + 5.5), units(y + 4.5),
                                         units(x - 5.5), units(y + 4.5));
  switch (number % 4) {
    case 0:
      svg.add(circle(x, y, 5.0, fill));
      break;
    case 1:
      svg.add(rectangle(x - 4.5, y - 4.5, 9.0, 9.0, fill));
      break;
    case 2:
      svg.add(Element{"polygon", {{"points", around}, {"fill", fill}}});
      break;
    default:
      svg.add(rectangle(x - 4.5, y - 4.5, 9.0, 9.0, fill)
                  .set("transform", fmt::format("rotate(45 {} {})", units(x), units(y))));
      break;
  }
}

std::optional<Element> draw(const Subject& subject) {
  const auto names = names_of(subject);
  if (names.empty() || subject.shortlist.empty()) return std::nullopt;
  const auto& words = subject.words;
  int last = 1;
  for (const publish::ReadView& view : subject.results.views) {
    const bool is_shown = std::ranges::any_of(
        subject.shortlist, [&](std::size_t row) { return subject.results.sites[row].key == view.site; });
    if (is_shown) last = std::max(last, view.rank.value_or(1));
  }
  const Axis axis{1.0, static_cast<double>(std::max(last, 2)), kLabels, kWidth - 24.0};
  const double bottom = kTop + kRow * static_cast<double>(subject.shortlist.size());
  const std::size_t line_count = (names.size() + 1) / 2;  // of the key, two names each
  const double height = bottom + 16.0 + 18.0 * static_cast<double>(line_count);
  Element svg = drawing("agreement", kWidth, height,
                        words("Waar belanghebbenden het over eens zijn", "What stakeholders agree on"),
                        words("Per locatie de rang bij de weging van elke belanghebbende; dicht bijeen is eens.",
                              "For each site its rank by the weights of each stakeholder; near together is agreed."));
  for (const double tick : axis.ticks(8)) {
    svg.add(line(axis.at(tick), kTop - 8.0, axis.at(tick), bottom, colour::kLine, 0.6));
    svg.add(label(axis.at(tick), kTop - 12.0, words.number(tick, 0), "middle", colour::kMuted, 10.0));
  }
  double y = kTop + kRow / 2.0;
  for (const std::size_t row : subject.shortlist) {
    const publish::ReadSite& site = subject.results.sites[row];
    svg.add(label(kLabels - 14.0, y + 4.0, fmt::format("{}. {}", *site.rank, said_name(site.name, 36)), "end",
                  colour::kInk, 11.0));
    svg.add(line(axis.begin, y, axis.end, y, colour::kPale, 1.0));
    for (const publish::ReadView& view : subject.results.views) {
      if (view.site != site.key || !view.rank) continue;
      const auto number = static_cast<std::size_t>(std::ranges::find(names, view.stakeholder) - names.begin());
      add_mark(svg, number, axis.at(*view.rank), y);
    }
    y += kRow;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double x = kLabels + (i % 2 == 0 ? 0.0 : 220.0);
    const std::size_t line = i / 2;
    const double at = bottom + 16.0 + 18.0 * static_cast<double>(line);
    add_mark(svg, i, x, at);
    svg.add(label(x + 11.0, at + 4.0, fitted(names[i], 34), "start", colour::kInk, 10.5));
  }
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "agreement",
          .order = 10,
          .section = Section::stakeholders,
          .title = {"Rang bij de weging van elke belanghebbende", "Rank by the weights of each stakeholder"},
          .draw = draw};
}

}  // namespace trek::report::charts::agreement
