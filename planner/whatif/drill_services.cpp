#include "planner/whatif/drill_services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace planner {
namespace {

bool within(const std::vector<TaskSpan>& spans, const std::vector<int>& counts) {
  return std::ranges::equal(spans, counts,
                            [](const TaskSpan& span, int count) { return count >= span.least && count <= span.most; });
}

int sum(const std::vector<int>& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

void compare(const std::string& service, const char* moment, const std::vector<TaskSpan>& foretold,
             const std::vector<int>& seen, std::vector<std::string>& wrong) {
  if (!within(foretold, seen))
    wrong.push_back(fmt::format("tasks of {} a zone {}: foretold {}, seen {}", service, moment, spans_text(foretold),
                                counts_text(seen)));
}

/// A lost quorum: when it is back the tasks of the dead are started anew, here or elsewhere. Only that all run again is
/// promised.
void compare_sums(const RehearsalPlan& plan, const DrillSeen& seen, std::vector<std::string>& wrong) {
  for (std::size_t i = 0; i < seen.services.size(); ++i)
    if (sum(seen.services[i].returned) != sum(seen.services[i].before))
      wrong.push_back(fmt::format("{} tasks of {} ran before, {} after the recovery", sum(seen.services[i].before),
                                  plan.services[i].name, sum(seen.services[i].returned)));
}

}  // namespace

std::string spans_text(const std::vector<TaskSpan>& spans) {
  std::vector<std::string> parts;
  for (const TaskSpan& span : spans)
    parts.push_back(span.least == span.most ? fmt::format("{}", span.least)
                                            : fmt::format("{}-{}", span.least, span.most));
  return fmt::format("{}", fmt::join(parts, " "));
}

std::string counts_text(const std::vector<int>& counts) { return fmt::format("{}", fmt::join(counts, " ")); }

void compare_services(const RehearsalPlan& plan, const Drill& drill, const DrillSeen& seen,
                      std::vector<std::string>& wrong) {
  if (!drill.kept) compare_sums(plan, seen, wrong);
  if (drill.for_good) return;
  if (seen.moved > 0)
    wrong.push_back(
        fmt::format("nothing was to move when all returned, and {} tasks that ran on were ended", seen.moved));
  if (drill.services.empty()) return;
  if (seen.services.size() != drill.services.size()) {
    wrong.emplace_back("its services were not watched");
    return;
  }
  for (std::size_t i = 0; i < drill.services.size(); ++i) {
    const std::string& name = plan.services[i].name;
    compare(name, "before", drill.services[i].before, seen.services[i].before, wrong);
    compare(name, "after the loss", drill.services[i].after, seen.services[i].after, wrong);
    if (drill.kept) compare(name, "after the return", drill.services[i].returned, seen.services[i].returned, wrong);
    if (!drill.mend.empty())
      compare(name, "after the force-updates", drill.services[i].mended, seen.services[i].mended, wrong);
  }
}

}  // namespace planner
