#include "lint/catalogue.h"

#include <algorithm>

#include "lint/catalogue_fields.h"
#include "text/blob.h"

namespace cmdwright::lint {

namespace {
constexpr std::array<std::string_view, 4> kSeverities = {"off", "info", "warning", "error"};
}

std::string_view severity_name(Severity severity) {
  return kSeverities[static_cast<std::size_t>(severity)];
}

bool read_severity(std::string_view name, Severity& out) {
  const auto it = std::find(kSeverities.begin(), kSeverities.end(), name);
  if (it == kSeverities.end()) return false;
  out = static_cast<Severity>(it - kSeverities.begin());
  return true;
}

const Rule* Catalogue::find(std::string_view slug) const {
  const auto it = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.slug == slug; });
  return it == rules.end() ? nullptr : &*it;
}

Result<Catalogue> Catalogue::from_blob(std::string_view blob) {
  Catalogue catalogue;
  if (blob.empty()) return catalogue;
  BlobReader reader(blob);
  reader(catalogue);
  if (!reader.good()) return Error{"the compiled lint rules are damaged", ""};
  return catalogue;
}

} // namespace cmdwright::lint
