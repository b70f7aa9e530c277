#include "planner/stack/object_sizes.hpp"

#include "planner/stack/compose/conversion.hpp"
#include "planner/stack/variables.hpp"

namespace planner {

void look_up_sizes(StackFile& stack, const FileSize& size_of) {
  if (!size_of) return;
  const std::string folder = stack.file.substr(0, stack.file.rfind('/') + 1);  // none: where the program runs
  for (auto* objects : {&stack.secrets, &stack.configs})
    for (StackObject& object : *objects) {
      const std::optional<std::string> path = object.file ? without_escapes(object.file->text) : std::nullopt;
      if (object.external || !path || path->empty() || path->starts_with('~')) continue;
      object.bytes = size_of(path_from(folder, *path));
    }
}

}  // namespace planner
