#include "planner/stack/scheduled_stack.hpp"

#include <algorithm>

#include "planner/stack/variables.hpp"
#include "planner/swarm/constraint.hpp"

namespace planner {
namespace {

constexpr std::int64_t most_tasks = 1'000'000'000;

int bounded(std::int64_t count) { return static_cast<int>(std::min(count, most_tasks)); }

std::vector<std::string> known_constraints(const StackFileService& written) {
  std::vector<std::string> constraints;
  for (const PlacementEntry& entry : written.constraints)
    if (std::optional<std::string> text = without_escapes(entry.text); text && parse_constraint(*text))
      constraints.push_back(std::move(*text));
  return constraints;
}

StackService scheduled(const StackFileService& written, const StackRoom& room) {
  StackService result;
  result.name = written.name;
  result.replicas = bounded(written.wanted);
  result.constraints = known_constraints(written);
  result.per_place = room.answered_elsewhere;
  Service& service = result.service;
  service.name = written.name;
  service.scale = written.mode.starts_with("global") ? Scale::global : Scale::replicas;
  service.job = written.mode.ends_with("-job");
  service.where = written.replicas_where.value_or(written.where);
  if (written.max_replicas_per_node) service.max_per_node = bounded(*written.max_replicas_per_node);
  service.reserve = written.reserve;
  for (const StackPort& port : written.ports)
    if (port.host && port.published != 0) service.ports.push_back({port.target, port.published, port.protocol, "host"});
  if (written.update_order) service.update.emplace().order = written.update_order->text;
  return result;
}

}  // namespace

Stack scheduled_stack(const StackFile& file, const std::vector<StackRoom>& rooms) {
  Stack stack;
  for (std::size_t i = 0; i < file.services.size(); ++i)
    stack.services.push_back(scheduled(file.services[i], rooms[i]));
  return stack;
}

}  // namespace planner
