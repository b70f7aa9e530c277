// Words that are a boolean to older clients and a text to newer ones.
#include <fmt/format.h>

#include "planner/rules/all.hpp"
#include "planner/rules/stack_troubles.hpp"

namespace planner {
namespace {

constexpr SourceFile bad[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    environment:
      DEBUG: yes
)"}};

constexpr SourceFile good[] = {{"stack.yml", R"(version: "3.8"
services:
  api:
    image: registry.example/api:1
    environment:
      DEBUG: "yes"
)"}};

Finding word(const StackFile&, const StackTrouble& trouble) {
  return {.severity = Severity::warning,
          .message =
              fmt::format("{}: {} without quotes is a boolean to clients up to 26, which refuse the file, and a text "
                          "to 28",
                          trouble.path, trouble.detail),
          .help = fmt::format("write \"{}\" with quotes", trouble.detail)};
}

std::vector<Finding> check(const Facts& facts) {
  return tell_troubles(facts, {StackTrouble::Kind::two_readings}, word);
}

}  // namespace

const Rule word_read_two_ways{
    .name = "word-read-two-ways",
    .severity = Severity::warning,
    .needs = Input::files,
    .summary = "yes, no, on, off, y or n without quotes where a text is wanted",
    .why =
        "YAML 1.1 takes these 16 words for booleans, YAML 1.2 for texts. Docker's client changed from one to the "
        "other: 20.10 and 26.1 refuse `DEBUG: yes` (must be a string, number or null), 28 takes it. So the same "
        "file deploys from one machine and not from another.\n"
        "Source: https://github.com/go-yaml/yaml/blob/v3/resolve.go; seen on clients 20.10.24, 26.1.5 and 28.5.2",
    .fix = "Put the word between quotes.",
    .bad = bad,
    .good = good,
    .check = check,
};

}  // namespace planner
