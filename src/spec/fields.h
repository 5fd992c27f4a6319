// Which fields of the model go into the compact form, in which order (see text/blob.h). For the spec room,
// and for rooms whose own data holds structures of the model.
#pragma once

#include "spec/model.h"

namespace cmdwright::spec {

template <class Ar> void fields(Ar& ar, Range& r) {
  ar(r.low, r.high);
}
template <class Ar> void fields(Ar& ar, Count& c) {
  ar(c.least, c.most);
}
template <class Ar> void fields(Ar& ar, Param& p) {
  ar(p.name, p.short_name, p.type, p.list, p.repeat, p.required, p.required_unless, p.values, p.open,
     p.labels);
  ar(p.per_model, p.range, p.items, p.max_length, p.max_bytes, p.absolute, p.shape, p.or_shape);
  ar(p.default_value, p.write_default, p.recommend, p.recommend_unless, p.env, p.secret, p.reference,
     p.before_subcommand, p.set, p.help);
}
template <class Ar> void fields(Ar& ar, Term& t) {
  ar(t.param, t.kind, t.values, t.with_default);
}
template <class Ar> void fields(Ar& ar, Condition& c) {
  ar(c.any_of);
}
template <class Ar> void fields(Ar& ar, Constraint& c) {
  ar(c.kind, c.params, c.when, c.values, c.range, c.items, c.at_most, c.rule, c.note);
}
template <class Ar> void fields(Ar& ar, Mistake& m) {
  ar(m.param, m.value_of, m.value, m.subcommand, m.use, m.note);
}
template <class Ar> void fields(Ar& ar, Operation& o) {
  ar(o.name, o.summary, o.cost, o.params, o.constraints, o.mistakes, o.prefer);
}
template <class Ar> void fields(Ar& ar, ModelField& f) {
  ar(f.name, f.values, f.is_count, f.items, f.versions);
}
template <class Ar> void fields(Ar& ar, Model& m) {
  ar(m.name, m.fields);
}
template <class Ar> void fields(Ar& ar, Shape& s) {
  ar(s.name, s.kind, s.required, s.properties, s.discriminator, s.variants, s.items, s.of, s.values);
}
template <class Ar> void fields(Ar& ar, Script& s) {
  ar(s.name, s.summary, s.doc, s.cost, s.operations, s.wrong_names, s.mistakes, s.models, s.zone);
}
template <class Ar> void fields(Ar& ar, UploadRoute& u) {
  ar(u.script, u.subcommand, u.param);
}
template <class Ar> void fields(Ar& ar, TaskRoute& t) {
  ar(t.contains, t.unless, t.script, t.subcommand);
}
template <class Ar> void fields(Ar& ar, ElementRule& e) {
  ar(e.ids_param, e.text_param, e.before, e.after, e.articles, e.tags);
}
template <class Ar> void fields(Ar& ar, FileRefRule& f) {
  ar(f.by_id, f.by_url);
}
template <class Ar> void fields(Ar& ar, Pack& p) {
  ar(p.name, p.title, p.interpreter, p.interpreters, p.script_dir, p.dry_run, p.script_prefix, p.placeholder,
     p.model_param);
  ar(p.version_param, p.local_route, p.url_route, p.task_param, p.task_default, p.task_routes, p.never_ask,
     p.elements, p.file_id, p.file_refs, p.zone);
}

} // namespace cmdwright::spec
