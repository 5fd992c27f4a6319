#include "cli/arguments.h"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace cmdwright::cli {

Arguments::Arguments(const std::string& name, const std::string& description)
    : app_(std::make_unique<CLI::App>(description, "cmdwright " + name)) {
  app_->get_formatter()->column_width(32);
}
Arguments::~Arguments() = default;

void Arguments::flag(const std::string& names, bool& target, const std::string& help) {
  app_->add_flag(names, target, help);
}
void Arguments::option(const std::string& names, std::string& target, const std::string& value,
                       const std::string& help) {
  app_->add_option(names, target, help)->option_text(value);
}
void Arguments::option(const std::string& names, std::vector<std::string>& target, const std::string& value,
                       const std::string& help) {
  app_->add_option(names, target, help)->option_text(value)->expected(1)->allow_extra_args(false)->take_all();
}
void Arguments::option(const std::string& names, std::uint32_t& target, const std::string& value,
                       const std::string& help) {
  app_->add_option(names, target, help)->option_text(value);
}
void Arguments::option(const std::string& names, double& target, const std::string& value,
                       const std::string& help) {
  app_->add_option(names, target, help)->option_text(value);
}
void Arguments::choice(const std::string& names, std::string& target,
                       std::initializer_list<const char*> values, const std::string& help) {
  const std::vector<std::string> allowed(values.begin(), values.end());
  std::string shown;
  for (const std::string& value : allowed) shown += (shown.empty() ? "" : "|") + value;
  app_->add_option(names, target, help)
      ->option_text(shown)
      ->check(CLI::Validator(
          [allowed, shown](const std::string& got) {
            return std::find(allowed.begin(), allowed.end(), got) != allowed.end()
                       ? std::string{}
                       : "'" + got + "' is none of " + shown;
          },
          shown));
}
void Arguments::positional(const std::string& name, std::string& target, const std::string& help,
                           bool required) {
  app_->add_option(name, target, help)->required(required)->option_text(" ");
}
void Arguments::positionals(const std::string& name, std::vector<std::string>& target,
                            const std::string& help, bool required) {
  app_->add_option(name, target, help)->required(required)->option_text("...");
}
void Arguments::pass_through(const std::string& name, std::vector<std::string>& target,
                             const std::string& help) {
  app_->prefix_command(); // all words from the first that is no option on are left over
  app_->description(app_->get_description() + "\n\n" + name + "...  " + help);
  rest_ = &target;
}
void Arguments::footer(const std::string& text) {
  app_->footer(text);
}

Arguments::Parsed Arguments::parse(const std::vector<std::string>& words) {
  std::vector<std::string> reversed(words.rbegin(), words.rend()); // the order that CLI11 takes
  try {
    app_->parse(reversed);
    if (rest_ != nullptr) *rest_ = app_->remaining();
    return {Outcome::Run, {}};
  } catch (const CLI::CallForHelp&) {
    return {Outcome::Help, app_->help()};
  } catch (const CLI::Error& e) {
    return {Outcome::Wrong, e.what()};
  }
}

} // namespace cmdwright::cli
