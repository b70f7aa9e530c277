// Where the tasks ran, drill by drill: what was foretold of each zone, and what was seen there.
#include <fmt/format.h>

#include "planner/emit/rehearsal.hpp"
#include "planner/whatif/drill_services.hpp"

namespace planner {
namespace {

struct Moment {
  const char* word;
  std::vector<TaskSpan> ServiceForetold::*foretold;
  std::vector<int> ServiceSeen::*seen;
};

constexpr Moment kMoments[] = {{"before", &ServiceForetold::before, &ServiceSeen::before},
                               {"after", &ServiceForetold::after, &ServiceSeen::after},
                               {"returned", &ServiceForetold::returned, &ServiceSeen::returned},
                               {"mended", &ServiceForetold::mended, &ServiceSeen::mended}};

}  // namespace

Section tell_rehearsed_services(const RehearsalPlan& plan, const RehearsalSeen& seen) {
  Table table{{"drill", "service", "when", "foretold", "seen"}, {}, {}};
  for (std::size_t i = 0; i < seen.drills.size() && i < plan.drills.size(); ++i)
    for (std::size_t service = 0; service < seen.drills[i].services.size(); ++service)
      for (const Moment& moment : kMoments) {
        if ((seen.drills[i].services[service].*moment.seen).empty()) continue;
        const bool first = service == 0 && moment.word == kMoments[0].word;
        const bool told =
            !plan.drills[i].services.empty() && !(plan.drills[i].services[service].*moment.foretold).empty();
        table.rows.push_back({first ? plan.drills[i].title : "", plan.services[service].name, moment.word,
                              told ? spans_text(plan.drills[i].services[service].*moment.foretold) : "-",
                              counts_text(seen.drills[i].services[service].*moment.seen)});
      }
  if (table.rows.empty()) return {};
  Section section{"Tasks in each zone", {}};
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(Names{"zones", plan.zones, 0});
  return section;
}

}  // namespace planner
