// foretell CASE.json [--seeds N]: what the scheduler's model foretells for one small case, to be held against an
// engine. With - the case is read from standard input. It prints, for every step and every service created so far, how
// many tasks run on each node and in each zone: {"min", "mean", "max"} over N seeds (1 to N, default 2000), the
// distinct splits over the zones with how often they came, and how many tasks are pending, with the engine's own words.
//
// A case:
//   {
//     "engine": "28.5",                  which version; absent: today's
//     "zone_label": "zone",              the node label by which placements are counted; absent: zone
//     "nodes": [
//       { "name": "n1",                  host name
//         "role": "worker",              or manager; absent: worker
//         "labels": { "zone": "a" },
//         "availability": "active",      or drain, pause
//         "cpus": 2, "memory": 4294967296, "generic": { "gpu": 2 },       absent: unbounded, none
//         "id": "…", "address": "10.0.0.1", "os": "linux", "arch": "x86_64", "engine_labels": {} } ],   absent: any
//     "services": [
//       { "name": "api", "replicas": 6,  or "global": true
//         "constraints": ["node.labels.zone == a"],
//         "preferences": ["node.labels.zone"],                            outermost first
//         "reserve": { "cpus": 0.5, "memory": 536870912, "generic": { "gpu": 1 } },
//         "host_ports": ["tcp/8080"], "max_per_node": 1,
//         "platforms": ["linux/amd64"],                                   absent: as with --resolve-image never
//         "restart": { "condition": "any", "max_attempts": 0 },
//         "update": { "parallelism": 1, "order": "stop-first" } } ],
//     "steps": [                         each is foretold when all has come to rest
//       { "create": ["api"] },           one after another; with "shuffled": true in any order, as `docker stack
//       deploy` { "kill": ["n1", "n2"] },        the engines die, nothing else { "return": ["n1", "n2"] }, { "drain":
//       ["n3"] }, { "pause": ["n3"] }, { "activate": ["n3"] }, { "scale": "api", "to": 9 }, { "force_update": "api" } ]
//   }
// Several nodes in one step: the Swarm may notice them together, one by one, or in groups, in any order, so each seed
// draws one; with "together": true always together.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "planner/placement/orchestrator.hpp"

using Json = nlohmann::ordered_json;

