#pragma once
// Questions that several rules ask of the layout.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "planner/model/finding.hpp"
#include "planner/rules/facts.hpp"

namespace planner {

/// A finding on a place; the rule's name and the file are filled in by the registry.
Finding finding_at(Severity severity, SourceRange where, std::string_view place, std::string message, std::string help);

/// Places of a level, edges left out, in declaration order.
std::vector<const Place*> core_places(const Topology& topology, Level level);

RoleCounts count_in(const Topology& topology, const Place& place);

/// A load balancer node in the place, or a managed one on it, above it or beneath it.
bool has_loadbalancer(const Topology& topology, const Place& place);

/// "a", "a and b", "a, b and c".
std::string joined(std::span<const std::string> words);

/// How to spread the managers so that one domain of the level is no longer fatal, in one sentence; empty where none of
/// them is.
std::string cure_in_words(const Facts& facts, std::string_view level);

}  // namespace planner
