#pragma once
// The main job: a spec's text in, every artifact out.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/artifact.hpp"
#include "planner/model/beside.hpp"
#include "planner/model/finding.hpp"

namespace planner {

struct Planned {
  bool valid = false;               // false: `findings` are errors of form, or of the compose files, and nothing else
  std::vector<Artifact> artifacts;  // in the order of the emitters
  std::vector<Finding> findings;
  std::string summary;  // the text report
  std::string refusal;  // why this layout cannot be planned in full; then nothing is to be written
};

Planned plan(std::string_view text, std::string_view file, const Beside& beside = {});

/// One artifact by the name of its emitter. `refusal` says why this layout has none.
struct Printed {
  bool valid = false;
  std::string content;
  std::string refusal;
  std::vector<Finding> findings;
};

/// `within`: cut sets of so many losses at most.
Printed print(std::string_view text, std::string_view file, std::string_view emitter, const Beside& beside = {},
              std::optional<int> within = std::nullopt);

}  // namespace planner
