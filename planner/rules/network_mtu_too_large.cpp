// Overlay networks whose packets are larger than the layout's links carry.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "planner/rules/all.hpp"
#include "planner/stack/variables.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"cluster.toml", R"([network]
mtu = 1420

[fra]
a = { managers = 1, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }
)"},
                              {"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
networks:
  back:
)"}};

constexpr SourceFile good[] = {{"cluster.toml", R"([network]
mtu = 1420

[fra]
a = { managers = 1, workers = 1 }
b = { managers = 1, workers = 1 }
c = { managers = 1, workers = 1 }
)"},
                               {"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
networks:
  back:
    driver_opts: { com.docker.network.driver.mtu: "1420" }
)"}};

constexpr std::string_view option = "com.docker.network.driver.mtu";
constexpr int usual = 1500;  // where the option is not given

/// None: known at deploy time, or no number.
std::optional<int> mtu_of(const StackObject& network) {
  const auto given = std::ranges::find(network.driver_opts, option, &StackLabel::key);
  if (given == network.driver_opts.end()) return usual;
  int mtu = 0;
  const std::string& text = given->value;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mtu);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(mtu) : std::nullopt;
}

Finding finding_of(std::string_view network, int mtu, int carried) {
  return {.severity = Severity::warning,
          .message = fmt::format("networks.{} counts on {} bytes beneath, and a link of the layout carries {}: large "
                                 "packets are lost on the way while small ones pass",
                                 network, mtu, carried),
          .help = fmt::format("driver_opts: {{ {}: \"{}\" }} on the network; one that exists has to be made anew",
                              option, carried)};
}

void check_stack(const StackFile& stack, int carried, std::vector<Finding>& findings) {
  const auto tell = [&](std::string_view network, int mtu, SourceRange where) {
    findings.push_back(finding_of(network, mtu, carried));
    findings.back().file = stack.file;
    findings.back().where = where;
  };
  for (const StackObject& network : stack.networks) {
    if (network.external || (!network.driver.empty() && network.driver != "overlay")) continue;
    if (const std::optional<int> mtu = mtu_of(network); mtu && *mtu > carried) tell(network.key, *mtu, network.where);
  }
  if (std::ranges::find(stack.networks, "default", &StackObject::key) != stack.networks.end()) return;
  const auto alone = std::ranges::find_if(stack.services, [](const auto& s) { return s.networks.empty(); });
  if (alone != stack.services.end() && usual > carried) tell("default", usual, alone->where);
}

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < facts.on_layout.size(); ++i)
    if (const std::optional<int> carried = facts.on_layout[i].stack.mtu)
      check_stack(facts.stack_files[i], *carried, findings);
  return findings;
}

}  // namespace

const Rule network_mtu_too_large{
    .name = "network-mtu-too-large",
    .severity = Severity::warning,
    .needs = Input::both,
    .summary = "an overlay network that counts on larger packets than the layout's links carry",
    .why =
        "An overlay takes 1500 bytes beneath it unless its option com.docker.network.driver.mtu says less; it does not "
        "look at the machine's own network. Over a tunnel of 1420 bytes a full packet is 80 bytes too long: small "
        "requests are answered, large ones hang. Told where links or the network of the spec say an mtu, of networks "
        "that the stack makes, the unwritten default one too. swarmplan stack writes the option.\n"
        "Sources: https://docs.docker.com/engine/network/drivers/overlay/, https://github.com/moby/moby/issues/36689",
    .fix = "Give each network the option with the least MTU of the links, and make the ingress network anew with it.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
