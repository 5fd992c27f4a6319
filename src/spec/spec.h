// The spec room: what scripts, parameters and values exist (see model.h for the structures).
//
// In: rules/*.yaml of a pack, or the compact form that the build made of them. Out: a Spec, read-only from
// then on and safe to share between threads. Nothing here knows the name of any script.
//
//   model.h    the structures           load.h      rules/*.yaml -> compact form, with every error found
//   spec.h     a loaded pack            sections.h  the file that holds the compact forms of several rooms
//   condition.h  when-expressions       show.h      the spec for people and as JSON
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "spec/model.h"
#include "text/result.h"

namespace cmdwright::spec {

class Spec {
public:
  /// Reads the compact form. `blob` must outlive the Spec (the embedded pack does; see also owning()).
  static Result<Spec> from_blob(std::string_view blob);
  /// The same, keeping `blob` itself.
  static Result<Spec> owning(std::string blob);

  [[nodiscard]] const Pack& pack() const { return pack_; }
  [[nodiscard]] const std::vector<Script>& scripts() const { return scripts_; }

  /// By file name, "upload.py"; nullptr when there is none.
  [[nodiscard]] const Script* script(std::string_view name) const;
  /// By file name with or without its extension.
  [[nodiscard]] const Script* script_or_stem(std::string_view name) const;
  /// True when a script of the pack has this extension, ".py" for example.
  [[nodiscard]] bool has_script_extension(std::string_view file_name) const;
  /// REQUIRES: both come from this Spec's own texts or from user input; nullptr when there is none.
  [[nodiscard]] const Operation* operation(std::string_view script_name, std::string_view subcommand) const;
  [[nodiscard]] const Shape* shape(std::string_view name) const;

private:
  friend std::string to_blob(const Pack&, const std::vector<Script>&, const std::vector<Shape>&);
  std::shared_ptr<const std::string> owned_;
  Pack pack_;
  std::vector<Script> scripts_;
  std::vector<Shape> shapes_;
};

/// The compact form.
[[nodiscard]] std::string to_blob(const Pack&, const std::vector<Script>&, const std::vector<Shape>&);

/// "vod_upload.py pull", or "vod_pull_upload.py" for a script without subcommands.
[[nodiscard]] std::string operation_name(const Script& script, const Operation& operation);

} // namespace cmdwright::spec
