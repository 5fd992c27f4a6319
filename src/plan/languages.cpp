#include "plan/languages.h"

#include "text/utf8.h"

namespace cmdwright::plan {

namespace {

bool nothing_understood(const Plan& plan) {
  return plan.status == Status::Refuse ||
         (plan.status == Status::Ask && plan.asks.size() == 1 && plan.asks.front().param.empty());
}

bool has_other_letters(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Decoded d = utf8::decode(text, i);
    if (d.code >= 0x80 && d.code != 0xFFFD && utf8::is_letter(d.code) && !utf8::is_han(d.code)) return true;
    i += d.length;
  }
  return false;
}

} // namespace

void note_other_language(std::string_view said, Plan& plan) {
  if (!nothing_understood(plan) || !has_other_letters(said)) return;
  plan.notices.push_back(
      {"language", "Requests are understood in English and in Chinese. 请用英文或中文描述需求。"});
}

} // namespace cmdwright::plan
