#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "browser.hpp"
#include "options.hpp"
#include "printing.hpp"
#include "trek/core/input_file.hpp"
#include "trek/core/private_folder.hpp"
#include "trek/core/threads.hpp"
#include "trek/geo/known_operation.hpp"
#include "trek/geo/topology.hpp"
#include "trek/ingest/drivers.hpp"
#include "trek/ingest/inspect.hpp"
#include "trek/project/timestamp.hpp"
#include "trek/publish/geopackage.hpp"

namespace trek::cli {
namespace {

namespace fs = std::filesystem;

struct DoctorArguments {
  SharedOptions shared;
  void declare(Arguments& all) { shared.add_format(all); }
};

constexpr double kGib = 1024.0 * 1024.0 * 1024.0;
constexpr double kScarceGib = 1.0;  // a run of the embedded project takes half of it

enum class State { ok, note, missing };

std::string_view name_of(State state) {
  if (state == State::ok) return "ok";
  return state == State::note ? "note" : "missing";
}

/// What was looked at, and what to do where something is wanting.
class Diagnosis {
 public:
  void add(State state, const std::string& subject, const std::string& found, const std::string& remedy = {}) {
    missing_count_ += state == State::missing ? 1 : 0;
    table_.add({std::string{name_of(state)}, subject, found, remedy});
  }
  [[nodiscard]] std::size_t missing_count() const noexcept { return missing_count_; }
  void print(Format format) const { table_.print(format); }

 private:
  ResultTable table_{{"state", "subject", "found", {"remedy", "what to do"}}};
  std::size_t missing_count_ = 0;
};

void look_at_versions(Diagnosis& diagnosis) {
  diagnosis.add(State::ok, "trek", project::version());
  diagnosis.add(State::ok, "compiler", __VERSION__);
  diagnosis.add(State::ok, "GDAL", ingest::gdal_version());
  diagnosis.add(State::ok, "PROJ", geo::proj_version());
  diagnosis.add(State::ok, "GEOS", geo::geos_version());
  diagnosis.add(State::ok, "SQLite", publish::sqlite_version());
}

void look_at_drivers(Diagnosis& diagnosis) {
  for (const ingest::DriverState& driver : ingest::driver_states()) {
    const std::string subject = fmt::format("GDAL driver {}", driver.name);
    if (driver.is_there)
      diagnosis.add(State::ok, subject, fmt::format("reads {}", driver.format));
    else
      diagnosis.add(State::missing, subject, fmt::format("{} cannot be read", driver.format),
                    "install a GDAL that has it (Debian's has), and look at GDAL_SKIP and OGR_SKIP");
  }
}

std::string metres(const std::optional<double>& accuracy_m) {
  return accuracy_m ? fmt::format("{} m", *accuracy_m) : std::string{"an accuracy that PROJ does not state"};
}

/// Grids that would make an operation more accurate, and are not here.
std::string missing_grids(const geo::KnownOperation& known) {
  std::string names;
  for (const geo::GridFile& grid : known.grids) {
    if (!grid.is_there) names += (names.empty() ? "" : ", ") + grid.name;
  }
  return names;
}

void look_at_coordinates(Diagnosis& diagnosis, std::string_view source, const std::string& name) {
  const std::string subject = fmt::format("{} to RD", name);
  try {
    const geo::CrsOperation here = geo::Transformation{source, geo::kRdNew}.operation();
    const auto known = geo::find_known_operation(source, geo::kRdNew);
    const std::string grids = known ? missing_grids(*known) : std::string{};
    const std::string found = fmt::format("within {}: {}", metres(here.accuracy_m), here.name);
    if (grids.empty()) return diagnosis.add(State::ok, subject, found);
    diagnosis.add(State::note, subject, found,
                  fmt::format("within {} with {} (cdn.proj.org) in a folder of PROJ_DATA",
                              metres(known->operation.accuracy_m), grids));
  } catch (const core::Error& error) {
    diagnosis.add(State::missing, subject, error.what(), "install PROJ's database (Debian: proj-data); see PROJ_DATA");
  }
}

void look_at_data(Diagnosis& diagnosis) {
  const char* const named = std::getenv("TREK_DATA");
  if (named == nullptr || *named == '\0')
    return diagnosis.add(State::ok, "TREK_DATA", "not set: data are in data/ beside a project file, or where it says");
  const std::string fault = core::find_input_fault(named, core::InputForm::file_or_folder);
  if (fault.empty() && fs::is_directory(named)) return diagnosis.add(State::ok, "TREK_DATA", named);
  diagnosis.add(State::missing, "TREK_DATA", fmt::format("{}: {}", named, fault.empty() ? "is no folder" : fault),
                "name the folder of your sources, or unset it");
}

void look_at_browser(Diagnosis& diagnosis) {
  const auto browser = find_browser();
  if (browser) return diagnosis.add(State::ok, "browser", *browser + " prints for 'trek report --pdf'");
  diagnosis.add(State::note, "browser", "none that prints for 'trek report --pdf'",
                "install chromium, or name Chrome or Edge in TREK_BROWSER");
}

/// What there is of something, scarce below a gibibyte.
void add_room(Diagnosis& diagnosis, const std::string& subject, double gib, const std::string& where,
              const std::string& remedy) {
  const bool is_scarce = gib < kScarceGib;
  diagnosis.add(is_scarce ? State::note : State::ok, subject, fmt::format("{:.1f} GiB{}", gib, where),
                is_scarce ? remedy : std::string{});
}

void add_disk(Diagnosis& diagnosis, const std::string& subject, const fs::path& folder) {
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error) return diagnosis.add(State::note, subject, fmt::format("{}: {}", folder.string(), error.message()));
  add_room(diagnosis, subject, static_cast<double>(space.available) / kGib, " in " + folder.string(), "make room");
}

void look_at_folders(Diagnosis& diagnosis) {
  try {
    const core::PrivateFolder temporary{"trek-doctor"};
    add_disk(diagnosis, "temporary files", temporary.path().parent_path());
  } catch (const core::Error& error) {
    diagnosis.add(State::missing, "temporary files", error.what(), "name a folder that you may write in TMPDIR");
  }
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error || ::access(here.c_str(), W_OK) != 0)
    return diagnosis.add(State::note, "this folder", "may not be written", "give outputs a name elsewhere, with -o");
  add_disk(diagnosis, "this folder", here);
}

