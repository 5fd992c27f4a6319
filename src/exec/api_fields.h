// Which fields of the model go into the compact form, in which order (see text/blob.h). Private to the exec
// room.
#pragma once

#include "exec/api_model.h"
#include "spec/fields.h"

namespace cmdwright::exec {

template <class Ar> void fields(Ar& ar, Action& a) {
  ar(a.name, a.kind, a.session, a.tasks, a.task_type, a.subject);
}
template <class Ar> void fields(Ar& ar, Field& f) {
  ar(f.path, f.from, f.defaults, f.constant, f.text, f.answer, f.days_ago, f.as, f.table, f.keys, f.zero,
     f.otherwise, f.needs, f.when);
}
template <class Ar> void fields(Ar& ar, Request& r) {
  ar(r.action, r.fields, r.when, r.pause, r.for_each);
}
template <class Ar> void fields(Ar& ar, ApiOperation& o) {
  ar(o.name, o.does, o.requests, o.wait, o.polls, o.needs_sub_app, o.unsupported, o.refused, o.note);
}
template <class Ar> void fields(Ar& ar, Table::Row& r) {
  ar(r.keys, r.value);
}
template <class Ar> void fields(Ar& ar, Table& t) {
  ar(t.name, t.rows);
}
template <class Ar> void fields(Ar& ar, Pause& p) {
  ar(p.after, p.seconds);
}
template <class Ar> void fields(Ar& ar, WaitProfile& w) {
  ar(w.name, w.pauses);
}
template <class Ar> void fields(Ar& ar, ErrorRule& e) {
  ar(e.code, e.meaning, e.retry, e.advice, e.credentials, e.repeated, e.unknown_task);
}
template <class Ar> void fields(Ar& ar, TaskType& t) {
  ar(t.names, t.field, t.parts);
}
template <class Ar> void fields(Ar& ar, Service& s) {
  ar(s.host, s.version, s.name, s.chat_host, s.chat_path, s.storage_host, s.region_param, s.region_env,
     s.region_default, s.id_env, s.key_env, s.sub_app_param, s.sub_app_env, s.sub_app_field, s.app_name_param,
     s.chat_token_param, s.chat_token_env);
  ar(s.json_param, s.verbose_param, s.no_wait_param, s.max_wait_param, s.interval_params, s.files,
     s.task_action, s.tasks_action, s.task_field, s.status_field, s.done, s.failed, s.tolerated,
     s.cost_notice, s.records, s.session_length, s.session_days, s.timeout);
}
template <class Ar> void fields(Ar& ar, ApiModel& m) {
  ar(m.service, m.actions, m.operations, m.tables, m.waits, m.errors, m.task_types, m.part_names, m.links);
}

} // namespace cmdwright::exec
