// As much XML as the object storage's answers need: the text of elements that hold no others of their name.
// Not a parser of XML in general.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::exec {

/// Content of the first element of this name, entities replaced; empty when there is none.
[[nodiscard]] std::string xml_text(std::string_view xml, std::string_view name);
/// Raw content of every element of this name, in order.
[[nodiscard]] std::vector<std::string_view> xml_all(std::string_view xml, std::string_view name);

} // namespace cmdwright::exec
