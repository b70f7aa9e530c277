// explain: a rule by name, or the list of rules.
#include <ostream>

#include "cli/commands.hpp"
#include "planner/explain.hpp"

namespace cli {

int command(const ExplainArguments& arguments, Streams& streams) {
  const planner::Explained explained = planner::explain_by_name(arguments.rule);
  (explained.known ? streams.out : streams.err) << explained.text;
  return explained.known ? 0 : 2;
}

}  // namespace cli
