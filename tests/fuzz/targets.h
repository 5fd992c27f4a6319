// What the fuzzers call, one function a reader of foreign input. Each takes any bytes and breaks a law loudly
// (abort) when it finds one broken. tests/fuzz/*_fuzz.cpp hand them to libFuzzer,
// tests/lint/robustness_test.cpp to every test run.
#pragma once

#include <span>
#include <string_view>

namespace cmdwright::fuzz {

struct Target {
  std::string_view name;
  void (*run)(std::string_view input);
};

/// shell, markdown, transcript, records, lint, gen.
[[nodiscard]] std::span<const Target> targets();
/// REQUIRES: there is one of this name.
void run(std::string_view name, std::string_view input);

} // namespace cmdwright::fuzz
