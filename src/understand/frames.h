// Building frames from an analysis. Private to the understand room.
#pragma once

#include <vector>

#include "understand/analysis.h"
#include "understand/frame.h"
#include "understand/slots.h"

namespace cmdwright::understand {

[[nodiscard]] Frame empty_frame(const spec::Spec&, const Intent&);
[[nodiscard]] std::vector<Frame> build_frames(const spec::Spec&, const Grammar&, const Analysis&);

void add_texts(const Analysis&, const Scope&, Frame&);
/// `so_far`: what earlier turns said, or nullptr.
void add_files(const Grammar&, const Analysis&, const Scope&, Frame&, std::vector<bool>& used,
               const Frame* so_far = nullptr);
[[nodiscard]] bool is_file(const Grammar&, const Mention&);
[[nodiscard]] FileItem as_file(const Grammar&, const Analysis&, const Mention&);

} // namespace cmdwright::understand
