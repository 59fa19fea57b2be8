#include <fmt/format.h>

#include <algorithm>

#include "trek/report/chart.hpp"
#include "trek/report/detail/axis.hpp"
#include "trek/report/detail/plot.hpp"
#include "trek/report/detail/site_texts.hpp"

/// Coverage against the norm: of each municipality who is served by a place of its own, who elsewhere, and who is not.
namespace trek::report::charts::served {
namespace {

using namespace detail;  // NOLINT(google-build-using-namespace): what drawings are made of

constexpr double kWidth = 720.0;
constexpr double kRow = 20.0;
constexpr double kLabels = 170.0;
constexpr double kTop = 24.0;

struct Bar {
  std::string name;
  double own = 0.0;
  double elsewhere = 0.0;
  double unserved = 0.0;
  double unknown = 0.0;
  bool is_asked = false;
};

/// The least served first. A place of one's own goes before one elsewhere.
std::vector<Bar> bars_of(const Subject& subject) {
  const auto& all = subject.layers.coverage.municipalities;
  const auto of_mode = [&](std::size_t row, const char* name) {
    return all.number(row, fmt::format("{}_{}", name, subject.mode));
  };
  std::vector<Bar> bars;
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    const auto share = of_mode(row, "served_share");
    if (!share) continue;
    Bar bar{all.text(row, "name"), std::min(of_mode(row, "served_by_own_share").value_or(*share), *share)};
    bar.unknown = of_mode(row, "unknown_share").value_or(0.0);
    bar.elsewhere = *share - bar.own;
    bar.unserved = std::max(0.0, 1.0 - *share - bar.unknown);
    bar.is_asked = subject.municipality == row;
    bars.push_back(std::move(bar));
  }
  std::ranges::stable_sort(bars, [](const Bar& a, const Bar& b) { return a.own + a.elsewhere < b.own + b.elsewhere; });
  return bars;
}

void add_legend(Element& svg, double y, const model::Words& words) {
  const std::vector<std::pair<const char*, std::string>> entries{
      {colour::kBlue, words("plek in eigen gemeente", "place in own municipality")},
      {colour::kSky, words("plek elders", "place elsewhere")},
      {colour::kOrange, words("geen plek binnen de norm", "no place within the norm")},
      {colour::kLine, words("onbekend", "unknown")}};
  double x = kLabels;
  for (const auto& [fill, text] : entries) {
    svg.add(rectangle(x, y - 9.0, 10.0, 10.0, fill));
    svg.add(label(x + 14.0, y, text, "start", colour::kInk, 10.0));
    x += 26.0 + 5.8 * static_cast<double>(text.size());
  }
}

std::optional<Element> draw(const Subject& subject) {
  const auto bars = bars_of(subject);
  if (bars.empty()) return std::nullopt;
  const auto& words = subject.words;
  const Axis axis{0.0, 1.0, kLabels, kWidth - 60.0};
  const double bottom = kTop + kRow * static_cast<double>(bars.size());
  Element svg =
      drawing("served", kWidth, bottom + 28.0, words("Dekking tegen de norm", "Coverage against the norm"),
              words("Per gemeente een balk: bediend door een plek in de eigen gemeente, elders, niet, of onbekend; ",
                    "A bar a municipality: served by a place of its own, elsewhere, not, or unknown; ") +
                  norm_text(subject));
  add_bar_frame(svg, share_axis(axis, 5, words), kTop, bottom);
  double y = kTop;
  for (const Bar& bar : bars) {
    add_bar_label(svg, axis, y, (bar.is_asked ? "► " : "") + fitted(bar.name, 26));
    double from = 0.0;
    for (const auto& [share, fill] :
         {std::pair{bar.own, colour::kBlue}, std::pair{bar.elsewhere, colour::kSky},
          std::pair{bar.unserved, colour::kOrange}, std::pair{bar.unknown, colour::kLine}}) {
      svg.add(rectangle(axis.at(from), y + 2.0, axis.at(from + share) - axis.at(from), kRow - 4.0, fill));
      from += share;
    }
    svg.add(label(kWidth - 4.0, y + 14.0, words.percent(bar.own + bar.elsewhere), "end", colour::kInk, 11.0));
    y += kRow;
  }
  add_legend(svg, bottom + 20.0, words);
  return svg;
}

}  // namespace

Chart chart() {
  return {.name = "served",
          .order = 10,
          .section = Section::coverage,
          .title = {"Dekking tegen de norm, per gemeente", "Coverage against the norm, by municipality"},
          .draw = draw};
}

}  // namespace trek::report::charts::served
