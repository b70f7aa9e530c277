// For compare_with_tomllib.py: generated and damaged texts and what we make of them, one a line, as fields in
// hexadecimal: the text, the TOML it stands for, the first message (empty: it reads), the same text formatted.
// Arguments: how many, and the seed.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "planner/spec/format_spec.hpp"
#include "planner/spec/notation.hpp"
#include "planner/spec/read_toml.hpp"
#include "tests/spec/toml_generator.hpp"

namespace {

void print_field(std::string_view text, char end) {
  for (const char c : text) std::printf("%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
  std::putchar(end);
}

void print_reading(std::string_view text) {
  const planner::TomlReading reading = planner::read_toml(text, "");
  const std::string message = reading.findings.empty() ? "" : reading.findings.front().message;
  print_field(text, ' ');
  print_field(planner::rewrite_notation(text, "").toml, ' ');
  print_field(message, ' ');
  print_field(message.empty() ? planner::format_spec(text) : "", '\n');
}

}  // namespace

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 100;
  planner::test::Random random{argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1};
  for (int i = 0; i < count; ++i) {
    const std::string text = planner::test::random_toml(random);
    print_reading(i % 2 == 0 ? text : planner::test::damaged(random, text));
  }
}
