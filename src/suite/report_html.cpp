// The page is fixed; the results stand in it as JSON, and a small script lists and filters them. Every text
// reaches the page through textContent, so nothing that an agent wrote can become markup.
#include "suite/report.h"

namespace cmdwright::suite {

namespace {

constexpr std::string_view kHead = R"html(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>cmdwright test</title>
<style>
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --soft: #8881; --dim: #777; }
@media (prefers-color-scheme: dark) { :root { --good: #3fb950; --bad: #ff7b72; --dim: #999; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1200px; padding: 1rem; }
h1 { font-size: 1.3rem; margin: 0 0 .6rem; }
#totals span { margin-right: 1.2rem; font-weight: 600; }
.bar { display: flex; height: 8px; border-radius: 4px; overflow: hidden; margin: .6rem 0 1rem; background: var(--soft); }
.bar i { display: block; } .passed { color: var(--good); } .failed, .error { color: var(--bad); } .skipped { color: var(--dim); }
.bar .passed { background: var(--good); } .bar .failed, .bar .error { background: var(--bad); } .bar .skipped { background: var(--dim); }
form { display: flex; flex-wrap: wrap; gap: .5rem; position: sticky; top: 0; background: Canvas; padding: .5rem 0; z-index: 1; }
input, select { font: inherit; padding: .25rem .5rem; border: 1px solid var(--line); border-radius: 6px; background: Field; color: FieldText; }
input { flex: 1 1 14rem; } select { max-width: 16rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .35rem 0; }
summary { cursor: pointer; padding: .4rem .7rem; display: flex; gap: .6rem; align-items: baseline; flex-wrap: wrap; }
summary b { min-width: 4rem; } summary .name { font-weight: 600; } summary small, .place { color: var(--dim); }
.tag { border: 1px solid var(--line); border-radius: 9px; padding: 0 .5rem; font-size: .8rem; color: var(--dim); }
.body { padding: .2rem .8rem .8rem; border-top: 1px solid var(--line); }
blockquote { margin: .5rem 0; padding-left: .7rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
pre { margin: 0; padding: .45rem .6rem; background: var(--soft); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin: .3rem 0 .8rem; }
@media (max-width: 700px) { .sides { grid-template-columns: 1fr; } }
.sides h3 { font-size: .8rem; margin: 0 0 .2rem; color: var(--dim); font-weight: 600; }
.sides pre + pre { margin-top: .3rem; } mark { border-radius: 3px; padding: 0 1px; color: inherit; }
.want mark { background: #2da44e44; } .got mark { background: #cf222e44; }
table { border-collapse: collapse; margin: .3rem 0; font-size: .9rem; } td, th { border: 1px solid var(--line); padding: .15rem .5rem; text-align: left; }
button { font: inherit; padding: .3rem .8rem; margin: .6rem 0; }
</style></head><body>
<h1>cmdwright test</h1><div id="totals"></div><div class="bar" id="bar"></div>
<form id="filters" onsubmit="return false"><input id="text" type="search" placeholder="Search names, requests, commands" aria-label="Search">
<select id="status" aria-label="Status"></select><select id="tag" aria-label="Tag"></select><select id="script" aria-label="Script"></select><select id="rule" aria-label="Rule"></select></form>
<p id="shown" role="status"></p><div id="cases"></div><button id="more" hidden>Show more</button>
<noscript>The list needs JavaScript; the results are in this file as JSON.</noscript>
<script type="application/json" id="data">)html";

constexpr std::string_view kTail = R"html(</script>
<script>
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const at = id => document.getElementById(id);
const make = (name, text, kind) => { const e = document.createElement(name); if (text !== undefined) e.textContent = text; if (kind) e.className = kind; return e; };
const kinds = [["passed", data.totals.passed], ["failed", data.totals.failed], ["error", data.totals.errors], ["skipped", data.totals.skipped]];
for (const [kind, count] of kinds) {
  at("totals").append(make("span", count + " " + (kind === "error" ? "errors" : kind), kind));
  const part = make("i", undefined, kind); part.style.flexGrow = count; at("bar").append(part);
}
if (data.interrupted) at("totals").append(make("span", "interrupted", "error"));
if (data.repeated) for (const k of data.repeated.by_k || [])
  at("totals").append(make("small", "pass@" + k.k + " " + k.pass_at_k.toFixed(3) + ", pass^" + k.k + " " + k.pass_all_k.toFixed(3) + "  "));
const rulesOf = c => Object.keys(c.rules || {});
const fields = { status: c => [c.outcome], tag: c => c.tags, script: c => c.scripts, rule: rulesOf };
for (const [id, of] of Object.entries(fields)) {
  const counts = new Map();
  for (const c of data.cases) for (const v of new Set(of(c))) counts.set(v, (counts.get(v) || 0) + 1);
  const all = make("option", "Any " + id); all.value = ""; at(id).append(all);
  for (const [v, n] of [...counts].sort()) { const o = make("option", v + " (" + n + ")"); o.value = v; at(id).append(o); }
  if (!counts.size) at(id).hidden = true;
}
// Words that only one side has are marked.
const words = text => text.match(/\s+|[^\s]+/g) || [];
function marked(mine, theirs) {
  const known = new Set(theirs.flatMap(words)), pre = make("pre");
  for (const w of words(mine)) pre.append(/^\s/.test(w) || known.has(w) ? w : make("mark", w));
  return pre;
}
function side(title, mine, theirs, kind) {
  const box = make("div", undefined, kind); box.append(make("h3", title));
  for (const text of mine) box.append(marked(text, theirs));
  if (!mine.length) box.append(make("pre", "(nothing)"));
  return box;
}
function body(c) {
  const box = make("div", undefined, "body");
  if (c.reason) box.append(make("pre", c.reason));
  for (const r of c.requests || []) box.append(make("blockquote", r));
  for (const f of c.failures || []) {
    const p = make("p"); p.append(make("b", f.expectation + (f.turn ? " (turn " + f.turn + ")" : "")), ": " + f.message + " ", make("span", f.place, "place")); box.append(p);
    if ((f.differences || []).length > 1) {
      const t = make("table"), h = make("tr"); for (const n of ["Command", "Parameter", "Expected", "Given"]) h.append(make("th", n)); t.append(h);
      for (const d of f.differences) { const r = make("tr"); for (const v of [d.command, d.param, d.expected ?? "—", d.actual ?? "—"]) r.append(make("td", v)); t.append(r); }
      box.append(t);
    }
    if (f.expected || f.actual) {
      const s = make("div", undefined, "sides"), e = f.expected || [], a = f.actual || [];
      s.append(side("Expected", e, a, "want"), side("Given", a, e, "got")); box.append(s);
    }
  }
  if (!(c.failures || []).length) for (const text of c.commands || []) box.append(make("pre", text));
  if (rulesOf(c).length) box.append(make("p", "Findings: " + Object.entries(c.rules).map(([r, n]) => r + (n > 1 ? " × " + n : "")).join(", ")));
  return box;
}
function row(c) {
  const d = make("details"), s = make("summary");
  s.append(make("b", c.outcome, c.outcome), make("span", c.name + (c.conversation ? " › " + c.conversation : ""), "name"));
  if (c.runs > 1) s.append(make("small", c.passed + " of " + c.runs + " runs right"));
  for (const t of c.tags) s.append(make("span", t, "tag"));
  s.append(make("small", c.source || c.place)); d.append(s);
  d.addEventListener("toggle", () => { if (d.open && d.children.length === 1) d.append(body(c)); });
  return d;
}
const step = 200; let most = step;
const order = { failed: 0, error: 0, skipped: 1, passed: 2 };
const cases = data.cases.map((c, i) => [c, i]).sort((a, b) => order[a[0].outcome] - order[b[0].outcome] || a[1] - b[1]).map(p => p[0]);
const haystack = new Map(cases.map(c => [c, [c.name, c.conversation, ...(c.requests || []), ...(c.commands || [])].join("\n").toLowerCase()]));
function list() {
  const text = at("text").value.toLowerCase();
  const found = cases.filter(c => haystack.get(c).includes(text) && Object.entries(fields).every(([id, of]) => !at(id).value || of(c).includes(at(id).value)));
  at("cases").replaceChildren(...found.slice(0, most).map(row));
  at("shown").textContent = found.length + " of " + cases.length + " cases";
  at("more").hidden = found.length <= most;
  const state = new URLSearchParams(); for (const id of ["text", ...Object.keys(fields)]) if (at(id).value) state.set(id, at(id).value);
  try { history.replaceState(null, "", "#" + state); } catch { /* a sandboxed frame */ }
}
for (const [id, value] of new URLSearchParams(location.hash.slice(1))) if (at(id) && (id === "text" || id in fields)) at(id).value = value;
at("filters").addEventListener("input", () => { most = step; list(); });
at("more").addEventListener("click", () => { most += step; list(); });
list();
if (cases.length && cases[0].outcome !== "passed") at("cases").firstElementChild && (at("cases").firstElementChild.open = true);
</script></body></html>
)html";

/// JSON inside a script element: nothing in it may end the element or open a comment.
std::string in_script(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (const char c : json) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  return out;
}

} // namespace

std::string html_report(const RunReport& report) {
  return std::string(kHead) + in_script(json_report(report)) + std::string(kTail);
}

} // namespace cmdwright::suite
