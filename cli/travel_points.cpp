#include "travel_points.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <system_error>

#include "csv_file.hpp"
#include "trek/core/error.hpp"
#include "trek/core/target_file.hpp"
#include "trek/ingest/input_files.hpp"

namespace trek::cli {
namespace {

constexpr std::size_t kListed = 10;  // rows named on stderr; --rejected has them all

void check_crs(const std::string& crs) {
  if (crs.empty()) return;
  try {
    static_cast<void>(geo::crs_wkt(crs));
  } catch (const core::Error& error) {
    throw core::Error{core::ErrorKind::bad_argument, fmt::format("--crs {}: {}", crs, error.what())};
  }
}

/// What an option says of the file: "origins:NAME", else what it says of all.
std::string said_of(const std::string& what, const std::vector<std::string>& values) {
  std::string said;
  for (const std::string& value : values) {
    const auto colon = value.find(':');
    const std::string name = value.substr(0, colon);
    if (colon != std::string::npos && name == what) return value.substr(colon + 1);
    const bool of_another =
        colon != std::string::npos && (name == "origins" || name == "destinations" || name == "weights");
    if (!of_another) said = value;
  }
  return said;
}

bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::error_code ignored;
  return std::filesystem::equivalent(one, other, ignored) && !ignored;
}

bool is_said_the_same(const std::string& one, const std::string& other, const TravelArguments& arguments) {
  const auto same = [&](const std::vector<std::string>& values) {
    return said_of(one, values) == said_of(other, values);
  };
  return same(arguments.layers) && same(arguments.wheres) && same(arguments.source_crs);
}

void tell_counts(Console& console, const TravelPoints& points) {
  const std::size_t connected = points.connected_count();
  const auto& record = points.loaded.record;
  std::string name = points.what;
  name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  console.say(
      fmt::format("{}: {} read = {} connected + {} rejected + {} not connected{}", name,
                  record.read_count + points.size() - record.used_count, connected, record.rejected_count,
                  points.size() - connected,
                  points.size() > record.used_count ? " (features with several places count once a place)" : ""));
}

void tell_findings(Console& console, const TravelPoints& points) {
  const auto& findings = points.loaded.report.findings();
  for (std::size_t i = 0; i < findings.size() && i < kListed; ++i) {
    const auto& finding = findings[i];
    const char* const word = finding.severity == core::Severity::rejected ? "rejected" : "warning";
    console.say(
        fmt::format("  {} {}: {} '{}'; {}", word, finding.record.en, finding.rule, finding.value.en, finding.remedy));
  }
  if (findings.size() > kListed)
    console.say(fmt::format("  and {} more; --rejected FILE.csv writes them all", findings.size() - kListed));
}

void tell_not_connected(Console& console, const TravelPoints& points) {
  std::map<std::string_view, std::vector<std::size_t>> rows;
  for (std::size_t row = 0; row < points.size(); ++row) {
    if (!points.failure(row).empty()) rows[points.failure(row)].push_back(row);
  }
  for (const auto& [reason, list] : rows) {
    std::vector<std::string_view> first;
    for (std::size_t i = 0; i < list.size() && i < kListed; ++i) first.push_back(points.table().key[list[i]]);
    console.say(fmt::format("  not connected, {}: {} ({}{})", reason, list.size(), fmt::join(first, ", "),
                            list.size() > first.size() ? ", ..." : ""));
  }
}

void tell_weights(Console& console, const TravelPoints& points) {
  for (std::size_t w = 0; w < points.table().weight.size(); ++w) {
    const auto& weight = points.table().weight[w];
    const auto unknown = std::count_if(weight.begin(), weight.end(), [](double value) { return std::isnan(value); });
    double lost = 0.0;
    for (std::size_t row = 0; row < weight.size(); ++row) {
      if (!points.endpoints.connected(row) && !std::isnan(weight[row])) lost += weight[row];
    }
    const std::string& name = points.table().weight_name[w];
    if (unknown > 0) console.say(fmt::format("  weight {}: unknown at {} points, in no sum", name, unknown));
    if (lost != 0.0)
      console.say(fmt::format("  weight {}: {:.10g} at points that are not connected, in no sum", name, lost));
  }
}

/// Nothing is looked for beyond the limit.
std::string distance_text(const network::Snap& snap, const TravelArguments& arguments) {
  if (std::isnan(snap.distance_m)) return fmt::format("more than {:g} m to a street", arguments.max_snap_m);
  return fmt::format("{:.1f} m to the street", snap.distance_m);
}

std::string decimal_mark_of(const std::string& what, const TravelArguments& arguments) {
  const std::string mark = said_of(what, arguments.decimals);
  if (mark.empty() || mark == "," || mark == ".") return mark;
  throw core::Error{core::ErrorKind::bad_argument,
                    fmt::format("--decimal {}: is no decimal mark; give , or . (of one file: {}:,)", mark, what)};
}

void write_rejected(const std::vector<const TravelPoints*>& all, const TravelArguments& arguments) {
  CsvFile out{arguments.rejected, arguments.output.overwrite};
  for (const char* name : {"table", "record", "rule", "value", "remedy"}) out.add(name);
  out.end_row();
  const auto row = [&](std::initializer_list<std::string_view> cells) {
    for (const std::string_view cell : cells) out.add(cell);
    out.end_row();
  };
  for (const TravelPoints* points : all) {
    for (const auto& finding : points->loaded.report.findings())
      row({points->what, finding.record.en, finding.rule, finding.value.en, finding.remedy});
    for (std::size_t r = 0; r < points->size(); ++r) {
      if (points->failure(r).empty()) continue;
      row({points->what, points->table().key[r], points->failure(r),
           distance_text(points->endpoints.snap[r], arguments),
           "not connected to the streets of this mode; correct its place or allow more with --max-snap-m"});
    }
  }
  out.finish();
}

}  // namespace

