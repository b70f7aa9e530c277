// A rehearsal whose prediction is turned into its opposite before anything is booted: it must be found wrong.
// wrong_prediction SPEC REF: the quorum survives the loss of REF, and its loss is foretold.
#include <fstream>
#include <iostream>
#include <iterator>

#include "cli/error.hpp"
#include "cli/rehearse/rehearse.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream file(argv[1]);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  planner::PlannedRehearsal planned = planner::plan_rehearsal(text, argv[1], {{argv[2]}, {}, {}, {}, {}, {}});
  if (!planned.valid || !planned.errors.empty() || !planned.plan.drills.front().kept) return 2;
  for (planner::Drill& drill : planned.plan.drills) {
    drill.kept = false;
    for (planner::DrillSide& side : drill.sides) side.kept = false;
  }
  cli::Streams streams{std::cin, std::cout, std::cerr};
  try {
    return cli::rehearse_and_tell(planned, {}, "text", streams);
  } catch (const cli::Error& error) {
    std::cerr << error.what() << '\n';
    return error.exit_code;
  }
}
