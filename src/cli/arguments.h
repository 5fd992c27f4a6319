// What a subcommand takes on its command line. A subcommand declares its options against this interface;
// CLI11, which does the parsing, stays in arguments.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace cmdwright::cli {

class Arguments {
public:
  /// `name` is the subcommand as typed after the program's name, "pack check".
  Arguments(const std::string& name, const std::string& description);
  ~Arguments();
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  // `names` as CLI11 takes them, "-q,--quiet". Targets must outlive parse().
  void flag(const std::string& names, bool& target, const std::string& help);
  void option(const std::string& names, std::string& target, const std::string& value,
              const std::string& help);
  void option(const std::string& names, std::vector<std::string>& target, const std::string& value,
              const std::string& help);
  void option(const std::string& names, std::uint32_t& target, const std::string& value,
              const std::string& help);
  void option(const std::string& names, double& target, const std::string& value, const std::string& help);
  /// One of `values`; anything else is wrong usage.
  void choice(const std::string& names, std::string& target, std::initializer_list<const char*> values,
              const std::string& help);
  void positional(const std::string& name, std::string& target, const std::string& help,
                  bool required = true);
  /// All words that are no option.
  void positionals(const std::string& name, std::vector<std::string>& target, const std::string& help,
                   bool required = true);
  /// Everything from the first word that is no option on belongs to `target`, options too.
  void pass_through(const std::string& name, std::vector<std::string>& target, const std::string& help);
  /// Text at the end of the help: examples, exit status.
  void footer(const std::string& text);

  enum class Outcome : std::uint8_t { Run, Help, Wrong };
  struct Parsed {
    Outcome outcome;
    std::string text; ///< the help, or what is wrong
  };
  [[nodiscard]] Parsed parse(const std::vector<std::string>& words);

private:
  std::unique_ptr<CLI::App> app_;
  std::vector<std::string>* rest_ = nullptr;
};

} // namespace cmdwright::cli
