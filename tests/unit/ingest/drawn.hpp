#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "support/says.hpp"
#include "support/temporary_folder.hpp"
#include "trek/core/error.hpp"
#include "trek/ingest/read.hpp"

/// Small inputs, written as they would come.
namespace trek::test {

inline const core::Control kControl{};

inline model::Source source_of(const std::filesystem::path& path, std::string table) {
  model::Source source;
  source.name = "drawn";
  source.table = std::move(table);
  source.path = path;
  return source;
}

/// A GeoJSON feature; `geometry` and `properties` without their braces' names.
inline std::string feature(std::string_view properties, std::string_view geometry) {
  return R"({"type":"Feature","properties":{)" + std::string{properties} + R"(},"geometry":)" + std::string{geometry} +
         "}";
}

/// A collection in RD unless `crs` says otherwise; an empty `crs` declares none.
inline std::string collection(const std::vector<std::string>& features, std::string_view crs = "EPSG::28992") {
  std::string text = R"({"type":"FeatureCollection","name":"drawn",)";
  if (!crs.empty())
    text += R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:)" + std::string{crs} + "\"}},";
  text += "\"features\":[";
  for (std::size_t i = 0; i < features.size(); ++i) text += (i > 0 ? ",\n" : "\n") + features[i];
  return text + "]}\n";
}

inline std::string square(double x, double y, double side) {
  const auto corner = [](double a, double b) { return "[" + std::to_string(a) + "," + std::to_string(b) + "]"; };
  return R"({"type":"Polygon","coordinates":[[)" + corner(x, y) + "," + corner(x + side, y) + "," +
         corner(x + side, y + side) + "," + corner(x, y + side) + "," + corner(x, y) + "]]}";
}

inline std::string point(double x, double y) {
  return R"({"type":"Point","coordinates":[)" + std::to_string(x) + "," + std::to_string(y) + "]}";
}

/// The message of the Error{data} that `call` throws; empty if it throws none.
inline std::string data_error(const std::function<void()>& call) {
  try {
    call();
  } catch (const core::Error& error) {
    return error.kind() == core::ErrorKind::data ? error.what() : "not a data error: " + std::string{error.what()};
  }
  return {};
}

inline std::size_t count_of(const core::Report& report, std::string_view rule) {
  return static_cast<std::size_t>(std::count_if(report.findings().begin(), report.findings().end(),
                                                [&](const auto& finding) { return finding.rule == rule; }));
}

}  // namespace trek::test
