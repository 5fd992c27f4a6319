// Where an agent and the generator disagree, over many conversations, grouped by what differs: an agent's
// habits show as large groups, and so do our own mistakes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "suite/oracle.h"

namespace cmdwright::suite {

class Study {
public:
  /// Turns of one conversation that stands at `place`.
  void add(std::string_view place, std::size_t turns, const std::vector<Disagreement>& disagreements);

  [[nodiscard]] std::uint64_t disagreements() const { return disagreements_; }
  /// Groups by size, each with its most frequent values and a few examples.
  [[nodiscard]] std::string text(std::size_t examples) const;
  [[nodiscard]] std::string json(std::size_t examples) const;

private:
  /// Examples that are kept of each group.
  static constexpr std::size_t kMostExamples = 20;
  /// Different values that are counted in each group.
  static constexpr std::size_t kMostValues = 1000;

  struct Example {
    std::string place;
    Disagreement what;
  };
  struct Group {
    std::string title;
    std::uint64_t count = 0;
    std::map<std::string, std::uint64_t> values; ///< "sd instead of hd"
    std::vector<Example> examples;
  };
  void add_to(const std::string& title, const std::string& value, std::string_view place,
              const Disagreement& d);
  [[nodiscard]] std::vector<const Group*> by_size() const;

  std::uint64_t conversations_ = 0;
  std::uint64_t turns_ = 0;
  std::uint64_t disagreements_ = 0;
  std::map<std::string, Group> groups_;
};

} // namespace cmdwright::suite