namespace planner::placement {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::optional<std::string> text_of(const Json& json, const char* key) {
  return json.contains(key) ? std::optional(json.at(key).get<std::string>()) : std::nullopt;
}

Labels labels_of(const Json& json) {
  Labels labels;
  for (const auto& [key, value] : json.items()) labels.emplace_back(key, value.get<std::string>());
  std::sort(labels.begin(), labels.end());
  return labels;
}

Generic generic_of(const Json& json) {
  Generic generic;
  const Json kinds = json.value("generic", Json::object());
  for (const auto& [kind, amount] : kinds.items()) generic.emplace_back(kind, amount.get<std::int64_t>());
  return generic;
}

std::int64_t nano(const Json& json) { return static_cast<std::int64_t>(json.get<double>() * 1e9 + 0.5); }

Availability availability_of(const std::string& word) {
  return word == "drain" ? Availability::drain : word == "pause" ? Availability::pause : Availability::active;
}

struct Case {
  Layout layout;
  std::vector<std::string> zones;  // by number
  std::map<std::string, int> nodes, services;
  Json steps;
};

Node read_node(const Json& json, const std::string& zone_label, std::map<std::string, int>& zones) {
  Node node;
  node.attributes = {text_of(json, "id"),
                     json.at("name").get<std::string>(),
                     text_of(json, "address"),
                     text_of(json, "os"),
                     text_of(json, "arch"),
                     json.value("role", "worker"),
                     labels_of(json.value("labels", Json::object())),
                     {}};
  if (json.contains("engine_labels")) node.attributes.engine_labels = labels_of(json.at("engine_labels"));
  node.zone = zones.emplace(label_of(node.attributes.labels, zone_label), static_cast<int>(zones.size())).first->second;
  node.availability = availability_of(json.value("availability", "active"));
  if (json.contains("cpus")) node.nano_cpus = nano(json.at("cpus"));
  if (json.contains("memory")) node.memory = json.at("memory").get<std::int64_t>();
  node.generic = generic_of(json);
  return node;
}

Service read_service(const Json& json) {
  Service service;
  service.name = json.at("name").get<std::string>();
  service.global = json.value("global", false);
  service.replicas = json.value("replicas", 1);
  for (const Json& text : json.value("constraints", Json::array())) {
    const std::optional<Constraint> constraint = parse_constraint(text.get<std::string>());
    if (!constraint) throw std::runtime_error("Swarm refuses the constraint " + text.dump());
    service.constraints.push_back(*constraint);
  }
  for (const Json& text : json.value("preferences", Json::array())) service.preferences.push_back(text);
  const Json reserve = json.value("reserve", Json::object());
  service.nano_cpus = reserve.contains("cpus") ? nano(reserve.at("cpus")) : 0;
  service.memory = reserve.value("memory", std::int64_t{0});
  service.generic = generic_of(reserve);
  for (const Json& text : json.value("host_ports", Json::array())) {
    const std::string port = text.get<std::string>();
    service.ports.push_back({port.substr(0, port.find('/')), std::stoi(port.substr(port.find('/') + 1))});
  }
  for (const Json& text : json.value("platforms", Json::array())) {
    const std::string platform = text.get<std::string>();
    service.platforms.push_back({platform.substr(0, platform.find('/')), platform.substr(platform.find('/') + 1)});
  }
  service.max_per_node = json.value("max_per_node", 0);
  const Json restart = json.value("restart", Json::object()), update = json.value("update", Json::object());
  service.restarts = restart.value("condition", "any") != "none";
  service.max_attempts = restart.value("max_attempts", 0);
  service.parallelism = update.value("parallelism", 1);
  service.start_first = update.value("order", "stop-first") == "start-first";
  return service;
}

bool guards(const std::string& engine) {
  if (engine.empty()) return true;
  const int major = std::stoi(engine);
  return major > 28 || (major == 28 && std::stoi(engine.substr(engine.find('.') + 1)) >= 3);
}

Case read_case(const Json& json) {
  Case result;
  std::map<std::string, int> zones;
  std::vector<Node> nodes;
  std::vector<Service> services;
  for (const Json& node : json.at("nodes")) {
    nodes.push_back(read_node(node, json.value("zone_label", "zone"), zones));
    nodes.back().kind = static_cast<int>(nodes.size());
    result.nodes[node.at("name")] = static_cast<int>(nodes.size()) - 1;
  }
  for (const Json& service : json.at("services")) {
    services.push_back(read_service(service));
    result.services[services.back().name] = static_cast<int>(services.size()) - 1;
  }
  result.zones.resize(zones.size());
  for (const auto& [zone, number] : zones) result.zones[at(number)] = zone;
  result.layout = make_layout(std::move(nodes), std::move(services), guards(json.value("engine", "")));
  result.steps = json.at("steps");
  return result;
}

using NodesCall = void (*)(State&, std::span<const int>);

/// As the Swarm may notice them: in any order, some of them together.
void in_groups(State& state, std::vector<int> nodes, bool together, NodesCall call) {
  if (together) return call(state, nodes);
  state.random.shuffle(nodes);
  const int joined = state.random.below(3);  // 0: one by one, 1: some together, 2: all together
  std::vector<int> group;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    group.push_back(nodes[i]);
    const bool ends = i + 1 == nodes.size() || joined == 0 || (joined == 1 && state.random.below(2) == 0);
    if (!ends) continue;
    call(state, group);
    group.clear();
  }
}

void play(State& state, const Case& given, const Json& step) {
  const std::string what = step.begin().key();
  const Json& whom = step.begin().value();
  if (what == "scale") return scale_service(state, given.services.at(whom), step.at("to"));
  if (what == "force_update") return force_update(state, given.services.at(whom));
  if (what == "create") {
    std::vector<int> services;
    for (const Json& name : whom) services.push_back(given.services.at(name));
    if (step.value("shuffled", false)) state.random.shuffle(services);
    for (const int service : services) create_service(state, service);
    return;
  }
  static const std::map<std::string, NodesCall> calls{
      {"kill", nodes_fail},
      {"return", nodes_return},
      {"drain", [](State& s, std::span<const int> nodes) { set_availability(s, nodes, Availability::drain); }},
      {"pause", [](State& s, std::span<const int> nodes) { set_availability(s, nodes, Availability::pause); }},
      {"activate", [](State& s, std::span<const int> nodes) { set_availability(s, nodes, Availability::active); }}};
  std::vector<int> nodes;
  for (const Json& name : whom) nodes.push_back(given.nodes.at(name));
  in_groups(state, std::move(nodes), step.value("together", false), calls.at(what));
}

