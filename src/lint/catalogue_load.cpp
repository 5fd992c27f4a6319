#include "lint/catalogue_load.h"

#include "lint/catalogue.h"
#include "lint/catalogue_fields.h"
#include "lint/registry.h"
#include "text/blob.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::lint {

using yaml::Loading;
using yaml::Map;
using yaml::Node;

namespace {

/// A text alone is a list of commands.
Example read_example(Loading& loading, const Node* node) {
  Example example;
  if (node == nullptr) return example;
  if (node->kind == yaml::Kind::Scalar) {
    example.text = node->text;
    return example;
  }
  Map map(loading, node);
  Str form;
  if (map.optional("as", form)) {
    if (form == "answer")
      example.form = Form::Answer;
    else if (form == "transcript")
      example.form = Form::Transcript;
    else
      loading.error(*map.take("as"), "expected 'answer' or 'transcript'");
  }
  map.optional("request", example.request);
  map.required("text", example.text);
  map.finish();
  return example;
}

void read_rules(Loading& loading, const Node* list, std::vector<Rule>& rules) {
  for (const Node* item : list->items) {
    Map map(loading, item);
    if (!map.good()) continue;
    Rule rule;
    Str severity;
    map.required("rule", rule.slug);
    map.required("group", rule.group);
    if (map.required("severity", severity) && !read_severity(severity, rule.severity))
      loading.error(*map.take("severity"), "expected off, info, warning or error");
    map.required("summary", rule.summary);
    if (map.required("why", rule.why)) rule.why = trim(rule.why);
    for (const auto& [key, example] : {std::pair{"bad", &rule.bad}, std::pair{"good", &rule.good}}) {
      const Node* node = map.take(key);
      if (node == nullptr) loading.error(*item, "'" + std::string(key) + "' is missing");
      *example = read_example(loading, node);
    }
    map.finish();
    if (!is_implemented(rule.slug)) loading.error(*item, "no check reports '" + std::string(rule.slug) + "'");
    for (const Rule& other : rules)
      if (other.slug == rule.slug)
        loading.error(*item, "'" + std::string(rule.slug) + "' is described twice");
    rules.push_back(rule);
  }
  for (const Str slug : implemented_rules()) {
    bool described = false;
    for (const Rule& r : rules) described |= r.slug == slug;
    if (!described) loading.error(*list, "'" + std::string(slug) + "' is not described");
  }
}

void read_foreign(Loading& loading, const Node* list, std::vector<Foreign>& out) {
  if (!yaml::is_list(loading, list)) return;
  for (const Node* item : list->items) {
    Map map(loading, item);
    if (!map.good()) continue;
    Foreign foreign;
    map.required("program", foreign.programs);
    map.optional("words", foreign.words);
    map.optional("text", foreign.texts);
    map.optional("alone", foreign.alone);
    map.finish();
    out.push_back(std::move(foreign));
  }
}

void read_asked(Loading& loading, const Node* list, std::vector<Asked>& out) {
  if (!yaml::is_list(loading, list)) return;
  for (const Node* item : list->items) {
    Map map(loading, item);
    if (!map.good()) continue;
    Asked asked;
    map.required("param", asked.param);
    map.required("words", asked.words);
    map.finish();
    out.push_back(std::move(asked));
  }
}

void read_words(Loading& loading, const Node* root, Words& words) {
  Map map(loading, root);
  if (!map.good()) return;
  words.phrases.resize(kTopics);
  if (const Node* node = map.take("phrases")) {
    Map phrases(loading, node);
    for (std::size_t i = 0; i < kTopics; ++i) phrases.required(kTopicNames[i], words.phrases[i]);
    phrases.finish();
  }
  if (const Node* node = map.take("foreign")) read_foreign(loading, node, words.foreign);
  if (const Node* node = map.take("asked")) read_asked(loading, node, words.asked);
  map.optional("readers", words.readers);
  map.optional("no_readers", words.no_readers);
  map.optional("same_task", words.same_task);
  map.optional("documents", words.documents);
  if (const Node* groups = map.take("same_work"))
    for (const Node* group : groups->items) yaml::read(loading, *group, words.same_work.emplace_back());
  map.finish();
}

/// nullptr when the pack does not have the file, which is no error.
const Node* load(Loading& loading, const std::string& folder, const std::string& name) {
  const auto files = list_files(folder, "/" + name);
  return files && !files->empty() ? loading.file(files->front()) : nullptr;
}

} // namespace

std::string compile_lint(Loading& loading, const std::string& folder) {
  Catalogue catalogue;
  const Node* root = load(loading, folder, "lint.yaml");
  if (root == nullptr) return {};
  Map map(loading, root);
  if (const Node* list = map.take("rules")) read_rules(loading, list, catalogue.rules);
  map.finish();
  if (const Node* words = load(loading, folder, "lint-words.yaml"))
    read_words(loading, words, catalogue.words);
  BlobWriter writer;
  writer(catalogue);
  return writer.finish();
}

} // namespace cmdwright::lint
