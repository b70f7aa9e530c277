#pragma once
// Files of several YAML documents, of which docker reads the first.
#include <cstddef>
#include <optional>
#include <string_view>

namespace planner {

/// Of the line (--- or ...) that ends the first document, if there is more than comments behind it. In YAML such a line
/// ends a document wherever it stands, in block scalars too.
std::optional<std::size_t> end_of_first_document(std::string_view yaml);

}  // namespace planner
