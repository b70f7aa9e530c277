// Ports of which deploy takes one word for another.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "planner/rules/all.hpp"
#include "planner/stack/key_shapes.hpp"
#include "planner/stack/short_syntax.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  admin:
    image: registry.example/admin:1
    ports: ["127.0.0.1:8080:80"]
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  admin:
    image: registry.example/admin:1
    networks: [inside]
networks:
  inside:
)"}};

struct Misread {
  std::string words, help;
  SourceRange where;
};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string word = lower_case(text);
  return word.empty() || holds_variable(word) || std::ranges::find(words, word) != words.end();
}

std::vector<Misread> misread_in(const YamlValue& port) {
  std::vector<Misread> result;
  if (port.is_scalar() && !has_bare_ipv6(port.text)) {  // that is refused
    const std::optional<ShortPort> read = holds_variable(port.text) ? std::nullopt : parse_port(port.text);
    if (read && !is_one_of(read->address, {"0.0.0.0", "::"}))
      result.push_back({fmt::format("is meant for the address {}: docker stack deploy leaves that out, and every node "
                                    "answers on all its addresses",
                                    read->address),
                        "do not publish it: services on one network reach each other; or keep others out by a "
                        "firewall, and leave the address out",
                        port.where});
  }
  const auto word = [&](std::string_view key, std::initializer_list<std::string_view> words, std::string_view becomes) {
    const YamlField* field = port.find(key);
    if (field == nullptr || !field->value.is_scalar() || is_one_of(field->value.text, words)) return;
    result.push_back({fmt::format("has the {} {}: docker stack deploy knows no such, and makes it {}", key,
                                  shortened(field->value.text), becomes),
                      fmt::format("one of {}", fmt::join(words, ", ")), field->value.where});
  };
  word("protocol", {"tcp", "udp", "sctp"}, "tcp");
  word("mode", {"ingress", "host"}, "ingress");
  return result;
}

/// "8080:80", "port 8080"
std::string name_of_port(const YamlValue& port) {
  if (port.is_scalar()) return shortened(port.text);
  const YamlField* number = port.find("published");
  if (number == nullptr) number = port.find("target");
  return number == nullptr ? "without a number" : shortened(number->value.text);
}

void check_service(const StackFile& stack, const YamlField& service, std::vector<Finding>& findings) {
  const YamlField* ports = service.value.find("ports");
  if (ports == nullptr) return;
  for (const YamlValue& port : ports->value.items)
    for (Misread& misread : misread_in(port))
      findings.push_back({.severity = Severity::warning,
                          .message = fmt::format("services.{}: the port {} {}", shortened(service.key),
                                                 name_of_port(port), misread.words),
                          .file = stack.file,
                          .where = misread.where,
                          .place = shortened(service.key),
                          .help = std::move(misread.help)});
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const YamlField& service : written_services(stack)) check_service(stack, service, findings);
  return findings;
}

}  // namespace

const Rule port_misread{
    .name = "port-misread",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a port on one address, of an unknown protocol or mode",
    .why =
        "Swarm publishes a port on every address of every node, in mode host of every node with a task: "
        "127.0.0.1:8080:80 "
        "is open to whoever reaches 1 of them. The client says so in one line (ignoring IP-address, service will "
        "listen on 0.0.0.0) and goes on. A protocol that is none of 3 becomes tcp and a mode that is none of 2 "
        "becomes ingress, without a word.\n"
        "Source: https://github.com/docker/cli/blob/master/opts/port.go; seen on engines 20.10 and 28",
    .fix =
        "Do not publish what only other services need; they are on one network. For a port that few may reach, a "
        "firewall or a network of its own. Write tcp, udp or sctp, ingress or host.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
