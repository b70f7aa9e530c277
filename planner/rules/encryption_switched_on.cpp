// driver_opts that say encrypted: false and encrypt.
#include <fmt/format.h>

#include "planner/rules/all.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
networks:
  back:
    driver_opts:
      encrypted: "false"
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    networks: [back]
networks:
  back:
)"}};

std::vector<Finding> check(const Facts& facts) {
  std::vector<Finding> findings;
  for (const StackFile& stack : facts.stack_files)
    for (const StackObject& network : stack.networks)
      for (const StackLabel& option : network.driver_opts) {
        if (option.key != "encrypted" || (option.value != "false" && option.value != "0" && option.value != "no"))
          continue;
        findings.push_back(
            {.severity = Severity::warning,
             .message = fmt::format("networks.{} says encrypted: \"{}\" and is encrypted: the driver looks whether "
                                    "the option is there, not what it says",
                                    network.key, option.value),
             .file = stack.file,
             .where = option.where,
             .help = "take the option out"});
      }
  return findings;
}

}  // namespace

const Rule encryption_switched_on{
    .name = "encryption-switched-on",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "a network option encrypted that says false, which encrypts",
    .why =
        "The overlay driver encrypts a network as soon as its options hold the key `encrypted`, whatever the "
        "value. Each packet then goes through IPsec: 26 bytes less of each frame, IP protocol 50 has to be let "
        "through between all nodes, and throughput falls.\n"
        "Source: https://github.com/moby/moby/blob/master/daemon/libnetwork/drivers/overlay/ov_network.go",
    .fix = "Take the option out for a plain network; `encrypted: \"\"` says yes.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
