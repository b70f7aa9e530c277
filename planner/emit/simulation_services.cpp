// What becomes of the services in a what-if: a line each, what is pending and why, and what to do when it is over.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "planner/emit/simulation.hpp"
#include "planner/emit/words.hpp"

namespace planner {
namespace {

constexpr std::size_t rows_at_most = 16;
constexpr std::size_t whys_at_most = 4;

Paragraph plain(std::string text) { return {std::move(text), "", "", 0}; }

std::string told(const TaskRange& tasks) { return range(tasks.min, tasks.max); }

/// Least and most tasks in a zone, of those where `told` has any.
std::string in_a_zone(const Moment& moment, const std::vector<const Moment*>& told) {
  int least = -1, most = 0;
  for (std::size_t zone = 0; zone < moment.zones.size(); ++zone) {
    const auto has_any = [&](const Moment* each) { return each->zones[zone].max > 0; };
    if (std::ranges::none_of(told, has_any)) continue;
    least = least < 0 ? moment.zones[zone].min : std::min(least, moment.zones[zone].min);
    most = std::max(most, moment.zones[zone].max);
  }
  return least < 0 ? "-" : range(least, most);
}

/// Both ways of losing it: at once, and node by node.
Moment either(const ServiceForecast& service) {
  Moment moment = service.after;
  const auto widen = [](TaskRange& range, const TaskRange& other) {
    range.min = std::min(range.min, other.min);
    range.max = std::max(range.max, other.max);
  };
  for (std::size_t zone = 0; zone < moment.zones.size(); ++zone)
    widen(moment.zones[zone], service.after_staggered.zones[zone]);
  widen(moment.running, service.after_staggered.running);
  moment.uneven = std::max(moment.uneven, service.after_staggered.uneven);
  return moment;
}

Table table_of(const Forecast& forecast) {
  Table table{{"service", "replicas", "lost", "running after", "per zone", "after", "when back"}, {}, {}};
  for (const ServiceForecast& service : forecast.services) {
    if (table.rows.size() == rows_at_most) break;
    const Moment after = either(service);
    table.rows.push_back({service.name, std::to_string(service.replicas), told(service.lost), told(after.running),
                          in_a_zone(service.before, {&service.before}), in_a_zone(after, {&after}),
                          in_a_zone(service.returned, {&service.before, &after})});
  }
  return table;
}

std::string percent(double share) {
  const double rounded = std::round(share * 100);
  return rounded < 1 ? "under 1 %" : share < 1 && rounded > 99 ? "over 99 %" : fmt::format("{:.0f} %", rounded);
}

/// Of all runs; the forecast holds the most.
int least_pending(const ServiceForecast& service) {
  return std::clamp(service.replicas - either(service).running.max - service.empty.max, 0, service.pending);
}

void tell_pending(const Forecast& forecast, Section& section) {
  std::size_t told_of = 0;
  for (const ServiceForecast& service : forecast.services) {
    if (service.pending == 0 && service.empty.max == 0) continue;
    if (++told_of > whys_at_most) continue;
    if (service.pending > 0)
      section.blocks.emplace_back(Paragraph{fmt::format("{}: {} of {} {} no node. The engine says: {}.", service.name,
                                                        range(least_pending(service), service.pending),
                                                        service.replicas, service.pending == 1 ? "finds" : "find",
                                                        service.why.empty() ? "no suitable node" : service.why.front()),
                                            "PENDING:", "", 0});
    if (service.empty.max > 0)
      section.blocks.emplace_back(
          Paragraph{fmt::format("{}: {} of {} {} not made anew, its restart policy forbids it.", service.name,
                                told(service.empty), service.replicas, service.empty.max == 1 ? "is" : "are"),
                    "GONE:", "", 0});
  }
  if (told_of > whys_at_most)
    section.blocks.emplace_back(
        plain(fmt::format("and {}: --format json", counted(static_cast<int>(told_of - whys_at_most), "more service"))));
}

std::vector<std::string> how_often(const Forecast& forecast, double (*share)(const ServiceForecast&)) {
  std::vector<std::string> words;
  for (const ServiceForecast& service : forecast.services)
    if (share(service) > 0) words.push_back(fmt::format("{} {}", service.name, percent(share(service))));
  return words;
}

void tell_uneven(const Forecast& forecast, Section& section) {
  const std::vector<std::string> before = how_often(forecast, [](const ServiceForecast& s) { return s.before.uneven; });
  const std::vector<std::string> after = how_often(forecast, [](const ServiceForecast& s) { return either(s).uneven; });
  if (!before.empty())
    section.blocks.emplace_back(
        plain(fmt::format("Zones differ by more than one task already before, this often: {}.", folded(before, 4))));
  if (!after.empty() && forecast.rescheduled)
    section.blocks.emplace_back(
        plain(fmt::format("Zones that are left differ by more than one, this often: {}.", folded(after, 4))));
}

void tell_hang(const Forecast& forecast, Section& section) {
  if (forecast.hangs <= 0) return;
  section.blocks.emplace_back(Paragraph{
      fmt::format(
          "in {} of the runs, at the latest when all is back and a service is scaled by one or two, the "
          "scheduler comes into an endless loop and places nothing more, of any service. Two levels of spread do "
          "that before engine 28.3: spread over zone alone.",
          percent(forecast.hangs)),
      "THE SCHEDULER HANGS:", "", 0});
}

Section tell_mend(const Forecast& forecast) {
  Section section{"When it is back", {}};
  if (forecast.mend.empty()) return section;
  section.blocks.emplace_back(plain("Nothing moves back. These are skewed; update one after another:"));
  for (std::size_t i = 0; i < std::min(forecast.mend.size(), whys_at_most); ++i)
    section.blocks.emplace_back(Command{command_of(forecast.mend[i]), 0});
  if (std::ranges::any_of(forecast.mend, &ForceUpdate::changes_order))
    section.blocks.emplace_back(
        plain("Stop-first: a new task beside the old one would be placed while the skew still counts. The next deploy "
              "puts the order back."));
  if (forecast.mend.size() > whys_at_most)
    section.blocks.emplace_back(
        plain(fmt::format("and {}, in the order of --format json",
                          counted(static_cast<int>(forecast.mend.size() - whys_at_most), "more service"))));
  const std::vector<std::string> still =
      how_often(forecast, [](const ServiceForecast& s) { return s.updated ? s.mended.uneven : 0; });
  if (!still.empty())
    section.blocks.emplace_back(plain(fmt::format(
        "Once may not do; after it zones still differ by more than one, this often: {}.", folded(still, 4))));
  return section;
}

/// What was counted with is not what is written.
void tell_assumed(const Cluster& cluster, Section& section) {
  std::vector<std::string> words;
  for (const Service& service : cluster.services)
    for (const DeployTimeValue& value : service.at_deploy)
      words.push_back(fmt::format("{} of {} is {}{}", value.key, service.name, value.written,
                                  !value.assumed.empty()           ? ", taken for " + value.assumed
                                  : value.key == "deploy.replicas" ? ", taken for 1"
                                                                   : ", left out of account"));
  if (!words.empty())
    section.blocks.emplace_back(plain(fmt::format("Known at deploy time only: {}.", folded(words, 4))));
}

}  // namespace

std::vector<Section> tell_services(const Simulated& simulated) {
  if (!simulated.forecast) return {};
  const Forecast& forecast = *simulated.forecast;
  Section section{"Services", {}};
  section.blocks.emplace_back(table_of(forecast));
  if (forecast.services.size() > rows_at_most)
    section.blocks.emplace_back(plain(fmt::format(
        "and {}: --format json", counted(static_cast<int>(forecast.services.size() - rows_at_most), "more service"))));
  if (!forecast.rescheduled)
    section.blocks.emplace_back(
        plain("Without a quorum nothing is rescheduled: what is left running is all there is."));
  tell_hang(forecast, section);
  if (forecast.rescheduled) tell_pending(forecast, section);
  tell_uneven(forecast, section);
  tell_assumed(simulated.cluster, section);
  section.blocks.emplace_back(plain(
      forecast.seeds == 1 ? "Nothing of this is left to chance."
                          : fmt::format("Where chance decides, the least and the most of {} runs (seeds 1 to {}).",
                                        forecast.seeds, forecast.seeds)));
  return {std::move(section), tell_mend(forecast)};
}

}  // namespace planner
