// Myers' greedy algorithm on lines: for each number of differences d, how far each diagonal k = x - y gets.
// The furthest points of every d are kept, so that the way can be walked back. Equal lines at both ends are
// cut off first.
#include "text/diff.h"

#include <algorithm>
#include <vector>

namespace cmdwright {

namespace {

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

enum class Op : char { Keep = ' ', Remove = '-', Add = '+' };

/// What to do line by line to get from `a` to `b`.
std::vector<Op> script(const Lines& a, const Lines& b) {
  const int n = static_cast<int>(a.size());
  const int m = static_cast<int>(b.size());
  const int most = std::min(n + m, kMostDifferences);
  const auto index = [most](int k) { return static_cast<std::size_t>(k + most + 1); };
  std::vector<int> furthest(static_cast<std::size_t>(2 * most + 3), 0);
  std::vector<std::vector<int>> trail;
  int found = -1;
  for (int d = 0; d <= most && found < 0; ++d) {
    // Only the diagonals -d to d are in use.
    trail.emplace_back(furthest.begin() + static_cast<std::ptrdiff_t>(index(-d - 1)),
                       furthest.begin() + static_cast<std::ptrdiff_t>(index(d + 1)) + 1);
    for (int k = -d; k <= d; k += 2) {
      const bool down = k == -d || (k != d && furthest[index(k - 1)] < furthest[index(k + 1)]);
      int x = down ? furthest[index(k + 1)] : furthest[index(k - 1)] + 1;
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      furthest[index(k)] = x;
      if (x >= n && x - k >= m) {
        found = d;
        break;
      }
    }
  }
  std::vector<Op> ops;
  if (found < 0) {
    ops.assign(a.size(), Op::Remove);
    ops.insert(ops.end(), b.size(), Op::Add);
    return ops;
  }
  int x = n;
  int y = m;
  for (int d = found; d > 0; --d) {
    const std::vector<int>& before = trail[static_cast<std::size_t>(d)];
    const auto at = [&](int k) { return before[static_cast<std::size_t>(k + d + 1)]; };
    const int k = x - y;
    const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
    const int from_k = down ? k + 1 : k - 1;
    const int from_x = at(from_k);
    const int from_y = from_x - from_k;
    while (x > from_x && y > from_y) {
      ops.push_back(Op::Keep);
      --x, --y;
    }
    ops.push_back(down ? Op::Add : Op::Remove);
    x = from_x;
    y = from_y;
  }
  ops.insert(ops.end(), static_cast<std::size_t>(x), Op::Keep);
  std::reverse(ops.begin(), ops.end());
  return ops;
}

void append_line(std::string& out, Op op, std::string_view line) {
  out += static_cast<char>(op);
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

std::string range(std::size_t begin, std::size_t count) {
  return std::to_string(count == 0 ? begin : begin + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

} // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view before_name,
                         std::string_view after_name, unsigned context) {
  if (before == after) return {};
  Lines a = lines_of(before);
  Lines b = lines_of(after);
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  std::vector<Op> ops(head, Op::Keep);
  const std::vector<Op> middle =
      script({a.begin() + static_cast<std::ptrdiff_t>(head), a.end() - static_cast<std::ptrdiff_t>(tail)},
             {b.begin() + static_cast<std::ptrdiff_t>(head), b.end() - static_cast<std::ptrdiff_t>(tail)});
  ops.insert(ops.end(), middle.begin(), middle.end());
  ops.insert(ops.end(), tail, Op::Keep);

  std::string out = "--- " + std::string(before_name) + "\n+++ " + std::string(after_name) + "\n";
  std::size_t x = 0;
  std::size_t y = 0;
  for (std::size_t i = 0; i < ops.size();) {
    if (ops[i] == Op::Keep) {
      ++i, ++x, ++y;
      continue;
    }
    // A hunk goes on until more than twice the context is unchanged.
    const std::size_t lead = std::min<std::size_t>(context, i);
    std::size_t end = i;
    for (std::size_t j = i, same = 0; j < ops.size() && same <= 2 * std::size_t{context}; ++j) {
      same = ops[j] == Op::Keep ? same + 1 : 0;
      if (same == 0) end = j + 1;
    }
    const std::size_t last = std::min(ops.size(), end + context);
    std::string body;
    std::size_t removed = 0;
    std::size_t added = 0;
    const std::size_t from_x = x - lead;
    const std::size_t from_y = y - lead;
    x = from_x, y = from_y;
    for (std::size_t j = i - lead; j < last; ++j) {
      append_line(body, ops[j], ops[j] == Op::Add ? b[y] : a[x]);
      x += ops[j] != Op::Add ? 1 : 0;
      y += ops[j] != Op::Remove ? 1 : 0;
      removed += ops[j] != Op::Add ? 1 : 0;
      added += ops[j] != Op::Remove ? 1 : 0;
    }
    out += "@@ -" + range(from_x, removed) + " +" + range(from_y, added) + " @@\n" + body;
    i = last;
  }
  return out;
}

} // namespace cmdwright
