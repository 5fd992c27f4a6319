// What a script's definitions must agree on with each other once they are read. Private to the spec room's
// loader.
#pragma once

#include <string_view>
#include <vector>

#include "spec/load_params.h"
#include "spec/model.h"
#include "text/yaml.h"

namespace cmdwright::spec {

class ScriptChecker {
public:
  /// `shapes` are all that are known so far.
  ScriptChecker(yaml::Loading& loading, const std::vector<Shape>& shapes, const Script& script)
      : loading_(loading), shapes_(shapes), script_(script) {}

  void check(const Placed<Param>&, const Operation&);
  void check(const Placed<Constraint>&, const Operation&);
  void check(const Placed<Mistake>&, const Operation&);

private:
  void error(const yaml::Node& at, std::string message) { loading_.error(at, std::move(message)); }
  const Param* need(const yaml::Node& at, const Operation&, Str param);
  void check_value(const yaml::Node& at, const Param&, std::string_view what, Str value);
  void check_list_of_values(const yaml::Node& at, const Param&);
  void check_models(const yaml::Node& at, const Param&);
  void check_term(const yaml::Node& at, const Term&, const Operation&);

  yaml::Loading& loading_;
  const std::vector<Shape>& shapes_;
  const Script& script_;
};

} // namespace cmdwright::spec
