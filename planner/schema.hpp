#pragma once
// What describes the program's inputs and outputs to other programs and to readers.
#include <string>
#include <string_view>

namespace planner {

/// "cluster": JSON Schema of a spec. "report": JSON Schema of `report --format json`. "reference": the spec's
/// reference page in Markdown.
std::string schema(std::string_view what);

}  // namespace planner