struct Range {
  int min = 1 << 30, max = 0;
  double sum = 0;
  int count = 0;

  void add(int value) {
    min = std::min(min, value);
    max = std::max(max, value);
    sum += value;
    ++count;
  }
  Json json() const { return {{"min", min}, {"mean", sum / count}, {"max", max}}; }
};

struct Seen {
  std::vector<Range> nodes, zones;
  Range running, pending;
  std::map<std::vector<int>, int> splits;
  std::set<std::string> why;
};

void note(const State& state, const Case& given, int service, Seen& seen) {
  const ServiceState& own = state.services[at(service)];
  seen.nodes.resize(state.nodes.size());
  seen.zones.resize(given.zones.size());
  std::vector<int> zones(given.zones.size(), 0);
  int running = 0;
  for (std::size_t node = 0; node < state.nodes.size(); ++node) {
    seen.nodes[node].add(own.on_node[node]);
    zones[at(given.layout.nodes[node].zone)] += own.on_node[node];
    running += own.on_node[node];
  }
  for (std::size_t zone = 0; zone < zones.size(); ++zone) seen.zones[zone].add(zones[zone]);
  seen.running.add(running);
  seen.pending.add(pending_tasks(state, service));
  if (pending_tasks(state, service) > 0) seen.why.insert(state.hung ? "the scheduler hangs" : own.why);
  ++seen.splits[zones];
}

Json told(const Case& given, const Seen& seen, int seeds) {
  Json json = {{"running", seen.running.json()}, {"pending", seen.pending.json()}};
  json["why"] = seen.why;
  for (const auto& [name, node] : given.nodes) json["nodes"][name] = seen.nodes[at(node)].json();
  for (std::size_t zone = 0; zone < given.zones.size(); ++zone)
    json["zones"][given.zones[zone]] = seen.zones[zone].json();
  json["splits"] = Json::array();
  for (const auto& [split, count] : seen.splits) {
    Json zones = Json::object();
    for (std::size_t zone = 0; zone < split.size(); ++zone) zones[given.zones[zone]] = split[zone];
    json["splits"].push_back({{"zones", zones}, {"seeds", count}, {"share", 1.0 * count / seeds}});
  }
  return json;
}

Json foretell(const Case& given, int seeds) {
  std::vector<std::vector<Seen>> seen(given.steps.size(), std::vector<Seen>(given.layout.services.size()));
  std::vector<int> hung(given.steps.size(), 0);
  std::vector<std::vector<bool>> created(given.steps.size(), std::vector<bool>(given.layout.services.size(), false));
  for (int seed = 1; seed <= seeds; ++seed) {
    State state = start(given.layout, static_cast<std::uint64_t>(seed));
    for (std::size_t step = 0; step < given.steps.size(); ++step) {
      play(state, given, given.steps[step]);
      hung[step] += state.hung ? 1 : 0;
      for (std::size_t service = 0; service < state.services.size(); ++service) {
        created[step][service] = state.services[service].created;
        if (created[step][service]) note(state, given, static_cast<int>(service), seen[step][service]);
      }
    }
  }
  Json json = {{"seeds", seeds}, {"steps", Json::array()}};
  for (std::size_t step = 0; step < given.steps.size(); ++step) {
    Json services = Json::object();
    for (const auto& [name, service] : given.services)
      if (created[step][at(service)]) services[name] = told(given, seen[step][at(service)], seeds);
    json["steps"].push_back({{"step", given.steps[step]}, {"hangs", 1.0 * hung[step] / seeds}, {"services", services}});
  }
  return json;
}

}  // namespace
}  // namespace planner::placement

int main(int count, char** arguments) {
  using namespace planner::placement;
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.empty()) return std::cerr << "foretell CASE.json|- [--seeds N]\n", 2;
  int seeds = 2000;
  if (words.size() == 3 && words[1] == "--seeds") seeds = std::stoi(words[2]);
  try {
    std::ifstream file(words[0]);
    std::istream& in = words[0] == "-" ? std::cin : file;
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::cout << foretell(read_case(Json::parse(text)), seeds).dump(2) << '\n';
  } catch (const std::exception& error) {
    return std::cerr << "foretell: " << error.what() << '\n', 2;
  }
  return 0;
}
