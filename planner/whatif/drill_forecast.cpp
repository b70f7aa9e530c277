#include "planner/whatif/drill_forecast.hpp"

#include <algorithm>

#include "planner/whatif/booted.hpp"
#include "planner/whatif/forecast.hpp"

namespace planner {
namespace {

/// By zone of the engines: which zone of the forecast it is.
std::vector<std::size_t> columns_of(const Cluster& booted, const Forecast& forecast) {
  std::vector<std::size_t> columns;
  for (const std::string& zone : zones_of(engines_of(booted))) {
    const auto column = std::ranges::find_if(forecast.zones, [&](PlaceIndex place) {
      return booted.topology.places[static_cast<std::size_t>(place)].id == zone;
    });
    columns.push_back(static_cast<std::size_t>(column - forecast.zones.begin()));
  }
  return columns;
}

std::vector<TaskSpan> spans_of(const Moment& moment, const std::vector<std::size_t>& columns) {
  std::vector<TaskSpan> spans;
  for (const std::size_t column : columns) spans.push_back({moment.zones[column].min, moment.zones[column].max});
  return spans;
}

void widen(std::vector<TaskSpan>& spans, const std::vector<TaskSpan>& other) {
  for (std::size_t i = 0; i < spans.size(); ++i)
    spans[i] = {std::min(spans[i].least, other[i].least), std::max(spans[i].most, other[i].most)};
}

/// The real Swarm notices a loss in one instant, node by node, or something between.
ServiceForetold foretold_of(const ServiceForecast& service, const std::vector<std::size_t>& columns, bool rescheduled,
                            bool stays) {
  ServiceForetold foretold;
  foretold.before = spans_of(service.before, columns);
  const std::vector<TaskSpan> together = spans_of(service.after, columns);
  foretold.after = spans_of(service.after_staggered, columns);
  widen(foretold.after, together);
  if (!rescheduled) return foretold;  // who is back first decides which tasks run where they were
  foretold.returned = spans_of(service.returned, columns);
  foretold.mended = spans_of(service.mended, columns);
  if (stays) widen(foretold.returned, together);
  return foretold;
}

/// Every task ran on after the loss, elsewhere: then it stays there when all return.
bool stays_where_it_is(const Cluster& booted, const ServiceForecast& service) {
  const auto declared = std::ranges::find(booted.services, service.name, &Service::name);
  return service.pending == 0 && service.empty.max == 0 && declared->scale != Scale::global;
}

}  // namespace

void foretell_services(const Cluster& booted, const Failure& failure, const Simulation& simulation, Drill& drill) {
  if (!std::ranges::all_of(drill.sides, &DrillSide::meshed)) return;
  Cluster deployed = booted;
  for (Service& service : deployed.services) service.stand_in = false;  // here they run
  const std::optional<Forecast> forecast = forecast_services(deployed, failure, simulation, std::nullopt);
  if (!forecast) return;
  const std::vector<std::size_t> columns = columns_of(booted, *forecast);
  for (const ServiceForecast& service : forecast->services)
    drill.services.push_back(foretold_of(service, columns, forecast->rescheduled, stays_where_it_is(booted, service)));
  for (const ForceUpdate& update : forecast->mend) drill.mend.push_back(command_of(update));
}

}  // namespace planner
