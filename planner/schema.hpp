#pragma once
// What describes the program's inputs and outputs to other programs and to readers.
#include <string>
#include <string_view>

namespace planner {

/// "cluster": JSON Schema of a spec. "report", "simulate", "rehearse", "lint": JSON Schemas of what these print with `--format json`.
/// "reference": the spec's reference page in Markdown. "compose": what becomes of each key of a compose file.
std::string schema(std::string_view what);

}  // namespace planner
