#include "planner/rules/form_errors.hpp"

#include <algorithm>
#include <array>

namespace planner {
namespace {

constexpr std::array errors{
    FormError{"invalid-syntax",
              "The text is no TOML, YAML or JSON, or is not UTF-8. Of TOML the first such error is told.",
              "Mend the character under the caret; the error often begins just before it."},
    FormError{"unknown-key", "A key that its table does not know.",
              "Take the name that the message offers, or move the key to the table where it belongs."},
    FormError{"wrong-type", "A value of another type than its key takes.",
              "Write what the message expects: numbers without quotes, texts with them."},
    FormError{"out-of-range", "A number that is too small or too large for its key.",
              "Choose one in the range that the message names."},
    FormError{"invalid-value", "A value of the right type that does not have the form its key needs.",
              "Write it in the form that the message shows."},
    FormError{"invalid-name", "A name with characters, or of a length, that names of its kind may not have.",
              "Rename it within what the message allows; quotes allow nothing more."},
    FormError{"duplicate-name", "A name that stands for two things.",
              "Rename one of the two places in the file; ids of nodes, places and domains are unique over the spec."},
    FormError{"invalid-place", "Places that do not form groups, regions, zones and racks.",
              "A place with a role is a zone, a place of zones a region, a place of regions a group; do not mix two "
              "kinds in one table."},
    FormError{"unknown-reference", "A reference to a place, node, domain or level that there is not.",
              "Write the full id as it is declared (\"us.west.az-1\"), or declare it."},
    FormError{"missing-key", "A key that its table cannot do without.", "Add the key that the message names."},
    FormError{"conflicting-keys", "Keys or values that contradict each other.",
              "Keep one of the two that the message names."},
    FormError{"too-large",
              "More than is read: of a spec 32 MiB, a million nodes and 100,000 links, of a stack file 4 MiB.",
              "Write counts (workers = 1000) in place of single nodes, or split the file."},
    FormError{"missing-file", "A file that the spec or a compose file names cannot be read.",
              "Put it there; paths are relative to the spec, and in compose files to the first of them."},
    FormError{"invalid-compose",
              "What `docker stack deploy` refuses in a compose file, or takes for something else, and no stack can say "
              "otherwise.",
              "Write it in the form that Swarm has: docs/compose.md lists every key."},
    FormError{"unknown-file", "Neither a spec nor a stack file nor a node dump.",
              "Name specs *.toml, stack files *.yml or *.yaml, and node dumps (docker node inspect) *.json."},
};

}  // namespace

std::span<const FormError> form_errors() { return errors; }

const FormError* find_form_error(std::string_view name) {
  const auto found = std::ranges::find(errors, name, &FormError::name);
  return found == errors.end() ? nullptr : &*found;
}

}  // namespace planner
