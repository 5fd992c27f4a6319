// What may be executed: a file that says allow, ask or deny for scripts and subcommands, and the limit on
// paid tasks of a run. Decides before anything is sent.
//
//     default: ask
//     allow: [vod_describe_media.py, vod_search_media.py]
//     ask: [vod_process_media.py]
//     deny: [vod_aigc_video.py create]
//     budget: 20
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "spec/spec.h"
#include "text/result.h"

namespace cmdwright::exec {

enum class Verdict : std::uint8_t { Allow, Ask, Deny };

class Policy {
public:
  /// Allows everything.
  Policy() = default;
  /// Strict: unknown keys, scripts and subcommands are errors with file:line:column, all of them in one text.
  static Result<Policy> from_file(const std::string& path, const spec::Spec& spec);

  /// For "vod_process_media.py transcode". What names the subcommand counts before what names the script;
  /// among equals the stricter.
  [[nodiscard]] Verdict verdict(const std::string& operation) const;
  [[nodiscard]] std::optional<std::uint32_t> budget() const { return budget_; }
  /// The verdict of both is the stricter one, the budget the smaller one.
  void add(const Policy& other);

private:
  struct Rules {
    Verdict otherwise = Verdict::Allow;
    std::vector<std::pair<std::string, Verdict>> named;
    [[nodiscard]] Verdict verdict(const std::string& operation) const;
  };
  std::vector<Rules> files_;
  std::optional<std::uint32_t> budget_;
};

} // namespace cmdwright::exec
