#pragma once
// Which of the files that swarmplan lints is what.
#include <string_view>

namespace planner {

enum class FileKind { spec, stack, dump, unknown };

/// By the name's ending: .toml, .yml or .yaml, .json. Where it has another or none, by how the text begins. Standard
/// input, and a text without a statement, that begins like none of them is taken for a spec, so that its errors show.
FileKind kind_of(std::string_view name, std::string_view text);

}  // namespace planner
