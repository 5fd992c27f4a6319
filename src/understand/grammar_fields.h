// Which fields of the grammar go into the compact form (see text/blob.h). Private to the understand room.
#pragma once

#include "understand/grammar.h"

namespace cmdwright::understand {

template <class Ar> void fields(Ar& ar, Concept& c) {
  ar(c.name, c.has_values, c.label, c.verbatim, c.pairs);
}
template <class Ar> void fields(Ar& ar, Sense& s) {
  ar(s.concept_id, s.value);
}
template <class Ar> void fields(Ar& ar, Lexicon::Form& f) {
  ar(f.surface, f.symbol);
}
template <class Ar> void fields(Ar& ar, Lexicon::Node& n) {
  ar(n.first_edge, n.edges, n.first_sense, n.senses);
}
template <class Ar> void fields(Ar& ar, Lexicon::Edge& e) {
  ar(e.symbol, e.node);
}
template <class Ar> void fields(Ar& ar, Lexicon& l) {
  ar(l.forms, l.nodes, l.edges, l.senses, l.known_words);
}
template <class Ar> void fields(Ar& ar, Pattern& p) {
  ar(p.concept_id, p.regex);
}
template <class Ar> void fields(Ar& ar, Feature& f) {
  ar(f.concept_id, f.value, f.negated);
}
template <class Ar> void fields(Ar& ar, Condition& c) {
  ar(c.all, c.none);
}
template <class Ar> void fields(Ar& ar, Evidence& e) {
  ar(e.weight, e.when);
}
template <class Ar> void fields(Ar& ar, Derivation& d) {
  ar(d.concept_id, d.value, d.when);
}
template <class Ar> void fields(Ar& ar, Choice& c) {
  ar(c.feature, c.value, c.cued);
}
template <class Ar> void fields(Ar& ar, With& w) {
  ar(w.concept_id, w.param, w.value);
}
template <class Ar> void fields(Ar& ar, Slot& s) {
  ar(s.param, s.accepts, s.cues, s.not_cues, s.cue_required, s.bare, s.choices, s.map, s.with, s.pair,
     s.is_name, s.is_text);
  ar(s.share, s.gather, s.each, s.greedy, s.loose, s.page_cues, s.needed_by, s.openers, s.starters, s.heads,
     s.residual, s.strength);
  ar(s.reach, s.wrap, s.turn_user, s.turn_assistant, s.user_cues, s.assistant_cues);
}
template <class Ar> void fields(Ar& ar, FileSlot& f) {
  ar(f.role, f.cues, f.id, f.url, f.path, f.ref, f.json, f.json_id, f.json_url, f.json_frame, f.several,
     f.switch_to);
  ar(f.required, f.media, f.most, f.implies);
}
template <class Ar> void fields(Ar& ar, Intent& i) {
  ar(i.name, i.script, i.subcommand, i.label_en, i.label_zh, i.reason_en, i.reason_zh, i.fold, i.soft,
     i.evidence, i.set, i.files);
  ar(i.slots);
}
template <class Ar> void fields(Ar& ar, Message& m) {
  ar(m.key, m.en, m.zh);
}
template <class Ar> void fields(Ar& ar, Grammar& g) {
  ar(g.han, g.concepts, g.builtins, g.roles, g.lexicon, g.patterns, g.features, g.features_of, g.derivations);
  ar(g.intents, g.modifiers, g.messages);
}

} // namespace cmdwright::understand
