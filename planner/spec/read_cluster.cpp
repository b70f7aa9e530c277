#include "planner/spec/read_cluster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "planner/spec/allowances.hpp"
#include "planner/spec/names.hpp"
#include "planner/spec/read_spec.hpp"
#include "planner/spec/resolve.hpp"

namespace planner {
namespace {

Version parse_version(std::string_view text) {
  Version version;
  const auto [dot, error] = std::from_chars(text.data(), text.data() + text.size(), version.major);
  if (error == std::errc() && dot != text.data() + text.size())
    std::from_chars(dot + 1, text.data() + text.size(), version.minor);
  return version;
}

/// The lowest that any member of the Swarm is said to run.
std::optional<Version> lowest_engine(const Cluster& cluster, const Spec& spec) {
  std::optional<Version> lowest;
  const auto take = [&](std::string_view text) {
    if (text.empty()) return;
    const Version version = parse_version(text);
    if (!lowest || version < *lowest) lowest = version;
  };
  if (spec.cluster && spec.cluster->engine) take(spec.cluster->engine->value);
  for (const Pool& pool : cluster.topology.pools)
    if (pool.in_swarm) take(pool.engine);
  return lowest;
}

void resolve_cluster(Resolver& resolver, std::string_view file) {
  const auto& spec = resolver.spec.cluster;
  Cluster& cluster = resolver.cluster;
  cluster.name = spec && spec->name ? spec->name->value : name_from_file(file);
  cluster.where = spec ? spec->where : SourceRange{};
  resolve_control(resolver);
  check_defaults(resolver);
  resolve_places(resolver);
  // Beyond this point every place, pool and node stands.
  resolve_names(resolver);
  check_addresses_once(resolver);
  resolve_homes(resolver);
  resolve_domains(resolver);
  // Beyond this point every reference can be looked up, and the levels are known.
  resolve_goals(resolver);
  resolve_availability(resolver);
  resolve_links(resolver);
  resolve_latency(resolver);
  resolve_network(resolver);
  resolve_services(resolver);
  resolve_data_plane(resolver);
  note_unjudged(resolver);
  cluster.engine = lowest_engine(cluster, resolver.spec);
}

void sort_by_position(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.where < b.where; });
}

}  // namespace

Reading read_cluster(std::string_view text, std::string_view file) {
  SpecReading reading = read_spec(text, file);
  Decoder decoder{std::string(file), std::move(reading.findings), reading.complete, std::move(reading.damaged)};
  Resolver resolver{reading.spec, decoder, {}, {}, {}, {}, 0, {}, {}, {}};
  if (reading.complete && reading.spec.places.empty() && decoder.findings.empty())
    decoder.error("invalid-place", {}, "the spec holds no place, so there is nothing to plan",
                  "for example: [fra.a] managers = 1, workers = 3 on one line, or run swarmplan init");
  else if (reading.complete)
    resolve_cluster(resolver, file);
  resolver.cluster.allowances = read_allowances(reading.comments);
  sort_by_position(decoder.findings);
  if (!decoder.findings.empty()) return {std::nullopt, std::move(decoder.findings)};
  return {std::move(resolver.cluster), {}};
}

}  // namespace planner
