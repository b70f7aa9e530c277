#include "planner/rules/capacity_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "planner/rules/wording.hpp"

namespace planner {
namespace {

std::string bytes(std::int64_t amount) {
  constexpr std::int64_t mebibyte = std::int64_t{1} << 20, gibibyte = std::int64_t{1} << 30;
  if (amount >= gibibyte) return fmt::format("{:.4g} GiB", static_cast<double>(amount) / static_cast<double>(gibibyte));
  if (amount >= mebibyte) return fmt::format("{:.4g} MiB", static_cast<double>(amount) / static_cast<double>(mebibyte));
  return fmt::format("{} bytes", amount);
}

/// "nodes with 1 CPU and port 443/tcp free, at most 2 on each"
std::string wanted_nodes(const Bottleneck& bottleneck) {
  std::vector<std::string> parts;
  for (const auto& [resource, amount] : bottleneck.needs) parts.push_back(resource_amount(resource, amount));
  for (const std::string& port : bottleneck.ports) parts.push_back(fmt::format("port {}", port));
  std::string text = parts.empty() ? "nodes" : fmt::format("nodes with {} free", enumerate(parts));
  if (bottleneck.most_per_node) text += fmt::format(", at most {} on each", *bottleneck.most_per_node);
  return text;
}

std::string holders(const Bottleneck& bottleneck, std::string_view held) {
  if (bottleneck.places.empty()) return "there is none";
  return fmt::format("{} {} {}", enumerate(bottleneck.places), bottleneck.places.size() == 1 ? "holds" : "hold", held);
}

std::string alone(const Bottleneck& bottleneck) {
  const std::string& name = bottleneck.services.front();
  if (bottleneck.global)
    return fmt::format("{} runs on {} and wants {}: {} of them can take it", name,
                       amount(static_cast<int>(bottleneck.wanted), "node"), wanted_nodes(bottleneck), bottleneck.held);
  const std::string tasks = bottleneck.wanted == 1 ? fmt::format("1 replica of {}", name)
                                                   : fmt::format("{} replicas of {}", bottleneck.wanted, name);
  const char* verb = bottleneck.wanted == 1 ? "s" : "";
  if (bottleneck.may_use == 0) return fmt::format("{} find{} no node that may run it", tasks, verb);
  return fmt::format("{} want{} {}: {}", tasks, verb, wanted_nodes(bottleneck),
                     holders(bottleneck, std::to_string(bottleneck.held)));
}

std::string less_wanted(const Bottleneck* bottleneck) {
  if (bottleneck != nullptr && bottleneck->kind == Shortage::Kind::port) return "give one of them another port";
  if (bottleneck != nullptr && bottleneck->global) return "reserve less or run it on fewer nodes";
  return "reserve less or run fewer replicas";
}

}  // namespace

std::string resource_amount(std::string_view resource, std::int64_t amount) {
  if (resource == "memory") return bytes(amount);
  if (resource != "cpus") return fmt::format("{} {}", amount, resource);
  constexpr std::int64_t one = 1'000'000'000;
  return fmt::format("{:.6g} CPU{}", static_cast<double>(amount) / static_cast<double>(one), amount == one ? "" : "s");
}

std::string bottleneck_words(const Bottleneck& bottleneck) {
  const std::string names = enumerate(bottleneck.services);
  switch (bottleneck.kind) {
    case Shortage::Kind::alone: return alone(bottleneck);
    case Shortage::Kind::resource:
      return fmt::format("{} together reserve {}: {}", names, resource_amount(bottleneck.what, bottleneck.wanted),
                         holders(bottleneck, resource_amount(bottleneck.what, bottleneck.held)));
    case Shortage::Kind::port:
      return fmt::format("{} together want port {} on {} nodes: {}", names, bottleneck.what, bottleneck.wanted,
                         holders(bottleneck, std::to_string(bottleneck.held)));
    case Shortage::Kind::packing: break;
  }
  return fmt::format("{} do not fit beside one another, though each sum does: every placement was tried", names);
}

std::string bottlenecks_words(const CapacityAfter& after) {
  if (after.bottlenecks.empty()) return "";
  std::string text = bottleneck_words(after.bottlenecks.front());
  if (const std::size_t more = after.bottlenecks.size() - 1; more > 0)
    text += "; and " + amount(static_cast<int>(more), "more shortage");
  return text;
}

std::string capacity_cure(const CapacityAfter& after, const Bottleneck* bottleneck) {
  if (bottleneck == nullptr && !after.bottlenecks.empty()) bottleneck = &after.bottlenecks.front();
  const std::string fewer = less_wanted(bottleneck);
  if (after.cure && after.lost.empty())
    return fmt::format("{} like {} would do, or {}", amount(static_cast<int>(after.cure->count), "more node"),
                       after.cure->like, fewer);
  if (after.cure)
    return fmt::format("{} like {} would do for this loss, where it leaves {}; or {}",
                       amount(static_cast<int>(after.cure->count), "more node"), after.cure->like,
                       after.cure->count == 1 ? "it" : "them", fewer);
  if (bottleneck != nullptr && bottleneck->may_use == 0)
    return "let it run in more places: fewer constraints, or nodes elsewhere that meet them; strict_zone keeps "
           "replicas in their zones, also when one is gone";
  if (after.bottlenecks.size() > 1)  // a cure is told where it mends all of them
    return fmt::format("more nodes that may run it, or larger ones, or {}; no one kind of node mends all {} shortages",
                       fewer, after.bottlenecks.size());
  if (bottleneck != nullptr && bottleneck->kind == Shortage::Kind::port)
    return fmt::format("{}, or hold them to different nodes by constraints", fewer);
  return fmt::format("larger nodes, or {}; more nodes like those there are do not help", fewer);
}

std::string unreserved_words(const Cluster& cluster) {
  std::vector<std::string> names;
  for (const Service& service : cluster.services)
    if (std::ranges::any_of(service.at_deploy, [](const DeployTimeValue& value) {
          return value.assumed.empty() && value.key.starts_with("deploy.resources.reservations");
        }))
      names.push_back(service.name);
  if (names.empty()) return "no service reserves cpus or memory";
  return fmt::format("what {} {} is a variable without a default, known at deploy time only", enumerate(names),
                     names.size() == 1 ? "reserves" : "reserve");
}

}  // namespace planner
