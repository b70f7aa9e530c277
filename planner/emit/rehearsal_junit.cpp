// A rehearsal as JUnit's XML: a test case a drill, for servers of continuous integration.
#include <fmt/format.h>

#include <algorithm>

#include "planner/emit/rehearsal.hpp"
#include "planner/emit/visible_text.hpp"
#include "planner/whatif/drill_verdict.hpp"

namespace planner {
namespace {

std::string xml(std::string_view text) {
  std::string result;
  for (const char c : visible_text(text)) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  }
  return result;
}

double seconds_of(const DrillSeen& seen) { return seen.noticed.value_or(0) + seen.recovered.value_or(0); }

std::string case_of(const RehearsalPlan& plan, std::size_t number, const RehearsalSeen& seen) {
  const Drill& drill = plan.drills[number];
  const std::string head = fmt::format("  <testcase classname=\"{}\" name=\"{}\"", xml(plan.name), xml(drill.title));
  if (number >= seen.drills.size()) return head + "><error message=\"was not tried\"/></testcase>\n";
  const std::vector<std::string> wrong = differences(plan, drill, seen.drills[number]);
  const std::string start = fmt::format("{} time=\"{:.1f}\"", head, seconds_of(seen.drills[number]));
  if (wrong.empty()) return start + "/>\n";
  return fmt::format("{}><failure message=\"{}\">{}</failure></testcase>\n", start, xml(wrong.front()),
                     xml(fmt::format("{}", fmt::join(wrong, "; "))));
}

}  // namespace

std::string emit_rehearsal_junit(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  std::size_t failures = 0;
  const std::size_t tried = std::min(plan.drills.size(), seen.drills.size());
  std::string cases;
  for (std::size_t i = 0; i < plan.drills.size(); ++i) {
    cases += case_of(plan, i, seen);
    if (i < tried && !differences(plan, plan.drills[i], seen.drills[i]).empty()) ++failures;
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuite name=\"swarmplan rehearse {}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}</testsuite>\n",
      xml(plan.file), plan.drills.size(), failures, plan.drills.size() - tried, cases);
}

}  // namespace planner