std::size_t TravelPoints::connected_count() const noexcept {
  std::size_t count = 0;
  for (std::size_t row = 0; row < endpoints.size(); ++row) count += endpoints.connected(row) ? 1U : 0U;
  return count;
}

std::string_view TravelPoints::failure(std::size_t row) const noexcept {
  return endpoints.connected(row) ? std::string_view{} : network::name_of(endpoints.snap[row].failure);
}

void check_outputs(const TravelArguments& arguments, const std::vector<std::filesystem::path>& points) {
  std::vector<std::filesystem::path> inputs{arguments.network};
  for (const std::filesystem::path& file : points) {
    if (file.empty()) continue;
    for (std::filesystem::path& part : ingest::input_files(file)) inputs.push_back(std::move(part));
  }
  std::vector<std::filesystem::path> outputs{arguments.output.path};
  if (!arguments.rejected.empty()) outputs.emplace_back(arguments.rejected);
  core::check_different(outputs);
  for (const std::filesystem::path& output : outputs) core::check_target(output, arguments.output.overwrite, inputs);
}

TravelPoints read_travel_points(const std::string& file, const std::string& what, const WeightNames& weight_names,
                                const TravelArguments& arguments, const TravelNetwork& network,
                                const access::Router& router, const core::Control& control) {
  check_crs(arguments.crs);
  model::Source source;
  source.name = what;
  source.table = "points";
  source.path = file;
  source.told = model::Told::travel;
  source.layer = said_of(what, arguments.layers);
  source.where = said_of(what, arguments.wheres);
  source.crs = said_of(what, arguments.source_crs);
  if (!source.crs.empty()) source.crs_reason = "--source-crs";
  source.decimal = decimal_mark_of(what, arguments);
  ingest::ReadOptions options;
  options.crs = network.crs;
  options.undeclared_crs = arguments.crs.empty() ? network.crs : arguments.crs;
  TravelPoints points{what, ingest::read_points(source, options, weight_names, control), {}};
  points.endpoints = router.endpoints(points.table().place, control);
  return points;
}

TravelPoints read_travel_points_beside(const TravelPoints& read, const std::string& file, const std::string& what,
                                       const TravelArguments& arguments, const TravelNetwork& network,
                                       const access::Router& router, const core::Control& control) {
  if (is_same_file(read.loaded.record.source.path, file) && is_said_the_same(read.what, what, arguments))
    return {what, ingest::without_weights(read.loaded, what), read.endpoints};
  return read_travel_points(file, what, std::vector<std::string>{}, arguments, network, router, control);
}

void tell_points(Console& console, const std::vector<const TravelPoints*>& all, const TravelArguments& arguments) {
  for (const TravelPoints* points : all) {
    tell_counts(console, *points);
    tell_findings(console, *points);
    tell_not_connected(console, *points);
    tell_weights(console, *points);
    for (const core::Phrase& note : points->loaded.record.notes) console.say("  note: " + note.en);
  }
  if (!arguments.rejected.empty()) write_rejected(all, arguments);
}

}  // namespace trek::cli