/// As the kernel estimates it; empty where it does not.
std::optional<double> available_memory_gib() {
  std::ifstream stream{"/proc/meminfo"};
  std::string word;
  double kib = 0.0;
  while (stream >> word) {
    if (word == "MemAvailable:" && stream >> kib) return kib * 1024.0 / kGib;
  }
  return std::nullopt;
}

void look_at_machine(Diagnosis& diagnosis) {
  const unsigned processors = std::max(1U, std::thread::hardware_concurrency());
  const unsigned fewer = core::startable_threads(0);  // 0: as many
  if (fewer == 0)
    diagnosis.add(State::ok, "threads", fmt::format("{} processors", processors));
  else
    diagnosis.add(State::note, "threads", fmt::format("{} of {} can be used", fewer, processors),
                  "allow more processes (ulimit -u)");
  if (const auto memory = available_memory_gib())
    add_room(diagnosis, "memory", *memory, " to be had",
             "close other programs; 'trek check' estimates what a run needs");
}

ExitCode diagnose(const DoctorArguments& arguments) {
  Diagnosis diagnosis;
  look_at_versions(diagnosis);
  look_at_drivers(diagnosis);
  look_at_coordinates(diagnosis, "EPSG:4258", "ETRS89");
  look_at_coordinates(diagnosis, geo::kWgs84, "WGS 84");
  look_at_data(diagnosis);
  look_at_browser(diagnosis);
  look_at_folders(diagnosis);
  look_at_machine(diagnosis);
  diagnosis.print(arguments.shared.format);
  const std::size_t count = diagnosis.missing_count();
  say_line(count == 0 ? "Nothing is missing: trek can do all that it should."
                      : fmt::format("{} missing: see what to do.", count));
  return count == 0 ? kDone : kFindings;
}

}  // namespace

Verb doctor_verb() {
  return verb("doctor", "Look whether this machine has all that trek needs: versions, drivers, grids, folders, room",
              {"trek doctor", "trek doctor --format json"}, diagnose);
}

}  // namespace trek::cli
