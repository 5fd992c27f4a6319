#include "lint/known.h"

#include <cstring>

#include "text/words.h"

namespace cmdwright::lint {

namespace {

bool joins(char a, char b) {
  return (is_digit(a) && is_digit(b)) || (is_alnum(a) && is_alnum(b));
}

bool stands_in(std::string_view text, std::string_view literal) {
  const char* from = text.data();
  const char* const end = text.data() + text.size();
  while (from < end) {
    const void* hit = ::memmem(from, static_cast<std::size_t>(end - from), literal.data(), literal.size());
    if (hit == nullptr) return false;
    const char* begin = static_cast<const char*>(hit);
    const char* behind = begin + literal.size();
    const bool cut_before = begin > text.data() && joins(begin[-1], literal.front());
    const bool cut_behind = behind < end && joins(literal.back(), *behind);
    if (!cut_before && !cut_behind) return true;
    from = begin + 1;
  }
  return false;
}

} // namespace

bool Known::has(std::string_view literal) const {
  if (literal.empty()) return true;
  auto& [known, covered] = seen_[std::string(literal)];
  for (; !known && covered < texts_.size(); ++covered) {
    work_ += texts_[covered].size();
    known = work_ > kMostWork || stands_in(texts_[covered], literal);
  }
  return known;
}

} // namespace cmdwright::lint
