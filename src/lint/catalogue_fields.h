// Which fields go into the compact form, in which order (see text/blob.h). Private to the lint room.
#pragma once

#include "lint/catalogue.h"

namespace cmdwright::lint {

template <class Ar> void fields(Ar& ar, Example& e) {
  ar(e.form, e.request, e.text);
}
template <class Ar> void fields(Ar& ar, Rule& r) {
  ar(r.slug, r.group, r.severity, r.summary, r.why, r.bad, r.good);
}
template <class Ar> void fields(Ar& ar, Foreign& f) {
  ar(f.programs, f.words, f.texts, f.alone);
}
template <class Ar> void fields(Ar& ar, Asked& a) {
  ar(a.param, a.words);
}
template <class Ar> void fields(Ar& ar, Words& w) {
  ar(w.phrases, w.foreign, w.asked, w.readers, w.no_readers, w.same_task, w.documents, w.same_work);
}
template <class Ar> void fields(Ar& ar, Catalogue& c) {
  ar(c.rules, c.words);
}

} // namespace cmdwright::lint
