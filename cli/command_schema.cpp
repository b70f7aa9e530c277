// schema: a JSON Schema, or the reference page of the spec.
#include <ostream>

#include "cli/commands.hpp"
#include "planner/schema.hpp"

namespace cli {

int command(const SchemaArguments& arguments, Streams& streams) {
  streams.out << planner::schema(arguments.what);
  return 0;
}

}  // namespace cli
