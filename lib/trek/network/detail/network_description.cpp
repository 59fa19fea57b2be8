#include "trek/network/detail/network_description.hpp"

#include <cstring>
#include <map>
#include <type_traits>

namespace trek::network::detail {
namespace {

constexpr std::uint64_t kModeCount = 4;

class Writer {
 public:
  void field(std::uint64_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void field(const std::string& text) {
    field(text.size());
    bytes_ += text;
  }
  void field(const std::map<std::string, std::uint64_t>& counts) {
    field(counts.size());
    for (const auto& [name, count] : counts) {
      field(name);
      field(count);
    }
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// After a field that is not there as a whole, everything else stays empty and complete() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_{bytes} {}

  void field(std::uint64_t& value) {
    value = 0;
    if (!take(sizeof value)) return;
    std::memcpy(&value, taken_.data(), sizeof value);
  }
  void field(std::string& text) {
    if (take(number())) text.assign(taken_);
  }
  void field(std::map<std::string, std::uint64_t>& counts) {
    const std::uint64_t count = number();
    for (std::uint64_t i = 0; i < count && good_; ++i) {
      std::string name;
      field(name);
      field(counts[name]);
    }
  }
  [[nodiscard]] std::uint64_t number() {
    std::uint64_t value = 0;
    field(value);
    return value;
  }
  [[nodiscard]] bool complete() const noexcept { return good_ && rest_.empty(); }

 private:
  bool take(std::uint64_t byte_count) {
    good_ = good_ && byte_count <= rest_.size();
    if (!good_) return false;
    taken_ = rest_.substr(0, byte_count);
    rest_.remove_prefix(byte_count);
    return true;
  }
  std::string_view rest_;
  std::string_view taken_;
  bool good_ = true;
};

/// Writes or reads every text and count, in the order of the file.
template <class File, class Network_>
void texts(File& file, Network_& network) {
  file.field(network.key);
  file.field(network.source);
  file.field(network.source_sha256);
  file.field(network.crs);
  file.field(network.proj_version);
  file.field(network.made_by);
  file.field(network.credit.title);
  file.field(network.credit.attribution);
  file.field(network.credit.licence);
}

template <class File, class Counts>
void counts(File& file, Counts& counts) {
  file.field(counts.node_count);
  file.field(counts.way_count);
  file.field(counts.used_way_count);
  file.field(counts.left_out);
  file.field(counts.missing_node_count);
  file.field(counts.barrier_count);
  file.field(counts.unknown_direction_count);
  file.field(counts.local_way_count);
  file.field(counts.no_entry_way_count);
  file.field(counts.local_barrier_count);
  file.field(counts.area_count);
  file.field(counts.walk_count);
  file.field(counts.areas_not_walked);
  file.field(counts.turn_restriction_count);
  file.field(counts.turns_not_kept);
  file.field(counts.junction_copy_count);
  file.field(counts.enclosed_street_count);
  file.field(counts.conditions.judged);
  file.field(counts.conditions.not_judged);
}

}  // namespace

std::string description(const Network& network) {
  Writer writer;
  texts(writer, network);
  writer.field(network.modes.size());
  for (const ModeNetwork& mode : network.modes) {
    writer.field(static_cast<std::uint64_t>(mode.graph.mode));
    writer.field(mode.moment);
    counts(writer, mode.counts);
  }
  return writer.take();
}

bool read_description(std::string_view bytes, Network& network) {
  Reader reader{bytes};
  texts(reader, network);
  const std::uint64_t mode_count = reader.number();
  if (mode_count > kModeCount) return false;
  for (std::uint64_t i = 0; i < mode_count; ++i) {
    ModeNetwork mode;
    const std::uint64_t number = reader.number();
    if (number >= kModeCount || network.find(static_cast<model::Mode>(number)) != nullptr) return false;
    mode.graph.mode = static_cast<model::Mode>(number);
    reader.field(mode.moment);
    counts(reader, mode.counts);
    network.modes.push_back(std::move(mode));
  }
  return reader.complete();
}

}  // namespace trek::network::detail
