#include "spec/condition.h"

#include <algorithm>

#include "text/words.h"

namespace cmdwright::spec {

namespace {

/// Words of an expression; `[`, `]` and `,` separate like blanks but brackets are words of their own.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (is_blank(c) || c == ',' || c == '\n') {
      ++i;
      continue;
    }
    if (c == '[' || c == ']') {
      words.push_back(text.substr(i++, 1));
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \t\n,[]", i), text.size());
    words.push_back(text.substr(i, end - i));
    i = end;
  }
  return words;
}

} // namespace

Result<Condition> parse_condition(std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  Condition condition;
  condition.any_of.emplace_back();
  if (words.size() == 1 && words[0] == "never") {
    condition.any_of.back().push_back({{}, Term::Kind::Never, {}, false});
    return condition;
  }
  std::size_t i = 0;
  const auto next = [&]() -> std::string_view { return i < words.size() ? words[i++] : std::string_view{}; };
  const auto add_value = [](Term& term, std::string_view value) {
    if (value == "default") {
      term.with_default = true;
    } else {
      term.values.push_back(value);
    }
  };
  for (;;) {
    Term term;
    term.param = next();
    if (!term.param.starts_with("-"))
      return Error{"expected an option, found '" + std::string(term.param) + "'", ""};
    const std::string_view verb = next();
    if (verb == "present") {
      term.kind = Term::Kind::Present;
    } else if (verb == "absent") {
      term.kind = Term::Kind::Absent;
    } else if (verb == "=") {
      term.kind = Term::Kind::In;
      const std::string_view value = next();
      if (value.empty() || value == "[" || value == "]")
        return Error{"expected a value after '" + std::string(term.param) + " ='", ""};
      add_value(term, value);
    } else if (verb == "in" || verb == "not_in") {
      term.kind = verb == "in" ? Term::Kind::In : Term::Kind::NotIn;
      if (next() != "[") return Error{"expected '[' after '" + std::string(verb) + "'", ""};
      for (std::string_view value = next(); value != "]"; value = next()) {
        if (value.empty()) return Error{"']' is missing", ""};
        add_value(term, value);
      }
      if (term.values.empty() && !term.with_default) return Error{"the list of values is empty", ""};
    } else {
      return Error{"expected present, absent, =, in or not_in after '" + std::string(term.param) + "'", ""};
    }
    condition.any_of.back().push_back(std::move(term));
    if (i == words.size()) return condition;
    const std::string_view joint = next();
    if (joint == "or") {
      condition.any_of.emplace_back();
    } else if (joint != "and") {
      return Error{"expected 'and' or 'or', found '" + std::string(joint) + "'", ""};
    }
  }
}

namespace {
bool holds(const Term& term, const Options& options) {
  const bool there = options.present(term.param);
  const auto listed = [&] {
    return there ? std::find(term.values.begin(), term.values.end(), options.value(term.param)) !=
                       term.values.end()
                 : term.with_default;
  };
  switch (term.kind) {
  case Term::Kind::Present:
    return there;
  case Term::Kind::Absent:
    return !there;
  case Term::Kind::In:
    return listed();
  case Term::Kind::NotIn:
    return !listed();
  case Term::Kind::Never:
    return false;
  }
  return false;
}
} // namespace

bool holds(const Condition& condition, const Options& options) {
  return condition.any_of.empty() ||
         std::any_of(condition.any_of.begin(), condition.any_of.end(), [&](const std::vector<Term>& all) {
           return std::all_of(all.begin(), all.end(), [&](const Term& t) { return holds(t, options); });
         });
}

} // namespace cmdwright::spec
