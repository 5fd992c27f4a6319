#include "transcript/format.h"

#include <algorithm>
#include <array>

#include "text/json_scan.h"
#include "text/words.h"
#include "transcript/plain_text.h"

namespace cmdwright::transcript {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool one_whole_value(std::string_view line) {
  json::Scanner scan(line);
  scan.skip_value();
  return !scan.failed() && trim(line.substr(scan.at())).empty();
}

/// Lines of JSON, or JSON over lines? REQUIRES: `head` begins with '{'.
Format lines_or_document(std::string_view head) {
  const std::size_t end = head.find('\n');
  if (end == std::string_view::npos || one_whole_value(head.substr(0, end))) return Format::JsonLines;
  // The first line is not whole: broken, or the beginning of a value that is spread out. Only lines of JSON
  // have further objects that begin, and go on, at the very left.
  return head.find("\n{\"", end) == std::string_view::npos ? Format::JsonDocument : Format::JsonLines;
}

bool has_transcript_keys(std::string_view head) {
  constexpr std::array<std::string_view, 4> kKeys = {"\"messages\"", "\"role\"", "\"sessionId\"",
                                                     "\"leafUuid\""};
  return std::any_of(kKeys.begin(), kKeys.end(),
                     [&](std::string_view key) { return head.find(key) != std::string_view::npos; });
}

} // namespace

std::string_view format_name(Format format) {
  switch (format) {
  case Format::JsonLines:
    return "JSON Lines";
  case Format::JsonDocument:
    return "JSON";
  case Format::PlainText:
    return "plain text";
  case Format::Unknown:
    break;
  }
  return "unknown";
}

Sniffed sniff(std::string_view head) {
  head = head.substr(0, kSniffed);
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  while (!head.empty() && (is_blank(head.front()) || head.front() == '\n' || head.front() == '\r'))
    head.remove_prefix(1);
  if (head.starts_with('{')) return {lines_or_document(head), has_transcript_keys(head)};
  if (head.starts_with('[')) {
    const std::string_view rest = trim(head.substr(1));
    if (rest.empty() || rest.starts_with('{') || rest.starts_with('[') || rest.starts_with(']'))
      return {Format::JsonDocument, has_transcript_keys(head)};
  }
  while (is_conversation_rule(head.substr(0, head.find('\n')))) head = trim(head.substr(head.find('\n') + 1));
  if (const std::optional<Label> label = speaker_label(head.substr(0, head.find('\n'))))
    return {Format::PlainText, label->role != Role::Tool};
  // Something before the first line of JSON: a log's banner, a broken line.
  if (head.find("\n{\"") != std::string_view::npos && has_transcript_keys(head))
    return {Format::JsonLines, false};
  return {};
}

} // namespace cmdwright::transcript
