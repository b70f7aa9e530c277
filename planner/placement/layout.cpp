#include "planner/placement/layout.hpp"

#include <algorithm>
#include <map>

namespace planner::placement {
namespace {

constexpr std::string_view kNodeLabels = "node.labels.";
constexpr std::string_view kEngineLabels = "engine.labels.";

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.size() > prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
         });
}

/// None: Swarm passes over such a preference without a word. A label that a node lacks is the empty value, a branch
/// like any other. Values are compared exactly: eu-1 and EU-1 are two.
std::optional<std::string> spread_value(const Node& node, std::string_view descriptor) {
  const NodeAttributes& attributes = node.attributes;
  if (begins_with(descriptor, kNodeLabels))
    return std::string(label_of(attributes.labels, descriptor.substr(kNodeLabels.size())));
  if (begins_with(descriptor, kEngineLabels))
    return attributes.engine_labels
               ? std::string(label_of(*attributes.engine_labels, descriptor.substr(kEngineLabels.size())))
               : std::string();
  return std::nullopt;
}

void add_to_tree(View& view, std::map<std::pair<int, std::string>, int>& known, const Node& node,
                 const Service& service) {
  int branch = 0;
  for (const std::string& descriptor : service.preferences) {
    std::optional<std::string> value = spread_value(node, descriptor);
    if (!value) continue;
    view.branches[static_cast<std::size_t>(branch)].leaf = false;
    const auto [found, fresh] =
        known.emplace(std::pair(branch, std::move(*value)), static_cast<int>(view.branches.size()));
    if (fresh) view.branches.push_back({branch, true});
    branch = found->second;
  }
  view.leaf.push_back(branch);
}

/// The scheduler knows two architectures by two names each.
std::string_view normal_arch(std::string_view arch) {
  return arch == "x86_64" ? "amd64" : arch == "aarch64" ? "arm64" : arch;
}

bool runs_on(const Service& service, const NodeAttributes& node) {
  const auto equal = [](std::string_view wanted, const std::optional<std::string>& actual) {
    return wanted.empty() || !actual || normal_arch(wanted) == normal_arch(*actual);
  };
  return service.platforms.empty() || std::ranges::any_of(service.platforms, [&](const Platform& platform) {
           return equal(platform.arch, node.arch) && equal(platform.os, node.os);
         });
}

View view_of(const std::vector<Node>& nodes, const Service& service) {
  View view{{}, {}, {}, {Branch{}}};
  std::map<std::pair<int, std::string>, int> known;
  for (const Node& node : nodes) {
    view.constraint.push_back(std::ranges::all_of(
        service.constraints, [&](const Constraint& constraint) { return matches(node.attributes, constraint); }));
    view.platform.push_back(runs_on(service, node.attributes));
    add_to_tree(view, known, node, service);
  }
  return view;
}

}  // namespace

Layout make_layout(std::vector<Node> nodes, std::vector<Service> services, bool guards_convergence) {
  Layout layout{std::move(nodes), std::move(services), guards_convergence, {}};
  for (const Service& service : layout.services) layout.views.push_back(view_of(layout.nodes, service));
  return layout;
}

}  // namespace planner::placement
